import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHANNEL_IS_ARCHIVED, HANG, rateLimited, type Slack, startSlack } from './index.ts';

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

function send(
  body: string,
  { url = slack.webhookUrl('default'), method = 'POST', type = 'application/json' }: Post = {},
) {
  const ca = readFileSync(slack.caCertificate);
  return new Promise<{ status: number | undefined; body: string; retryAfter: string | undefined }>(
    (resolve, reject) => {
      const post = request(url, { method, ca, headers: { 'Content-Type': type } }, async (response) => {
        const { statusCode: status, headers } = response;
        resolve({ status, body: await text(response), retryAfter: headers['retry-after'] });
      });
      post.on('error', reject);
      post.end(body);
    },
  );
}

const post = (message: unknown, options?: Post) => send(JSON.stringify(message), options);

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
