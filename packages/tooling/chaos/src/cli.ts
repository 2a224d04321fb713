import { parseArgs } from 'node:util';
import { INTERRUPTED, interruption } from '@shipbell/operations/command-line';
import { reportOf } from './report.ts';
import { runChaos } from './run-chaos.ts';

const USAGE = `Usage: pnpm chaos [--messages N] [--seed N]
  Sends notifications through Shipbell while Slack, AWS and the functions' processes misbehave, and
  says what became of each. The same seed plans the same faults.
  --messages N  how many, 2000 when left out
  --seed N      1 when left out`;

const stopping = interruption();
process.exitCode = await main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  return 1;
});

/** Runs chaos and resolves with the exit status, when nothing is left running. */
async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args: args[0] === '--' ? args.slice(1) : args,
    options: {
      messages: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const messages = wholeNumber('messages', values.messages);
  const seed = wholeNumber('seed', values.seed);
  const begin = Date.now();
  try {
    step(`Chaos: ${messages} notifications, seed ${seed}`);
    const result = await runChaos({ messages, seed, progress: step, stopping });
    const { lines, failures } = reportOf(result);
    console.log(`\n${lines.join('\n')}`);
    console.log(`\n${messages} notifications, seed ${seed}, ${Math.round((Date.now() - begin) / 1_000)} s`);
    for (const failure of failures) console.log(`Failed: ${failure}`);
    return failures.length === 0 ? 0 : 1;
  } catch (error) {
    if (!stopping.aborted) throw error;
    step('Stopped: nothing is left running.');
    return INTERRUPTED;
  }
}

function wholeNumber(option: string, value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value))
    throw new Error(`--${option} must be a whole number from 1 to 999999, not "${value}".\n${USAGE}`);
  return Number(value);
}

/** Prints a line of progress: a step, or indented, a part of one. */
function step(line: string): void {
  console.log(line.startsWith(' ') ? line : `▸ ${line}`);
}
