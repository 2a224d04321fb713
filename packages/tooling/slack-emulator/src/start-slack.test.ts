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

/** Resolves when the head of the answer is there. */
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

  it('looks like one of Slack and holds a secret of its own', () => {
    const form = /^https:\/\/127\.0\.0\.1:\d+\/services\/T[0-9A-F]{9}\/B[0-9A-F]{9}\/[0-9A-F]{24}$/;
    expect(slack.webhookUrl('default')).toMatch(form);
    expect(slack.webhookUrl('ops')).toMatch(form);
    expect(slack.webhookUrl('ops')).not.toBe(slack.webhookUrl('default'));
  });

  it('takes a form as Slack does', async () => {
    const body = new URLSearchParams({ payload: '{"text":"a & b"}' }).toString();
    const answer = await send(body, { type: 'application/x-www-form-urlencoded' });
    expect(answer).toMatchObject({ status: 200, body: 'ok' });
    expect(slack.messages()).toMatchObject([{ payload: { text: 'a & b' } }]);
  });

  it("refuses with Slack's status and text, and says why to the test", async () => {
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

  it('does not know other tokens', async () => {
    const url = slack.webhookUrl('default').slice(0, -1);
    expect(await post({ text: 'hello' }, { url })).toMatchObject({ status: 404, body: 'no_service' });
  });

  it('takes POST alone', async () => {
    expect(await send('', { method: 'GET' })).toMatchObject({ status: 405 });
  });

  it('is not trusted without the certificate', async () => {
    const untrusted = new Promise((_resolve, reject) => request(slack.webhookUrl('default')).on('error', reject).end());
    await expect(untrusted).rejects.toThrow('self-signed certificate');
  });

  it('says which destinations there are when asked for another', () => {
    expect(() => slack.webhookUrl('sales')).toThrow(
      'No channel for the destination "sales": the stand-in was started with default, ops',
    );
  });
});

describe('a fault', () => {
  it('answers the next post, and only that', async () => {
    slack.answerNext('default', rateLimited(3));
    expect(await post({ text: 'a' })).toEqual({ status: 429, body: 'rate_limited', retryAfter: '3' });
    expect(await post({ text: 'b' })).toMatchObject({ status: 200 });
    expect(slack.messages()).toMatchObject([{ payload: { text: 'b' } }]);
  });

  it('stays until it is lifted, in its channel', async () => {
    slack.answerWith('default', CHANNEL_IS_ARCHIVED);
    expect(await post({ text: 'a' })).toMatchObject({ status: 410, body: 'channel_is_archived' });
    expect(await post({ text: 'b' })).toMatchObject({ status: 410 });
    expect(await post({ text: 'c' }, { url: slack.webhookUrl('ops') })).toMatchObject({ status: 200 });
    slack.answerWith('default', undefined);
    expect(await post({ text: 'd' })).toMatchObject({ status: 200 });
  });

  it('can be to give no answer until the end', async () => {
    slack.answerNext('default', HANG);
    const unanswered = expect(post({ text: 'a' })).rejects.toThrow('socket hang up');
    expect(await post({ text: 'b' })).toMatchObject({ status: 200 });
    await slack.close();
    await unanswered;
  });
});

describe('a fault of the connection', () => {
  it('can be a reset, before the post is delivered', async () => {
    slack.answerNext('default', 'reset');
    await expect(post({ text: 'a' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(slack.messages()).toEqual([]);
  });

  it('can be a reset in place of the answer to what was delivered', async () => {
    slack.answerNext('default', 'answer_resets');
    await expect(post({ text: 'a' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(slack.messages()).toMatchObject([{ payload: { text: 'a' } }]);
  });

  it('resets its own connection alone', async () => {
    slack.answerNext('default', 'answer_hangs');
    const unanswered = expect(post({ text: 'a' })).rejects.toThrow('socket hang up');
    await expect.poll(() => slack.messages()).toHaveLength(1);
    slack.answerNext('default', 'reset');
    await expect(post({ text: 'b' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await Promise.race([unanswered, 'still open'])).toBe('still open');
    await slack.close();
    await unanswered;
  });

  it('can be an answer that never comes, to what was delivered', async () => {
    slack.answerNext('default', 'answer_hangs');
    const unanswered = expect(post({ text: 'a' })).rejects.toThrow('socket hang up');
    await expect.poll(() => slack.messages()).toMatchObject([{ payload: { text: 'a' } }]);
    await slack.close();
    await unanswered;
  });

  it('can be an answer whose body never ends, to what was delivered', async () => {
    slack.answerNext('default', 'answer_drips');
    const answer = await open('{"text":"a"}');
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(slack.messages()).toMatchObject([{ payload: { text: 'a' } }]);
    const ended = expect(text(answer)).rejects.toThrow('aborted');
    await slack.close();
    await ended;
  });

  it('keeps the answer of a post that Slack refuses from its sender, too', async () => {
    slack.answerNext('default', 'answer_resets');
    await expect(post({ blocks: 'none' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(slack.messages()).toEqual([]);
    expect(slack.refusals()).toMatchObject([{ destination: 'default', status: 400 }]);
  });
});

describe('answerBy', () => {
  it('is asked for each post, with its destination and its JSON, until it is lifted', async () => {
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

  it('is given the JSON of a form', async () => {
    slack.answerBy(({ body }) => (body === '{"text":"a & b"}' ? SERVER_ERROR : undefined));
    const body = new URLSearchParams({ payload: '{"text":"a & b"}' }).toString();
    expect(await send(body, { type: 'application/x-www-form-urlencoded' })).toMatchObject({ status: 500 });
  });

  it('is not asked while another fault waits', async () => {
    slack.answerBy(() => SERVER_ERROR);
    slack.answerWith('default', CHANNEL_IS_ARCHIVED);
    slack.answerNext('default', rateLimited(3));
    const statuses = [await post({ text: 'a' }), await post({ text: 'b' })].map(({ status }) => status);
    expect(statuses).toEqual([429, 410]);
    slack.answerWith('default', undefined);
    expect(await post({ text: 'c' })).toMatchObject({ status: 500 });
  });
});

describe('listeners', () => {
  it('hear of each message until they leave', async () => {
    const heard: unknown[] = [];
    const leave = slack.onMessage(({ payload }) => heard.push(payload.text));
    await post({ text: 'a' });
    leave();
    await post({ text: 'b' });
    expect(heard).toEqual(['a']);
  });
});

describe('the page', () => {
  it('may run and load nothing but its own', async () => {
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

  it('is told of the workspace, of what was delivered and of what arrives, and of no webhook', async () => {
    await post({ text: 'before' });
    const events = await openEvents();
    await events.until('before');
    await post({ text: 'line\nafter' });
    await events.until('line\\nafter');
    expect(events.seen()).toContain('event: workspace\ndata: {"name":"Shipbell","channels":[{"destination":"default"');
    expect(events.seen()).not.toContain('/services/');
  });

  it('is told only what it has missed when it comes back', async () => {
    await post({ text: 'first' });
    await post({ text: 'second' });
    const events = await openEvents({ 'Last-Event-ID': '1' });
    await events.until('second');
    expect(events.seen()).not.toContain('first');
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

describe('a taken port', () => {
  it('is an error that names it', async () => {
    const port = Number(new URL(slack.pageUrl).port);
    await expect(startSlack({ port })).rejects.toThrow(`address already in use 127.0.0.1:${port}`);
  });
});
