import { setTimeout as sleep } from 'node:timers/promises';
import { jsonObject } from '@shipbell/core';
import type { Options } from './arguments.ts';
import { findEvents } from './input/find-events.ts';
import { InputError } from './input/input-error.ts';
import type { PreviewEvent } from './input/preview-event.ts';
import { readText } from './input/read-json.ts';
import { type Previewed, previewEvents } from './preview-events.ts';
import { readDeploymentEvent, readExecutionEvent } from './real/read-event.ts';
import { cliCommand } from './replies/operations.ts';
import { readReplies } from './replies/replies.ts';
import { openSettings, type Settings } from './settings/settings.ts';
import { openBrowser } from './show/open-browser.ts';
import type { Page } from './show/start-page.ts';
import { watchForChanges } from './watch.ts';

/** Shows the messages as the options say, and resolves when that is done or the signal aborts. */
export async function runPreview(options: Options, stopping: AbortSignal): Promise<void> {
  if (options.json) return printBodies(await previewOnce(options));
  // The page is loaded and made while the functions run.
  const starting = import('./show/start-page.ts').then(({ startPage }) => startPage());
  try {
    if (options.watch) return await showAndWatch(options, starting, stopping);
    const previewed = await previewOnce(options);
    const page = await starting;
    const messages = await show(page, previewed);
    if (options.png !== undefined) await savePicture(page, options.png, messages);
    else if (messages > 0) await serve(page, stopping);
  } finally {
    await (await starting).close();
  }
}

/** Prints the bodies on standard output, and everything else on standard error. */
function printBodies(previewed: readonly Previewed[]): void {
  for (const one of previewed) report(one);
  for (const { body } of previewed.flatMap(({ messages }) => messages)) process.stdout.write(`${body}\n`);
}

async function previewOnce(options: Options): Promise<readonly Previewed[]> {
  const settings = options.settings === undefined ? undefined : openSettings(options.settings);
  try {
    return await preview(options, settings);
  } finally {
    await settings?.close();
  }
}

async function preview(options: Options, settings: Settings | undefined): Promise<readonly Previewed[]> {
  const { executionArn, deploymentId, files } = options;
  const replies = readReplies(options.replies);
  const events: readonly PreviewEvent[] = [
    ...(executionArn === undefined ? [] : [await readExecutionEvent(executionArn)]),
    ...(deploymentId === undefined ? [] : [await readDeploymentEvent(deploymentId)]),
    ...files.flatMap((file) => findEvents(readText(file, 'an event'), file)),
  ];
  const warned = new Set<string>();
  const previewed = await previewEvents(events, {
    answerFor: () => replies.answer,
    readsAws: executionArn !== undefined || deploymentId !== undefined,
    deployedFor:
      settings &&
      (async (location) => {
        const deployed = await settings.deployedFor(location);
        for (const warning of deployed.warnings) if (!warned.has(warning)) console.error(`${warning}\n`);
        for (const warning of deployed.warnings) warned.add(warning);
        return deployed;
      }),
  });
  for (const file of replies.unused()) console.error(`${file} was not used: no call asked for what it answers.`);
  return previewed;
}

/** Shows the messages on the page and resolves with how many there are. */
async function show(page: Page, previewed: readonly Previewed[]): Promise<number> {
  for (const one of previewed) report(one);
  const messages = previewed.flatMap((one) => one.messages);
  for (const refusal of await page.show(messages)) console.error(`Slack would refuse the message to ${refusal}`);
  return messages.length;
}

async function savePicture(page: Page, file: string, messages: number): Promise<void> {
  if (messages === 0) return console.error(`${file} was not written: there is no message.`);
  for (const saved of await page.save(file)) console.error(`Saved ${saved}`);
}

async function serve({ url }: Page, stopping: AbortSignal): Promise<void> {
  console.log(`${url} shows the message, until Ctrl-C.`);
  openBrowser(url);
  await sleep(2 ** 31 - 1, undefined, { signal: stopping }).catch(() => undefined);
}

/** Shows the messages, and again after each change; what is wrong meanwhile is printed. */
async function showAndWatch(options: Options, starting: Promise<Page>, stopping: AbortSignal): Promise<void> {
  const page = await starting;
  let turn = Promise.resolve();
  const draw = async () => {
    try {
      const messages = await show(page, await previewOnce(options));
      if (options.png !== undefined) await savePicture(page, options.png, messages);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      console.error(error.message);
    }
  };
  await draw();
  const files = [...options.files, ...options.replies.map((reply) => reply.slice(reply.indexOf('=') + 1))];
  const watched = options.settings === undefined ? files : [...files, options.settings];
  const redraw = () => {
    turn = turn.then(draw);
  };
  watchForChanges(watched, options.settings !== undefined, redraw, stopping);
  if (options.png === undefined) await serve(page, stopping);
  else await sleep(2 ** 31 - 1, undefined, { signal: stopping }).catch(() => undefined);
  await turn;
}

/** Prints what becomes of an event: the headlines, why something is not reported, and what nobody answered. */
function report({ source, messages, ignored, needs, unanswered, warnings }: Previewed): void {
  for (const { destination, body } of messages) {
    console.error(`${source} → ${destination}: ${jsonObject(body).text}`);
  }
  for (const why of ignored) console.error(`${source} is not reported: ${why}.`);
  if (needs !== undefined) console.error(`  This is reported only with ${needs}, which is not the default.`);
  if (unanswered.length === 0) for (const warning of warnings) console.error(`  ${warning}`);
  if (unanswered.length > 0) console.error('  Denied, for there is no --reply Operation=FILE with what this prints:');
  const commands = unanswered.map((call) => `${call.operation}: ${cliCommand(call)}`);
  for (const command of new Set(commands)) console.error(`    ${command}`);
}
