import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHANNEL_IS_ARCHIVED, HANG, rateLimited, SERVER_ERROR, type Slack, startSlack } from './index.ts';

let slack: Slack;

beforeEach(async () => {
  slack = await startSlack({ channels: { default: 'deployments', ops: 'ops' } });
});

afterEach(() => slack.close());

interface Post {
  readonly url?: string;
  readonly method?: string;
  readonly type?: string;
}

/** Posts the body, and resolves when the head of the answer has come. */
function open(
  body: string,
  { url = slack.webhookUrl('default'), method = 'POST', type = 'application/json' }: Post = {},
): Promise<IncomingMessage> {
  const ca = readFileSync(slack.caCertificate);
  return new Promise((resolve, reject) => {
    request(url, { method, ca, headers: { 'Content-Type': type } }, resolve)
      .on('error', reject)
      .end(body);
  });
}

async function send(body: string, options?: Post) {
  const response = await open(body, options);
  const { statusCode: status, headers } = response;
  return { status, body: await text(response), retryAfter: headers['retry-after'] };
}

function post(message: unknown, options?: Post) {
  return send(JSON.stringify(message), options);
}

describe('a webhook', () => {
  it('answers ok and delivers to the channel of its destination', async () => {
    expect(await post({ text: 'hello' })).toMatchObject({ status: 200, body: 'ok' });
    await post({ text: 'trouble' }, { url: slack.webhookUrl('ops') });
    expect(slack.messages()).toMatchObject([
      { id: 1, destination: 'default', channel: 'deployments', payload: { text: 'hello' } },
      { id: 2, destination: 'ops', channel: 'ops', payload: { text: 'trouble' } },
    ]);
  });

  it('has an address of the form of Slack, with a secret of its own', () => {
    const form = /^https:\/\/127\.0\.0\.1:\d+\/services\/T[0-9A-F]{9}\/B[0-9A-F]{9}\/[0-9A-F]{24}$/;
    expect(slack.webhookUrl('default')).toMatch(form);
    expect(slack.webhookUrl('ops')).toMatch(form);
    expect(slack.webhookUrl('ops')).not.toBe(slack.webhookUrl('default'));
  });

  it('takes the message from a form', async () => {
    const body = new URLSearchParams({ payload: '{"text":"a & b"}' }).toString();
    const answer = await send(body, { type: 'application/x-www-form-urlencoded' });
    expect(answer).toMatchObject({ status: 200, body: 'ok' });
    expect(slack.messages()).toMatchObject([{ payload: { text: 'a & b' } }]);
  });

  it("refuses a message with Slack's status and text, and lists the reason for the test", async () => {
    const answer = await post({ text: 'hello', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '' } }] });
    expect(answer).toMatchObject({ status: 400, body: 'invalid_blocks' });
    expect(slack.messages()).toEqual([]);
    expect(slack.refusals()).toEqual([
      {
        destination: 'default',
        status: 400,
        body: 'invalid_blocks',
        reason: 'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
      },
    ]);
  });

  it('answers no_service when the token is wrong', async () => {
    const url = slack.webhookUrl('default').slice(0, -1);
    expect(await post({ text: 'hello' }, { url })).toMatchObject({ status: 404, body: 'no_service' });
  });

  it('refuses any method but POST', async () => {
    expect(await send('', { method: 'GET' })).toMatchObject({ status: 405 });
  });

  it('is not trusted without the certificate', async () => {
    const untrusted = new Promise((_resolve, reject) => request(slack.webhookUrl('default')).on('error', reject).end());
    await expect(untrusted).rejects.toThrow('self-signed certificate');
  });

  it('has no address for an unknown destination, and the error lists the known ones', () => {
    expect(() => slack.webhookUrl('sales')).toThrow(
      'No channel for the destination "sales": the Slack emulator was started with default, ops',
    );
  });
});

describe('a fault of a webhook', () => {
  it('answers only the next post when it was set by answerNext', async () => {
    slack.answerNext('default', rateLimited(3));
    expect(await post({ text: 'a' })).toEqual({ status: 429, body: 'rate_limited', retryAfter: '3' });
    expect(await post({ text: 'b' })).toMatchObject({ status: 200 });
    expect(slack.messages()).toMatchObject([{ payload: { text: 'b' } }]);
  });

  it('answers every post to its destination until it is lifted when it was set by answerWith', async () => {
    slack.answerWith('default', CHANNEL_IS_ARCHIVED);
    expect(await post({ text: 'a' })).toMatchObject({ status: 410, body: 'channel_is_archived' });
    expect(await post({ text: 'b' })).toMatchObject({ status: 410 });
    expect(await post({ text: 'c' }, { url: slack.webhookUrl('ops') })).toMatchObject({ status: 200 });
    slack.answerWith('default', undefined);
    expect(await post({ text: 'd' })).toMatchObject({ status: 200 });
  });

  it('leaves a post without an answer when it is HANG', async () => {
    slack.answerNext('default', HANG);
    const unanswered = expect(post({ text: 'a' })).rejects.toThrow('socket hang up');
    expect(await post({ text: 'b' })).toMatchObject({ status: 200 });
    await slack.close();
    await unanswered;
  });
});

describe('a fault of the connection', () => {
  it('can reset the connection before the post is delivered', async () => {
    slack.answerNext('default', 'reset');
    await expect(post({ text: 'a' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(slack.messages()).toEqual([]);
  });

  it('can reset the connection in place of the answer, after the post is delivered', async () => {
    slack.answerNext('default', 'answer_resets');
    await expect(post({ text: 'a' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(slack.messages()).toMatchObject([{ payload: { text: 'a' } }]);
  });

  it('resets no other connection', async () => {
    slack.answerNext('default', 'answer_hangs');
    const unanswered = expect(post({ text: 'a' })).rejects.toThrow('socket hang up');
    await expect.poll(() => slack.messages()).toHaveLength(1);
    slack.answerNext('default', 'reset');
    await expect(post({ text: 'b' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await Promise.race([unanswered, 'still open'])).toBe('still open');
    await slack.close();
    await unanswered;
  });

  it('can leave a delivered post without an answer', async () => {
    slack.answerNext('default', 'answer_hangs');
    const unanswered = expect(post({ text: 'a' })).rejects.toThrow('socket hang up');
    await expect.poll(() => slack.messages()).toMatchObject([{ payload: { text: 'a' } }]);
    await slack.close();
    await unanswered;
  });

  it('can answer a delivered post with a body that never ends', async () => {
    slack.answerNext('default', 'answer_drips');
    const answer = await open('{"text":"a"}');
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(slack.messages()).toMatchObject([{ payload: { text: 'a' } }]);
    const ended = expect(text(answer)).rejects.toThrow('aborted');
    await slack.close();
    await ended;
  });

  it('keeps the answer from the sender of a refused post, too', async () => {
    slack.answerNext('default', 'answer_resets');
    await expect(post({ blocks: 'none' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(slack.messages()).toEqual([]);
    expect(slack.refusals()).toMatchObject([{ destination: 'default', status: 400 }]);
  });
});

describe('answerBy', () => {
  it('decides on each post by its destination and its JSON, until it is lifted', async () => {
    const asked: unknown[] = [];
    slack.answerBy((one) => {
      asked.push(one);
      return one.body.includes('b') ? SERVER_ERROR : undefined;
    });
    expect(await post({ text: 'a' })).toMatchObject({ status: 200 });
    expect(await post({ text: 'b' }, { url: slack.webhookUrl('ops') })).toMatchObject({ status: 500 });
    slack.answerBy(undefined);
    expect(await post({ text: 'b' })).toMatchObject({ status: 200 });
    expect(asked).toEqual([
      { destination: 'default', body: '{"text":"a"}' },
      { destination: 'ops', body: '{"text":"b"}' },
    ]);
  });

  it('decides on a form by its JSON', async () => {
    slack.answerBy(({ body }) => (body === '{"text":"a & b"}' ? SERVER_ERROR : undefined));
    const body = new URLSearchParams({ payload: '{"text":"a & b"}' }).toString();
    expect(await send(body, { type: 'application/x-www-form-urlencoded' })).toMatchObject({ status: 500 });
  });

  it('does not decide on a post that another fault is set for', async () => {
    slack.answerBy(() => SERVER_ERROR);
    slack.answerWith('default', CHANNEL_IS_ARCHIVED);
    slack.answerNext('default', rateLimited(3));
    const statuses = [await post({ text: 'a' }), await post({ text: 'b' })].map(({ status }) => status);
    expect(statuses).toEqual([429, 410]);
    slack.answerWith('default', undefined);
    expect(await post({ text: 'c' })).toMatchObject({ status: 500 });
  });
});

describe('onMessage', () => {
  it('calls the listener with each message until the returned function is called', async () => {
    const received: unknown[] = [];
    const stop = slack.onMessage(({ payload }) => received.push(payload.text));
    await post({ text: 'a' });
    stop();
    await post({ text: 'b' });
    expect(received).toEqual(['a']);
  });
});

describe('the page', () => {
  it('may run and load nothing but its own files', async () => {
    const response = await fetch(slack.pageUrl);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await response.text();
    expect(html).not.toContain('https://');
    const style = await (await fetch(new URL('main.css', slack.pageUrl))).text();
    expect([...style.matchAll(/url\(([^)]*)\)/g)].filter(([, url]) => !url?.startsWith('/fonts/'))).toEqual([]);
  });

  it('serves its fonts and no other file', async () => {
    const style = await (await fetch(new URL('main.css', slack.pageUrl))).text();
    const font = /\/fonts\/lato-latin-400-normal\.woff2/.exec(style)?.[0] ?? '';
    expect((await fetch(new URL(font, slack.pageUrl))).headers.get('content-type')).toBe('font/woff2');
    expect((await fetch(new URL('/fonts/../package.json', slack.pageUrl))).status).toBe(404);
    expect((await fetch(new URL('/fonts/%2e%2e%2fpackage.json', slack.pageUrl))).status).toBe(404);
  });

  it('gets the workspace, the delivered messages and each new one, and no webhook', async () => {
    await post({ text: 'before' });
    const events = await openEvents();
    await events.until('before');
    await post({ text: 'line\nafter' });
    await events.until('line\\nafter');
    expect(events.seen()).toMatch(
      /^retry: 250\nevent: workspace\ndata: \{"run":"[0-9a-f-]{36}","name":"Shipbell","channels":\[\{"destination":"default"/,
    );
    expect(events.seen()).not.toContain('/services/');
  });

  it('gets only the messages that it has missed when it connects again', async () => {
    await post({ text: 'first' });
    await post({ text: 'second' });
    const before = await openEvents();
    await before.until('second');
    const [, first = ''] = /^id: (.*)$/m.exec(before.seen()) ?? [];
    const events = await openEvents({ 'Last-Event-ID': first });
    await events.until('second');
    expect(events.seen()).not.toContain('first');
  });

  it('gets all messages when those that it has are of an earlier run', async () => {
    await post({ text: 'first' });
    const events = await openEvents({ 'Last-Event-ID': 'another/1' });
    await events.until('first');
  });

  it('gets a refused message with what is wrong with it, and nothing of a body that is no message', async () => {
    await post({ text: 'broken', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '' } }] });
    await send('no message');
    await post({ text: 'after' });
    const events = await openEvents();
    await events.until('after');
    expect(events.seen()).toMatch(/"text":"broken".*"problems":\[\{"status":400,"body":"invalid_blocks"/);
    expect(events.seen()).not.toContain('no message');
    expect(slack.messages()).toHaveLength(1);
  });

  it('gets a message that is shown without a post, with its title', async () => {
    slack.show('ops', { text: 'shown' }, 'an example');
    const events = await openEvents();
    await events.until('shown');
    expect(events.seen()).toMatch(/"destination":"ops".*"title":"an example"/);
    expect(() => slack.show('nobody', { text: 'a' })).toThrow('No channel for the destination "nobody"');
  });
});

async function openEvents(headers: Record<string, string> = {}) {
  const { body } = await fetch(new URL('events', slack.pageUrl), { headers });
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  return {
    seen: () => seen,
    until: async (expected: string) => {
      while (!seen.includes(expected)) seen += (await reader?.read())?.value ?? '';
    },
  };
}

describe('close', () => {
  it('ends the servers and removes the certificate', async () => {
    await openEvents();
    await slack.close();
    await expect(fetch(slack.pageUrl)).rejects.toThrow();
    await expect(access(slack.caCertificate)).rejects.toThrow('ENOENT');
  });
});

describe('startSlack', () => {
  it('throws an error that names a port that is taken', async () => {
    const port = Number(new URL(slack.pageUrl).port);
    await expect(startSlack({ port })).rejects.toThrow(`address already in use 127.0.0.1:${port}`);
  });
});
