import { OUR_ACCESS_KEY } from './clients.ts';
import { awsError, type Service } from './gateway.ts';

/** The actions that no function may use now, as IAM names them: `states:GetExecutionHistory`. */
export type DeniedActions = Set<string>;

/** Answers a function as AWS does when its role does not allow the action, and else passes the request on. */
export function withAccess(denied: DeniedActions, service: Service): Service {
  return async (request) => {
    const action = `${request.service}:${request.operation}`;
    if (request.accessKey === OUR_ACCESS_KEY || !denied.has(action)) return service(request);
    const reason = `because no identity-based policy allows the ${action} action`;
    const message = `User: ${request.accessKey} is not authorized to perform: ${action} ${reason}`;
    return awsError('AccessDeniedException', message);
  };
}
