import type { AwsRequest, Service } from '../gateway.ts';

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
