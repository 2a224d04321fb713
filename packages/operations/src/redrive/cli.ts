import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { askLines } from '../command-line/ask-lines.ts';
import { checkAccess, clientConfig } from '../command-line/aws-access.ts';
import { explainError } from '../command-line/explain-error.ts';
import { INTERRUPTED, interruption } from '../command-line/interruption.ts';
import { parseEnvironment, USAGE } from './environment.ts';
import { redrive } from './redrive.ts';

// scripts/redrive runs this file. Ctrl-C ends it between two messages, so that none goes out without being deleted.
const stopping = interruption();

async function run(environment: string): Promise<boolean> {
  const sqs = new SQSClient(clientConfig());
  const lambda = new LambdaClient(clientConfig());
  const region = await checkAccess(sqs);
  const { ask, close } = askLines(process.stdin, process.stdout, stopping);
  try {
    console.log(`Dead-lettered messages of ${environment} in ${region}\n`);
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
  console.error(explainError(error));
  process.exitCode = 1;
}
