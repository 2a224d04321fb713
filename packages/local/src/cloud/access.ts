import { type AwsRequest, awsError, type Service } from './gateway.ts';

/** The actions that are denied now, as IAM names them: `states:GetExecutionHistory`. */
export type DeniedActions = Set<string>;

/** Answers as AWS does when no policy allows the action, and else passes the request on. */
export function withAccess(denied: DeniedActions, service: Service): Service {
  return async (request: AwsRequest) => {
    const action = `${request.service}:${request.operation}`;
    if (!denied.has(action)) return service(request);
    const reason = `because no identity-based policy allows the ${action} action`;
    return awsError('AccessDeniedException', `User: local is not authorized to perform: ${action} ${reason}`);
  };
}
