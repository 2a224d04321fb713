import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { withBrowser } from './browser.ts';

export interface ScreenshotOptions {
  /** The address of the emulator's page. Its fragment is the destination whose channel is shown. */
  readonly pageUrl: string;
  /** The PNG file to write. */
  readonly file: string;
  /** The width in CSS pixels, 1200 when not given. Up to 640 the page is drawn as on a phone. */
  readonly width?: number;
  /** How many messages the channel must show before the picture is taken; 1 when not given. */
  readonly expectedMessages?: number;
}

/** The folds measure their content again when the fonts are drawn, which takes a few frames. */
const FOLDS_DRAWN_MS = 200;

/**
 * Saves all messages of a channel as a PNG, as Slack shows them: folded, with two pixels for each CSS pixel, and without what
 * the page adds for who designs a message. Throws when there is no browser, or when the messages do not appear within half a minute.
 */
export function saveScreenshot(options: ScreenshotOptions): Promise<void> {
  return withBrowser((browser) => takeScreenshot(browser, options));
}

/** Saves the same in a browser that runs already. */
export async function takeScreenshot(browser: Browser, options: ScreenshotOptions): Promise<void> {
  const { pageUrl, file, width = 1200, expectedMessages = 1 } = options;
  const page = await browser.newPage({ viewport: { width, height: 800 }, deviceScaleFactor: 2 });
  try {
    await openChannel(page, pageUrl, expectedMessages);
    await page.evaluate("document.documentElement.dataset.picture = ''; document.fonts.ready");
    await page.waitForTimeout(FOLDS_DRAWN_MS);
    await page.setViewportSize({ width, height: await conversationHeight(page) });
    // Playwright takes the form of the picture from the file's name, and refuses a name that says none.
    const picture = await page.screenshot({ type: 'png' });
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, picture);
  } finally {
    await page.close();
  }
}

async function openChannel(page: Page, pageUrl: string, expected: number): Promise<void> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(pageUrl);
  const messages = page.locator('.message');
  try {
    await messages.nth(expected - 1).waitFor();
  } catch (cause) {
    const shown = `The channel shows ${await messages.count()} of ${expected} messages`;
    throw new Error([shown, ...errors].join('; the page says: '), { cause });
  }
}

/** Returns the height of a window in which all messages are visible without scrolling. */
async function conversationHeight(page: Page): Promise<number> {
  const hidden = await page.locator('.channel__log').evaluate((log) => log.scrollHeight - log.clientHeight);
  return (page.viewportSize()?.height ?? 0) + hidden;
}
