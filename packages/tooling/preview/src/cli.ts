import { INTERRUPTED, interruption } from '@shipbell/operations/command-line';
import { readArguments, USAGE } from './arguments.ts';
import { InputError } from './input/input-error.ts';
import { runPreview } from './run-preview.ts';

const stopping = interruption();
process.exitCode = await main(process.argv.slice(2));

/** Runs the command and resolves with its exit status, when nothing of it is left running. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readArguments(args);
    if (!options.help) await runPreview(options, stopping);
    else console.log(USAGE);
    return 0;
  } catch (error) {
    if (stopping.aborted) return INTERRUPTED;
    console.error(error instanceof InputError ? error.message : error);
    return 1;
  }
}
