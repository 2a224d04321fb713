import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createPostMessage } from '@shipbell/slack-sender/contract';
import { clientConfig } from '../command-line/aws-access.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { parameterName, setWebhook } from './set-webhook.ts';

// scripts/set-webhook runs this file. It asks for the URL: an argument would stay in the shell's history.

/** Resolves with the line that somebody types, which the terminal does not show; empty where there is none. */
async function ask(question: string): Promise<string> {
  process.stdout.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  // The input closes without a line at Ctrl-C, and where standard input is empty.
  const [answer = ''] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  lines.close();
  process.stdout.write('\n');
  return answer.trim();
}

try {
  const [environment, destination] = process.argv.slice(2);
  const parameter = parameterName(environment, destination);
  const url = await ask(`The Slack webhook for ${parameter} (it is not shown): `);
  await setWebhook({ ssm: new SSMClient(clientConfig()), postMessage: createPostMessage(), parameter, url });
  console.log(`Slack took a test message, and the webhook is stored at ${parameter}.`);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : `The webhook was not stored: ${error}`);
  process.exitCode = 1;
}
