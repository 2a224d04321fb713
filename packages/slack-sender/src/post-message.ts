import { Agent, type AgentOptions, type RequestOptions, request } from 'node:https';
import { classifyAnswer, type SlackAnswer } from './slack-answer.ts';
import { STEP_TIMEOUT_MS } from './time-left.ts';

/** Posts a body to a webhook. Never throws and never shows the URL: what went wrong is part of the answer. */
export type PostMessage = (url: string, body: string) => Promise<SlackAnswer>;

/** How many characters of an answer are read; Slack's answers are one word. */
const MAX_BODY = 1_024;

/** The connections to Slack. */
export interface Slack {
  readonly postMessage: PostMessage;
  /**
   * Opens a connection to a webhook's host, for the next post, with a `GET /` that is about no webhook. Never rejects: the
   * post will find out what is wrong.
   */
  readonly connect: (url: string, signal: AbortSignal) => Promise<void>;
}

/**
 * Returns what posts over HTTPS and keeps its connections. `options` are given to these as they are: tests pass the
 * certificate of their server.
 */
export function createSlack(options: AgentOptions = {}, timeoutMs: number = STEP_TIMEOUT_MS.post): Slack {
  const agent = new Agent({ keepAlive: true, ...options });
  const postMessage: PostMessage = async (url, body) => {
    // The timeout is for both tries together: the sender begins a post only when so much time is left.
    const signal = AbortSignal.timeout(timeoutMs);
    const postOnce = () => post(url, body, { agent, signal });
    const first = await postOnce();
    // A kept connection may have been closed while the function was frozen; such a request hardly ever reached Slack.
    const result = first === 'stale' ? await postOnce() : first;
    return result === 'stale' ? noAnswer('ECONNRESET') : result;
  };
  return { postMessage, connect: (url, signal) => get(new URL('/', url), { agent, signal }) };
}

/** Resolves when the answer has been read, which frees its connection, or there is none. */
function get(url: URL, options: RequestOptions): Promise<void> {
  return new Promise((resolve) => {
    const call = request(url, options, (response) => response.resume());
    call.on('error', () => {});
    call.on('close', resolve);
    call.end();
  });
}

function post(url: string, body: string, options: RequestOptions): Promise<SlackAnswer | 'stale'> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
    const call = request(url, { ...options, method: 'POST', headers }, (response) => {
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
}

/**
 * Matches the codes of a connection that is not encrypted as Slack's is, or of an answer that is no HTTP: a proxy, or a wrong
 * address. Source: https://nodejs.org/docs/latest-v22.x/api/tls.html#x509-certificate-error-codes
 */
const NOT_SLACK =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_(?:CA|PURPOSE)$|HOSTNAME_MISMATCH$|HPE_)/;

function noAnswer(reason: string): SlackAnswer {
  if (NOT_SLACK.test(reason)) return { kind: 'not_slack', reason: `no trusted connection: ${reason}` };
  return {
    kind: 'transient',
    reason: `no answer: ${reason}`,
    retryAfterSeconds: undefined,
  };
}

function errorCode(error: Error & { code?: unknown }): string {
  return typeof error.code === 'string' ? error.code : error.name;
}
