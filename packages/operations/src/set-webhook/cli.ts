import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createSlack } from '@shipbell/slack-sender/contract';
import { askSecret } from '../command-line/ask-secret.ts';
import { checkAccess, clientConfig } from '../command-line/aws-access.ts';
import { INTERRUPTED, interruption } from '../command-line/interruption.ts';
import { printableError } from '../command-line/printable.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { type Arguments, parseArguments, USAGE } from './arguments.ts';
import { setWebhook } from './set-webhook.ts';

// scripts/set-webhook runs this file. It asks for the URL: an argument would stay in the shell's history.
const stopping = interruption();

async function run(args: Arguments): Promise<void> {
  const ssm = new SSMClient(clientConfig());
  await checkAccess(ssm);
  await setWebhook(args, {
    ssm,
    sqs: new SQSClient(clientConfig()),
    postMessage: createSlack().postMessage,
    askSecret: (question) => askSecret(question, stopping),
    say: console.log,
    now: Date.now,
    stopping,
  });
}

const args = process.argv.slice(2);
try {
  if (args.includes('--help') || args.includes('-h')) console.log(USAGE);
  else await run(parseArguments(args));
} catch (error) {
  const message = error instanceof UsageError ? error.message : printableError(error);
  console.error(stopping.aborted ? 'Nothing was stored.' : message);
  process.exitCode = 1;
}
if (stopping.aborted) process.exitCode = INTERRUPTED;
