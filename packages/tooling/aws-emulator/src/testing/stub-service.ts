import { type AwsRequest, awsError, type Service } from '../gateway/gateway.ts';

/** Returns a request as services get it from the gateway. A body that is not a string is sent as JSON. */
export function awsRequest(operation: string, body: unknown, more: Partial<AwsRequest> = {}): AwsRequest {
  return {
    service: '',
    region: 'ap-northeast-2',
    accessKey: 'local',
    operation,
    method: 'POST',
    path: '/',
    headers: {},
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    ...more,
  };
}

/** Returns a service that answers with the given text, and the requests that it got. */
export function stubService(answer: (request: AwsRequest) => string = () => '{}') {
  const requests: AwsRequest[] = [];
  const service: Service = async (request) => {
    requests.push(request);
    return { status: 200, headers: {}, body: answer(request) };
  };
  return { service, requests };
}

/**
 * Returns the service, which refuses one call of each of these operations, with an error that a client does not retry by
 * itself.
 */
export function refusing(operations: readonly string[], service: Service): Service {
  const refused = [...operations];
  return async (request) => {
    const index = refused.indexOf(request.operation);
    if (index === -1) return service(request);
    refused.splice(index, 1);
    return awsError('AccessDeniedException', 'not now');
  };
}
