import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { INTERRUPTED, interruption } from '@shipbell/operations/command-line';
import { saveScreenshot } from '@shipbell/slack-emulator';
import { type ExpectedMessage, missingMessages } from '../scenarios/expected-message.ts';
import { type Stage, startStage } from '../stage.ts';
import { scenesOn, stageOn } from './scenes.ts';

/** Long for a message, which takes a few seconds, but the machine may be busy. */
const ALL_DELIVERED_TIMEOUT_MS = 90_000;
/** How long the demo waits for a scene's messages before it goes on, so that they arrive in the order of the scenes. */
const SCENE_DELIVERED_TIMEOUT_MS = 15_000;

interface Options {
  readonly once: boolean;
  readonly screenshot: string | undefined;
}

const today = new Date().toISOString().slice(0, 10);
const scenes = scenesOn(today);
const stopping = interruption();
process.exitCode = await main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  return 1;
});

/** Runs the demo and resolves with its exit status, when nothing of it is left running. */
async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { once: { type: 'boolean', default: false }, screenshot: { type: 'string' } },
  });
  const options = { once: values.once, screenshot: values.screenshot };
  try {
    return await run(options);
  } catch (error) {
    if (!stopping.aborted) throw error;
    step('Stopped: nothing is left running.');
    return options.once ? INTERRUPTED : 0;
  }
}

async function run(options: Options): Promise<number> {
  const stage = await startStage({ ...stageOn(today), timeScale: 1, progress: step, stopping });
  let outcome: 'done' | 'failed' = 'failed';
  try {
    const missing = await play(stage, options);
    outcome = missing.length === 0 ? 'done' : 'failed';
    return missing.length === 0 ? 0 : 1;
  } finally {
    await stage.close(stopping.aborted ? 'done' : outcome);
  }
}

/**
 * Plays the scenes, prints which messages arrived, and resolves with those that are missing; without `once`, it goes on
 * until it is stopped.
 */
async function play(stage: Stage, { once, screenshot }: Options): Promise<ExpectedMessage[]> {
  const { slack } = stage;
  slack.onMessage(({ destination, payload }) => console.log(`delivered ${destination}: ${payload.text}`));
  for (const scene of scenes) {
    step(`In AWS: ${scene.title}`);
    await scene.play(stage);
    await untilDelivered(stage, scene.messages, SCENE_DELIVERED_TIMEOUT_MS);
  }
  const expected = scenes.flatMap(({ messages }) => messages);
  const missing = await untilDelivered(stage, expected, ALL_DELIVERED_TIMEOUT_MS);
  if (screenshot) await saveScreenshot({ pageUrl: slack.pageUrl, file: screenshot });
  stopping.throwIfAborted();
  for (const { destination, mark, about } of missing) console.log(`missing ${destination}: ${mark} ${about}`);
  for (const { destination, status, body } of slack.refusals())
    console.log(`refused ${destination}: ${status} ${body}`);
  console.log(`${slack.messages().length} delivered, ${missing.length} lost`);
  if (!once) {
    step(`Running until Ctrl-C. Slack's page: ${slack.pageUrl}`);
    await sleep(2 ** 31 - 1, undefined, { signal: stopping });
  }
  return missing;
}

/** Resolves with the messages that are missing: with none as soon as all have arrived, with some after the timeout. */
async function untilDelivered(
  { slack }: Stage,
  expected: readonly ExpectedMessage[],
  timeoutMs: number,
): Promise<ExpectedMessage[]> {
  const giveUpAt = Date.now() + timeoutMs;
  let missing = missingMessages(slack.messages(), expected);
  while (missing.length > 0 && Date.now() < giveUpAt) {
    await sleep(100, undefined, { signal: stopping });
    missing = missingMessages(slack.messages(), expected);
  }
  return missing;
}

/** Prints a line of progress: a step, or indented, a part of one. */
function step(line: string): void {
  console.log(line.startsWith(' ') ? line : `▸ ${line}`);
}
