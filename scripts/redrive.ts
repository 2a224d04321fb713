import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_CONFIG } from '../packages/core/src/runtime/aws-client.ts';
import { INTERRUPTED, interruption } from '../packages/local/src/interruption.ts';
import { askLines } from './lib/redrive/ask-lines.ts';
import { checkAccess } from './lib/redrive/check-access.ts';
import { parseEnvironment, USAGE } from './lib/redrive/environment.ts';
import { printableError } from './lib/redrive/printable.ts';
import { redrive } from './lib/redrive/redrive.ts';
import { UsageError } from './lib/usage-error.ts';

// Run by scripts/redrive. Ctrl-C ends it between two letters, so that none goes out without being deleted.
const stopping = interruption();

const run = async (environment: string): Promise<boolean> => {
  const sqs = new SQSClient(CLIENT_CONFIG);
  const lambda = new LambdaClient(CLIENT_CONFIG);
  const region = await checkAccess(sqs);
  const { ask, close } = askLines(process.stdin, process.stdout, stopping);
  try {
    console.log(`Dead letters of ${environment} in ${region}\n`);
    return await redrive({ environment, sqs, lambda, ask, say: console.log, now: Date.now, stopping });
  } finally {
    close();
  }
};

const args = process.argv.slice(2);
try {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(USAGE);
  } else {
    const complete = await run(parseEnvironment(args));
    process.exitCode = stopping.aborted ? INTERRUPTED : complete ? 0 : 1;
  }
} catch (error) {
  console.error(error instanceof UsageError ? error.message : printableError(error));
  process.exitCode = 1;
}
