import { OUR_ACCESS_KEY } from './clients.ts';
import type { Service } from './gateway.ts';

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
