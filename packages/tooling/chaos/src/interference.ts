import { awsError, type CloudOptions, type HttpResponse } from '@shipbell/aws-emulator';

/** Stands before all of AWS: answers a request itself, or passes it on. */
export type Interfere = NonNullable<CloudOptions['interfere']>;

/** Returns an answer after which a client tries again by itself. */
export function failed(): HttpResponse {
  return awsError('InternalFailure', 'chaos', 500);
}

/** Returns an answer after which a client gives up. */
export function denied(): HttpResponse {
  return awsError('AccessDenied', 'chaos', 403);
}
