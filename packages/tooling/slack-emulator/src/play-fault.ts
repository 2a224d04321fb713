import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';

/** What Slack answers a post with. */
export type Answer = { readonly status: number; readonly body: string; readonly headers?: Record<string, string> };

interface Scene {
  readonly response: ServerResponse;
  /** Resets the post's connection. */
  reset(): void;
  /** Takes the post as Slack does when nothing is wrong, and gives its answer. */
  deliver(): Answer;
}

type ConnectionFault = Exclude<Fault, object>;

const PLAYS: Record<ConnectionFault, (scene: Scene) => void> = {
  hang: () => {},
  reset: ({ reset }) => reset(),
  answer_hangs: ({ deliver }) => void deliver(),
  answer_resets: ({ deliver, reset }) => {
    deliver();
    reset();
  },
  answer_drips: ({ deliver, response }) => drip(response, deliver()),
};

/** Plays a fault of the connection. One that stays open ends when the server closes. */
export function playFault(fault: ConnectionFault, scene: Scene): void {
  PLAYS[fault](scene);
}

/** The head and the first byte; the next one is longer in coming than anybody waits. */
function drip(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'Content-Type': 'text/html', ...headers }).flushHeaders();
  response.write(body.slice(0, 1));
}
