/**
 * The name of a region of any partition, such as `eu-west-1` or `us-gov-east-1`. It becomes part of a host's name, so that
 * no other text may pass for one.
 */
export const REGION_PATTERN = /^[a-z]{2,5}(?:-[a-z]+){1,3}-\d{1,2}$/;
