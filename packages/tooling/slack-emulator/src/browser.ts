import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, LaunchOptions } from 'playwright-core';

/** Root may not use Chromium's sandbox. The other arguments keep Chromium from connecting to its vendor. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/**
 * A signal is our caller's affair, who closes what it has started: at a signal, Playwright would end the whole process, and
 * its own folders for temporary files would stay.
 */
const OURS_TO_CLOSE = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };

/** Returns what `use` returns for a running browser, and removes the browser's files. Throws when no browser can be started. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'shipbell-browser-'));
  try {
    const browser = await launch(folder);
    return await use(browser).finally(() => browser.close());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function launch(folder: string): Promise<Browser> {
  const attempts = [() => launchBundled(folder), () => launchInstalled('chrome'), () => launchInstalled('chromium')];
  const errors: unknown[] = [];
  for (const attempt of attempts) {
    try {
      return await attempt();
    } catch (error) {
      if (wasInterrupted(error)) throw error;
      errors.push(error);
    }
  }
  const advice =
    'No browser for the screenshot: install Google Chrome or Chromium (on Debian: apt-get install chromium)';
  throw new AggregateError(errors, `${advice}. Tried:\n${errors.map(firstLine).join('\n')}`);
}

/**
 * Returns whether a child process failed because somebody ended it, as Ctrl-C ends a terminal's whole process group. Then no
 * other browser is tried: Playwright leaves folders behind where it finds none.
 */
function wasInterrupted(error: unknown): boolean {
  return error instanceof Error && 'signal' in error && ['SIGINT', 'SIGTERM', 'SIGHUP'].includes(String(error.signal));
}

/**
 * Launches the Chromium of `@sparticuz/chromium`, which is for Linux on x64. The package unpacks it, with its libraries, into
 * the temporary folder of its process and never removes it. So a child process unpacks it into `folder`, which is removed.
 */
async function launchBundled(folder: string): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('bundled Chromium: for Linux on x64 only');
  const unpack = `import(${JSON.stringify(import.meta.resolve('@sparticuz/chromium'))}).then((m) => m.default.executablePath())`;
  await promisify(execFile)(process.execPath, ['-e', unpack], {
    env: { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
  const fontConfig = join(folder, 'fonts.conf');
  await writeFile(fontConfig, fontConfigFor(folder));
  return startChromium({
    ...OURS_TO_CLOSE,
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    env: { ...environment(), LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: fontConfig },
  });
}

/** Starts Chromium. Playwright is loaded here, because only pictures need it and it takes long to load. */
async function startChromium(options: LaunchOptions): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch(options);
}

/** Returns a configuration that finds the package's font: without a system font, Chromium does not draw the page's fonts. */
function fontConfigFor(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>
`;
}

function launchInstalled(name: 'chrome' | 'chromium'): Promise<Browser> {
  const debian = '/usr/bin/chromium';
  const where = name === 'chromium' && existsSync(debian) ? { executablePath: debian } : { channel: name };
  return startChromium({ ...OURS_TO_CLOSE, ...where, args: ARGUMENTS });
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function firstLine(error: unknown): string {
  return `- ${String(error instanceof Error ? error.message : error).split('\n', 1)[0]}`;
}
