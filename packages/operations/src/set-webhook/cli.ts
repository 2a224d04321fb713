import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createPostMessage } from '@shipbell/slack-sender/contract';
import { askSecret } from '../command-line/ask-secret.ts';
import { checkAccess, clientConfig } from '../command-line/aws-access.ts';
import { explainError } from '../command-line/explain-error.ts';
import { INTERRUPTED, interruption } from '../command-line/interruption.ts';
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
    postMessage: createPostMessage(),
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
  console.error(stopping.aborted ? 'Nothing was stored.' : explainError(error));
  process.exitCode = 1;
}
if (stopping.aborted) process.exitCode = INTERRUPTED;
