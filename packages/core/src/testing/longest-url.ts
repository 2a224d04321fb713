/** An address of the greatest length that a message's links take. */
export const LONGEST_URL = `https://example.com/${'x'.repeat(480)}`;
