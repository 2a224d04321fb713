import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_CONFIG } from '@shipbell/core/runtime';
import { INTERRUPTED, interruption } from '../command-line/interruption.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { askLines } from './ask-lines.ts';
import { checkAccess } from './check-access.ts';
import { parseEnvironment, USAGE } from './environment.ts';
import { printableError } from './printable.ts';
import { redrive } from './redrive.ts';

// Run by scripts/redrive. Ctrl-C ends it between two letters, so that none goes out without being deleted.
const stopping = interruption();

async function run(environment: string): Promise<boolean> {
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
}

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
