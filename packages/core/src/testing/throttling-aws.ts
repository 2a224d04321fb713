import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Starts an AWS that throttles every call, and returns its address, how many calls it has refused so far, and what stops
 * it.
 */
export async function startThrottlingAws() {
  let refused = 0;
  const server = createServer((_, response) => {
    refused += 1;
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, refused: () => refused, stop };
}
