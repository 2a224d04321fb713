import { awsError, type HttpResponse } from '@shipbell/aws-emulator';

/** An answer after which a client tries again by itself. */
export function failed(): HttpResponse {
  return awsError('InternalFailure', 'chaos', 500);
}

/** An answer after which a client gives up. */
export function denied(): HttpResponse {
  return awsError('AccessDenied', 'chaos', 403);
}
