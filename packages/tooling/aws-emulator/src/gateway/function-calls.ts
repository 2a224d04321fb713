import { OUR_ACCESS_KEY } from '../clients.ts';
import { awsError, type Service } from './gateway.ts';

/** A call of a function to AWS. */
export interface FunctionCall {
  /** The function's name. */
  readonly by: string;
  /** The IAM action: `states:GetExecutionHistory`. */
  readonly action: string;
  /** The region that it called. */
  readonly region: string;
  /** The request's body. */
  readonly input: string;
}

/**
 * Returns the service, which adds every call of a function to `calls`. Calls of this process and of Terraform are not added,
 * nor what nobody signed, for which IAM is not asked: that opens a connection.
 */
export function withCallLog(calls: FunctionCall[], service: Service): Service {
  return (request) => {
    const { accessKey: by, region, body } = request;
    const action = `${request.service}:${request.operation}`;
    if (by !== '' && by !== OUR_ACCESS_KEY) calls.push({ by, action, region, input: body.toString() });
    return service(request);
  };
}

/** The IAM actions that are denied to every function now: `states:GetExecutionHistory`. */
export type DeniedActions = Set<string>;

/** Returns the service, which refuses what nobody signed, and a function's denied actions as AWS does when its role does not allow them. */
export function withAccess(denied: DeniedActions, service: Service): Service {
  return async (request) => {
    if (request.accessKey === '') return awsError('MissingAuthenticationTokenException', 'Not signed', 403);
    const action = `${request.service}:${request.operation}`;
    if (request.accessKey === OUR_ACCESS_KEY || !denied.has(action)) return service(request);
    const reason = `because no identity-based policy allows the ${action} action`;
    const message = `User: ${request.accessKey} is not authorized to perform: ${action} ${reason}`;
    return awsError('AccessDeniedException', message);
  };
}
