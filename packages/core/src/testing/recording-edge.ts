import type { Edge } from '../runtime/edge.ts';
import { type Answers, rehearsalEdge } from '../runtime/rehearsal.ts';

type Request = Parameters<Edge['requestHandler']['handle']>[0];

/** Returns an edge at which AWS answers as in a rehearsal, with the requests that it gets, and the lines that are written. */
export function recordingEdge(answers: Answers = {}) {
  const requests: Request[] = [];
  const lines: string[] = [];
  const writeLine = (line: string) => void lines.push(line);
  const nowhere = { requestHandler: { handle: () => Promise.reject(new Error('There is no network here')) } };
  const { requestHandler } = rehearsalEdge(nowhere, answers, new AbortController().signal);
  const edge: Edge = {
    requestHandler: {
      handle: (request) => {
        requests.push(request);
        return requestHandler.handle(request);
      },
    },
    console: { debug: writeLine, info: writeLine, warn: writeLine, error: writeLine },
    writeLine,
  };
  return { edge, requests, lines };
}
