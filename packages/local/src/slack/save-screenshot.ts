import type { Page } from 'playwright-core';
import { withBrowser } from './browser.ts';

export interface ScreenshotOptions {
  /** A page of the stand-in; its fragment chooses the channel. */
  readonly pageUrl: string;
  /** The PNG file to write. */
  readonly file: string;
  /** Width in CSS pixels, 1200 when not given; below 640 the page is drawn as on a phone. */
  readonly width?: number;
  /** How many messages the channel must show before the picture is taken; 1 when not given. */
  readonly expectedMessages?: number;
}

/** Saves a channel's whole conversation as a PNG of two pixels a point. Throws when there is no browser or no message. */
export async function saveScreenshot({
  pageUrl,
  file,
  width = 1200,
  expectedMessages = 1,
}: ScreenshotOptions): Promise<void> {
  await withBrowser(async (browser) => {
    const page = await browser.newPage({ viewport: { width, height: 800 }, deviceScaleFactor: 2 });
    await page.goto(pageUrl);
    await page
      .locator('.message')
      .nth(expectedMessages - 1)
      .waitFor();
    await page.setViewportSize({ width, height: await conversationHeight(page) });
    await page.evaluate('document.fonts.ready');
    await page.screenshot({ path: file });
  });
}

/** The height at which nothing has to be scrolled. */
async function conversationHeight(page: Page): Promise<number> {
  await page.evaluate('document.fonts.ready');
  const hidden = await page.locator('.channel__log').evaluate((log) => log.scrollHeight - log.clientHeight);
  return Math.max(800 + hidden, 600);
}
