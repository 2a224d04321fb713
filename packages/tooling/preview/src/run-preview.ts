import { setTimeout as sleep } from 'node:timers/promises';
import type { Options } from './arguments.ts';
import { InputError } from './input/input-error.ts';
import { type PreviewedInputs, previewInputs } from './preview-inputs.ts';
import { report } from './report.ts';
import { openSettings, type Settings } from './settings/settings.ts';
import { openBrowser } from './show/open-browser.ts';
import type { Page } from './show/start-page.ts';
import { watchForChanges } from './watch.ts';

/** Shows the messages as the options say, and resolves when that is done or the signal aborts. */
export async function runPreview(options: Options, stopping: AbortSignal): Promise<void> {
  const settings = options.settings === undefined ? undefined : openSettings(options.settings);
  try {
    if (options.json) printBodies(await previewInputs(options, settings));
    else await showOnPage(options, settings, stopping);
  } finally {
    await settings?.close();
  }
}

/** Prints the bodies on standard output, and everything else on standard error. */
function printBodies(inputs: PreviewedInputs): void {
  report(inputs);
  for (const { body } of inputs.previewed.flatMap(({ messages }) => messages)) process.stdout.write(`${body}\n`);
}

async function showOnPage(options: Options, settings: Settings | undefined, stopping: AbortSignal): Promise<void> {
  // The page is loaded and made while the functions run.
  const previewing = previewInputs(options, settings);
  previewing.catch(() => undefined);
  const { startPage } = await import('./show/start-page.ts');
  const page = await startPage();
  try {
    if (options.watch) return await showAndWatch(page, previewing, options, settings, stopping);
    const messages = await show(page, await previewing, options.png);
    if (options.png === undefined && messages > 0) await serve(page, stopping);
  } finally {
    await page.close();
  }
}

/** Shows the messages on the page, saves a picture where one is wanted, and resolves with how many messages there are. */
async function show(page: Page, inputs: PreviewedInputs, png: string | undefined): Promise<number> {
  report(inputs);
  const messages = inputs.previewed.flatMap((one) => one.messages);
  for (const refusal of await page.show(messages)) console.error(`Slack would refuse the message to ${refusal}`);
  if (png !== undefined && messages.length === 0) console.error(`${png} was not written: there is no message.`);
  if (png !== undefined) for (const saved of await page.save(png)) console.error(`Saved ${saved}`);
  return messages.length;
}

async function serve({ url }: Page, stopping: AbortSignal): Promise<void> {
  console.log(`${url} shows the message, until Ctrl-C.`);
  openBrowser(url);
  await untilStopped(stopping);
}

/** Shows the messages, and again after each change; what is wrong meanwhile is printed. */
async function showAndWatch(
  page: Page,
  previewing: Promise<PreviewedInputs>,
  options: Options,
  settings: Settings | undefined,
  stopping: AbortSignal,
): Promise<void> {
  const draw = async (inputs: Promise<PreviewedInputs>) => {
    try {
      await show(page, await inputs, options.png);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      console.error(error.message);
    }
  };
  let turn = draw(previewing);
  const redraw = () => {
    turn = turn.then(() => draw(previewInputs(options, settings)));
  };
  const replies = options.replies.map((reply) => reply.slice(reply.indexOf('=') + 1));
  const files = [...options.files, ...replies, ...(options.settings === undefined ? [] : [options.settings])];
  watchForChanges(files, settings !== undefined, redraw, stopping);
  await turn;
  await (options.png === undefined ? serve(page, stopping) : untilStopped(stopping));
  await turn;
}

async function untilStopped(stopping: AbortSignal): Promise<void> {
  await sleep(2 ** 31 - 1, undefined, { signal: stopping }).catch(() => undefined);
}
