import { type AwsRequest, awsError, type Service } from '../gateway/gateway.ts';

/** A request as the gateway hands it on; a body that is no string is sent as JSON. */
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

/** A service at the edge: remembers what it was asked and answers with the given text. */
export function stubService(answer: (request: AwsRequest) => string = () => '{}') {
  const requests: AwsRequest[] = [];
  const service: Service = async (request) => {
    requests.push(request);
    return { status: 200, headers: {}, body: answer(request) };
  };
  return { service, requests };
}

/** The service, which refuses the calls of these operations, each once, so that a client does not try it again by itself. */
export function refusing(operations: readonly string[], service: Service): Service {
  const refused = [...operations];
  return async (request) => {
    const index = refused.indexOf(request.operation);
    if (index === -1) return service(request);
    refused.splice(index, 1);
    return awsError('AccessDeniedException', 'not now');
  };
}
