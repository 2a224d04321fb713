import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { withBrowser } from './browser.ts';
import { groupOf, readExamples } from './gallery/read-examples.ts';
import { type Slack, startSlack } from './index.ts';
import { sampleFolds } from './sample-folds.ts';
import { sampleMessages } from './sample-messages.ts';

/** Unpacking and starting a browser takes seconds, and many more while other tests run. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const DESKTOP = { viewport: { width: 1200, height: 800 } };

let browser: Browser;
let quit: () => void;
let closing: Promise<void>;
let slack: Slack;

beforeAll(async () => {
  await new Promise<void>((resolve, reject) => {
    closing = withBrowser(async (started) => {
      browser = started;
      const asked = new Promise<void>((ask) => {
        quit = ask;
      });
      resolve();
      await asked;
    });
    closing.catch(reject);
  });
});

afterAll(async () => {
  quit();
  await closing;
});

beforeEach(async () => {
  slack = await startSlack();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await slack.close();
});

/** Shows a message of each kind, one of them refused. */
function showSamples(): void {
  for (const { destination = 'default', ...payload } of Object.values(sampleMessages(1_700_000_000)))
    slack.show(destination, payload);
  for (const payload of Object.values(sampleFolds)) slack.show('default', payload, 'a sample');
  slack.show('ops', {
    text: 'a refused message',
    attachments: [
      {
        blocks: [
          { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } },
          { type: 'section', text: { type: 'mrkdwn', text: 'the good one' } },
        ],
      },
    ],
  });
}

/** Opens the page at a destination. */
async function open(options: BrowserContextOptions = DESKTOP, destination = ''): Promise<Page> {
  const page = await browser.newPage(options);
  await page.goto(`${slack.pageUrl}#${destination}`);
  await page.locator('h1').waitFor();
  await page.evaluate('document.fonts.ready');
  return page;
}

/** Returns how far the log is from its end and from its beginning, in pixels. */
function distances(page: Page): Promise<{ end: number; beginning: number }> {
  return page.locator('.channel__log').evaluate((log) => ({
    end: Math.round(log.scrollHeight - log.clientHeight - log.scrollTop),
    beginning: Math.round(log.scrollTop),
  }));
}

describe('the page, as axe sees it,', () => {
  it.each([
    ['light', 'a desktop', DESKTOP],
    ['dark', 'a desktop', DESKTOP],
    ['light', 'a phone', PHONE],
    ['dark', 'a phone', PHONE],
  ] as const)('has nothing wrong in %s on %s', async (colorScheme, _, device) => {
    showSamples();
    for (const [example] of Map.groupBy(await readExamples(), groupOf).values())
      if (example) slack.show('default', example.payload, example.title);
    for (const destination of ['default', 'ops', 'nobody']) {
      const page = await open({ ...device, colorScheme }, destination);
      if (destination !== 'nobody') await page.locator('summary').first().click();
      expect(await violations(page)).toEqual([]);
      await page.close();
    }
    const page = await open({ ...device, colorScheme });
    await slack.close();
    await page.getByText('This has ended').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

/** Returns the rules of axe that the page breaks, and where. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(', ')}`);
}

describe('the theme', () => {
  it("is the system's until the other one is chosen, which is kept until the system's own is chosen again", async () => {
    const page = await open({ ...DESKTOP, colorScheme: 'dark' });
    const ground = () =>
      page.locator('main').evaluate((main) => main.ownerDocument.defaultView.getComputedStyle(main).backgroundColor);
    const DARK = 'rgb(26, 29, 33)';
    expect(await ground()).toBe(DARK);
    await page.getByRole('button', { name: 'Light theme' }).click();
    expect(await ground()).toBe('rgb(255, 255, 255)');
    await page.reload();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    expect(await ground()).toBe(DARK);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground()).toBe('rgb(255, 255, 255)');
  });
});

describe('a phone', () => {
  it('reaches each channel, and finds it at the end of its newest message, once the fonts are there', async () => {
    showSamples();
    const page = await open(PHONE);
    for (const name of ['deployments', 'ops']) {
      const link = page.getByRole('link', { name });
      const box = await link.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 1000)).toBeLessThanOrEqual(390);
      await link.tap();
      await expect.poll(() => distances(page)).toMatchObject({ end: 0 });
      await page.waitForTimeout(300);
      expect((await distances(page)).end).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    }
  });

  it('shows the chosen one of many channels, and is no wider for them', async () => {
    await slack.close();
    const names = Array.from({ length: 20 }, (_, index) => `deployments-${index}`);
    slack = await startSlack({ channels: Object.fromEntries(names.map((name) => [name, name])) });
    for (const name of names) slack.show(name, { text: 'one that nobody has read' });
    const page = await open(PHONE, 'deployments-17');
    const link = page.getByRole('link', { name: 'deployments-17' });
    await expect.poll(async () => (await link.boundingBox())?.x).toBeLessThan(390);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});

describe('the log', () => {
  it('moves with the keys for it, wherever the focus is', async () => {
    showSamples();
    const page = await open();
    await expect.poll(() => distances(page)).toMatchObject({ end: 0 });
    await page.getByRole('link', { name: 'deployments' }).click();
    await page.keyboard.press('Home');
    await expect.poll(() => distances(page)).toMatchObject({ beginning: 0 });
    await page.keyboard.press('PageDown');
    await expect.poll(async () => (await distances(page)).beginning).toBeGreaterThan(400);
    await page.keyboard.press('End');
    await expect.poll(() => distances(page)).toMatchObject({ end: 0 });
    await page.keyboard.press('PageUp');
    await expect.poll(async () => (await distances(page)).end).toBeGreaterThan(400);
  });

  it('follows new messages, and leaves a reader of older ones alone', async () => {
    showSamples();
    const page = await open();
    await expect.poll(() => distances(page)).toMatchObject({ end: 0 });
    slack.show('default', { text: 'one more' });
    await page.locator('.line', { hasText: 'one more' }).waitFor();
    await expect.poll(() => distances(page)).toMatchObject({ end: 0 });
    await page.keyboard.press('Home');
    await expect.poll(() => distances(page)).toMatchObject({ beginning: 0 });
    slack.show('default', { text: 'and another' });
    await page.locator('.line', { hasText: 'and another' }).waitFor();
    expect(await distances(page)).toMatchObject({ beginning: 0 });
  });

  it('is a log with a name, of articles with names, to a screen reader', async () => {
    slack.show('default', { text: 'hello' });
    const page = await open();
    const log = page.getByRole('log', { name: 'Messages in deployments' });
    await log.getByRole('article', { name: /^Shipbell, \d/ }).waitFor();
  });
});

describe('a message', () => {
  it('has its JSON to see and to copy', async () => {
    slack.show('default', { text: 'hello' });
    const page = await open({ ...DESKTOP, permissions: ['clipboard-read', 'clipboard-write'] });
    const json = JSON.stringify({ text: 'hello' }, null, 2);
    await page.locator('summary').click();
    expect(await page.locator('.tools pre').textContent()).toBe(json);
    await page.getByRole('button', { name: 'Copy JSON' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(json);
  });

  it('has what Slack refuses above the block that it is about, whatever the message is', async () => {
    showSamples();
    slack.show('ops', { text: 'of no form', attachments: [null], blocks: [{ type: 'section' }] } as never);
    const page = await open(DESKTOP, 'ops');
    const message = page.locator('.message', { hasText: 'a refused message' });
    const problem = message.locator('.with-problems', { hasText: 'must be less than 3001 characters' });
    expect(await problem.locator('.section').count()).toBe(1);
    expect(await message.locator('.section').count()).toBe(2);
    await page.getByText('This cannot be drawn').first().waitFor();
  });
});

describe('the window', () => {
  it('counts in its title, and on its icon, what is unread', async () => {
    slack.show('ops', { text: 'first' });
    const page = await open();
    const icon = () => page.locator('link[rel=icon]').getAttribute('href');
    await expect.poll(() => page.title()).toBe('(1) #deployments – Slack emulator');
    expect(await icon()).toContain('circle');
    slack.show('ops', { text: 'second' });
    slack.show('default', { text: 'seen at once' });
    await expect.poll(() => page.title()).toBe('(2) #deployments – Slack emulator');
    await page.getByRole('link', { name: 'ops 2 unread' }).click();
    await expect.poll(() => page.title()).toBe('#ops – Slack emulator');
    expect(await icon()).not.toContain('circle');
  });

  it('says that a channel is unknown, and which ones there are', async () => {
    const page = await open(DESKTOP, 'nobody');
    await page.getByRole('heading', { name: 'There is no channel for “nobody”' }).waitFor();
    await page.getByRole('link', { name: 'ops (#ops)' }).click();
    await page.getByRole('heading', { name: 'ops' }).waitFor();
  });

  it('says that its server has ended, and goes on with the next one at its address', async () => {
    slack.show('default', { text: 'of the first run' });
    const page = await open();
    const port = Number(new URL(slack.pageUrl).port);
    await slack.close();
    await page.getByText('This has ended: no more messages come.').waitFor();
    await page.locator('.line', { hasText: 'of the first run' }).waitFor();
    slack = await startSlack({ port });
    slack.show('default', { text: 'of the second run' });
    await page.locator('.line', { hasText: 'of the second run' }).waitFor();
    expect(await page.locator('.message').count()).toBe(1);
    await expect.poll(() => page.getByText('This has ended').count()).toBe(0);
  });

  it('shows what another server at its address has, with no word of an end', async () => {
    slack.show('default', { text: 'drawn first' });
    const page = await open();
    await page.evaluate(
      'window.said = ""; new MutationObserver(() => { window.said += document.querySelector("[role=status]")?.textContent; }).observe(document.body, { subtree: true, childList: true, characterData: true })',
    );
    const port = Number(new URL(slack.pageUrl).port);
    await slack.close();
    slack = await startSlack({ port });
    slack.show('default', { text: 'drawn again' });
    await page.locator('.line', { hasText: 'drawn again' }).waitFor();
    expect(await page.locator('.message').count()).toBe(1);
    expect(await page.evaluate('window.said')).toBe('');
  });
});
