import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { saveScreenshot } from '../slack/index.ts';
import { missingScenes } from './deliveries.ts';
import { play } from './play.ts';
import { type Stage, startStage } from './stage.ts';
import { STORY } from './story.ts';

const HELP = `Usage: scripts/demo [--once] [--screenshot FILE]

Runs all of Shipbell on this machine: the real Terraform and the real functions, on an AWS emulator, with a page that
looks like Slack. Plays a few deployments and Step Functions executions, whose messages arrive on the page.

  --once             stop when all messages have arrived; print each; exit with 1 if one is missing
  --screenshot FILE  save the page as a PNG
  --help             this text

Without --once it runs until Ctrl-C.`;

/** Long for a message, which takes a few seconds, but the machine may be busy. */
const PATIENCE_MS = 90_000;

const { values: options } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    screenshot: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) console.log(HELP);
else process.exitCode = await main();

async function main(): Promise<number> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  try {
    const stage = await startStage({ timeScale: 1, progress: step, stopping: stopping.signal });
    const code = await perform(stage, stopping.signal).catch(async (error) => {
      await stage.close(stopping.signal.aborted ? 'done' : 'failed');
      throw error;
    });
    await stage.close(code === 0 ? 'done' : 'failed');
    return code;
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    step('Stopped: nothing is left running.');
    return options.once ? 130 : 0;
  }
}

async function perform(stage: Stage, signal: AbortSignal): Promise<number> {
  const { slack } = stage;
  slack.onMessage((message) => console.log(`delivered ${message.destination}: ${message.payload.text}`));
  for (const scene of STORY) {
    if (!options.once) step(scene.title);
    await play(stage, scene);
  }
  const missing = await untilDelivered(stage, signal);
  if (options.screenshot) await saveScreenshot({ pageUrl: slack.pageUrl, file: options.screenshot });
  for (const { title, destination, identity } of missing) console.log(`missing ${destination}: ${title} (${identity})`);
  for (const { destination, status, body } of slack.refusals())
    console.log(`refused ${destination}: ${status} ${body}`);
  if (!options.once) {
    step(`Running until Ctrl-C. Slack's page: ${slack.pageUrl}`);
    await sleep(2 ** 31 - 1, undefined, { signal });
  }
  console.log(`${slack.messages().length} delivered, ${missing.length} lost`);
  return missing.length === 0 ? 0 : 1;
}

/** Resolves with the scenes whose message is missing when all have arrived, or when patience ends. */
async function untilDelivered({ slack }: Stage, signal: AbortSignal) {
  const giveUpAt = Date.now() + PATIENCE_MS;
  let missing = missingScenes(slack.messages(), STORY);
  while (missing.length > 0 && Date.now() < giveUpAt) {
    await sleep(100, undefined, { signal });
    missing = missingScenes(slack.messages(), STORY);
  }
  return missing;
}

function step(line: string): void {
  console.log(line.startsWith(' ') ? line : `▸ ${line}`);
}
