import { OUR_ACCESS_KEY } from '../clients.ts';
import { awsError, type Service } from './gateway.ts';

/** What a function asked of AWS. */
export interface FunctionCall {
  /** Its name. */
  readonly by: string;
  /** As IAM names it: `states:GetExecutionHistory`. */
  readonly action: string;
  /** The request's body. */
  readonly input: string;
}

/** Remembers what functions ask, and passes it on; what we ask ourselves does not count. */
export function withCallLog(calls: FunctionCall[], service: Service): Service {
  return (request) => {
    const { accessKey: by, body } = request;
    if (by !== OUR_ACCESS_KEY)
      calls.push({ by, action: `${request.service}:${request.operation}`, input: body.toString() });
    return service(request);
  };
}

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
