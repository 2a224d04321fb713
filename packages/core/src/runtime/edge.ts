import { NodeHttpHandler } from '@smithy/node-http-handler';
import { CLIENT_CONFIG } from './aws-client.ts';
import type { LogLevel } from './logger.ts';
import { writeLine } from './metrics.ts';

/** What makes the requests of the SDK's clients. */
export type RequestHandler = Pick<NodeHttpHandler, 'handle'>;

/** Where everything goes that a handler lets out of its process. */
export interface Edge {
  /** Makes the requests of all clients of the SDK, which share its connections. */
  readonly requestHandler: RequestHandler;
  readonly console: Pick<Console, LogLevel>;
  /** Writes a line on standard output: CloudWatch makes metrics of it. */
  readonly writeLine: (line: string) => void;
}

/** Returns the edge of a function on Lambda: AWS, the console and standard output. */
export function createEdge(): Edge {
  return { requestHandler: new NodeHttpHandler(CLIENT_CONFIG.requestHandler), console, writeLine };
}
