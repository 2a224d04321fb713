import { awsError, type HttpResponse } from '@shipbell/aws-emulator';

/** An answer after which a client tries again by itself. */
export const failed = (): HttpResponse => awsError('InternalFailure', 'chaos', 500);

/** An answer after which a client gives up. */
export const denied = (): HttpResponse => awsError('AccessDenied', 'chaos', 403);
