import { Agent, type AgentOptions, type RequestOptions, request } from 'node:https';
import { classifyAnswer, type SlackAnswer } from './slack-answer.ts';

/** Posts a body to a webhook. Never throws and never tells the URL: what went wrong is part of the answer. */
export type PostMessage = (url: string, body: string) => Promise<SlackAnswer>;

/** Slack answers in well under a second; after ten it will not. */
const TIMEOUT_MS = 10_000;
/** Slack's answers are one word. */
const MAX_BODY = 1_024;

/** `options` reach the connections as they are: tests hand in the certificate of their own server. */
export const createPostMessage = (options: AgentOptions = {}, timeoutMs = TIMEOUT_MS): PostMessage => {
  const agent = new Agent({ keepAlive: true, ...options });
  const postOnce = (url: string, body: string) => post(url, body, { agent }, timeoutMs);
  return async (url, body) => {
    const first = await postOnce(url, body);
    // A kept connection may have been closed while the function was frozen; such a request hardly ever reached Slack.
    const result = first === 'stale' ? await postOnce(url, body) : first;
    return result === 'stale' ? noAnswer('ECONNRESET') : result;
  };
};

const post = (url: string, body: string, options: RequestOptions, timeoutMs: number): Promise<SlackAnswer | 'stale'> =>
  new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
    const call = request(url, { ...options, method: 'POST', headers, signal }, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        answer = (answer + chunk).slice(0, MAX_BODY);
      });
      response.on('end', () =>
        resolve(classifyAnswer(response.statusCode ?? 0, answer, response.headers['retry-after'])),
      );
      response.on('error', (error) => resolve(noAnswer(errorCode(error))));
    });
    call.on('error', (error) => {
      const stale = call.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(errorCode(error));
      resolve(stale ? 'stale' : noAnswer(errorCode(error)));
    });
    // An answer of 101 is neither a response nor an error.
    call.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(noAnswer('another protocol'));
    });
    call.end(body);
  });

const noAnswer = (reason: string): SlackAnswer => ({
  kind: 'transient',
  reason: `no answer: ${reason}`,
  retryAfterSeconds: undefined,
});

const errorCode = (error: Error & { code?: unknown }): string =>
  typeof error.code === 'string' ? error.code : error.name;
