import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withBrowser } from './browser.ts';
import { type Slack, saveScreenshot, startSlack } from './index.ts';
import type { SlackPayload } from './protocol.ts';
import { sampleFolds } from './sample-folds.ts';
import { sampleMessages } from './sample-messages.ts';

/** Unpacking and starting a browser takes seconds, and many more while other tests run. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let slack: Slack;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shipbell-screenshot-test-'));
  vi.stubEnv('TMPDIR', folder);
  slack = await startSlack();
});

afterEach(async () => {
  await slack.close();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function post(payload: SlackPayload, destination = 'default'): Promise<void> {
  const ca = await readFile(slack.caCertificate);
  await new Promise<void>((resolve, reject) => {
    const sent = request(slack.webhookUrl(destination), { method: 'POST', ca }, (response) => {
      response.resume().on('end', resolve);
    });
    sent.on('error', reject).end(JSON.stringify(payload));
  });
}

async function postSamples(): Promise<void> {
  for (const { destination, ...payload } of Object.values(sampleMessages(1_700_000_000)))
    await post(payload, destination);
}

/** Returns the width and height in the header of a PNG. */
async function sizeOf(file: string): Promise<{ width: number; height: number }> {
  const png = await readFile(file);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

describe('the page in a browser', () => {
  it('shows the delivered messages, and a new one without being loaded again', async () => {
    await postSamples();
    await withBrowser(async (browser) => {
      const page = await browser.newPage({ timezoneId: 'Asia/Seoul' });
      const errors: string[] = [];
      page.on('console', (message) => errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(slack.pageUrl);
      const messages = page.locator('.message[data-destination=default]');
      await messages.nth(5).waitFor();
      expect(await messages.first().textContent()).toContain('Nov 15, 2023 7:13:20 AM');

      await page.evaluate('window.sameWindow = true');
      await post({ text: 'just *arrived*' });
      await page.locator('.line', { hasText: 'just arrived' }).waitFor();
      expect(await page.evaluate('window.sameWindow')).toBe(true);

      await page.getByRole('link', { name: 'ops' }).click();
      await page.locator('.message[data-destination=ops]').nth(1).waitFor();
      expect(await messages.count()).toBe(0);
      expect(errors).toEqual([]);
    });
  });
});

/** Posts the messages and passes the drawn ones to `look`. */
async function withDrawn(
  payloads: (SlackPayload | undefined)[],
  look: (messages: Locator) => Promise<void>,
): Promise<void> {
  for (const payload of payloads) await post(payload ?? {});
  await withBrowser(async (browser) => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    await page.goto(slack.pageUrl);
    const messages = page.locator('.message');
    await messages.nth(payloads.length - 1).waitFor();
    await look(messages);
  });
}

/** Returns how many pixels of the messages are folded away. */
function hiddenHeight(messages: Locator): Promise<number> {
  return messages.locator('.fold__content').evaluateAll((contents) => {
    return contents.reduce((hidden, content) => {
      return hidden + content.offsetHeight - content.parentElement.offsetHeight;
    }, 0);
  });
}

describe('the folds in a browser', () => {
  it('hide the end of a long text behind "See more" until it is clicked', async () => {
    await withDrawn([sampleFolds.folded, sampleFolds.sentences], async (messages) => {
      const labels = messages.getByRole('button', { name: 'See more' });
      for (const message of await messages.all()) expect(await hiddenHeight(message)).toBeGreaterThan(20);
      await labels.first().click();
      expect(await hiddenHeight(messages.first())).toBe(0);
      await labels.click();
      expect(await hiddenHeight(messages)).toBe(0);
      expect(await messages.locator('.fold__label').count()).toBe(0);
    });
  });

  it('hide nothing of a text with expand, and of a short text only where the window is narrow', async () => {
    const { live, failed, execution, digest } = sampleMessages(1_700_000_000);
    const { expanded } = sampleFolds;
    await withDrawn([live, failed, execution, digest, expanded], async (messages) => {
      expect(await messages.locator('.fold__label').count()).toBe(0);
      expect(await hiddenHeight(messages)).toBe(0);
      await messages.page().setViewportSize({ width: 390, height: 800 });
      await messages.nth(2).getByRole('button', { name: 'See more' }).waitFor();
      expect(await messages.nth(1).locator('.fold__label').count()).toBe(1);
      expect(await messages.nth(3).locator('.fold__label').count()).toBe(0);
      expect(await messages.nth(4).locator('.fold__label').count()).toBe(0);
    });
  });

  it('hide the end of a long attachment behind "Show more", and after a click only its long text', async () => {
    await withDrawn([sampleFolds.longAttachment], async (message) => {
      const labels = message.locator('.fold__label');
      expect(await labels.allTextContents()).toEqual(['See more', 'Show more']);
      await labels.last().click();
      expect(await labels.allTextContents()).toEqual(['See more']);
      await labels.click();
      expect(await hiddenHeight(message)).toBe(0);
    });
  });

  it('leave the channel scrolled to the end of the newest message', async () => {
    const { longAttachment, folded } = sampleFolds;
    await withDrawn([longAttachment, longAttachment, folded], async (messages) => {
      const log = messages.page().locator('.channel__log');
      await expect
        .poll(() =>
          log.evaluate(({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop),
        )
        .toBeLessThan(1);
    });
  });

  it('hide nothing of an attachment that grows too long when its text is unfolded', async () => {
    const text = { type: 'mrkdwn' as const, text: 'a line\n'.repeat(30) };
    await withDrawn([{ attachments: [{ blocks: [{ type: 'section', text }] }] }], async (message) => {
      await message.getByRole('button', { name: 'See more' }).click();
      expect(await hiddenHeight(message)).toBe(0);
      expect(await message.locator('.fold__label').count()).toBe(0);
    });
  });
});

describe('saveScreenshot', () => {
  it('saves all messages of the channel and leaves no other file', async () => {
    await postSamples();
    const before = await readdir(folder);
    await saveScreenshot({ pageUrl: slack.pageUrl, file: join(folder, 'wide.png'), expectedMessages: 6 });
    await saveScreenshot({ pageUrl: slack.pageUrl, file: join(folder, 'phone.png'), width: 390, expectedMessages: 6 });
    const wide = await sizeOf(join(folder, 'wide.png'));
    const phone = await sizeOf(join(folder, 'phone.png'));
    expect(wide.width).toBe(2400);
    expect(phone.width).toBe(780);
    expect(wide.height).toBeGreaterThan(1600);
    expect(phone.height).toBeGreaterThan(wide.height);
    expect(new Set(await readdir(folder))).toEqual(new Set([...before, 'wide.png', 'phone.png']));
  });
});
