import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { clientConfig } from '../command-line/aws-access.ts';
import { explainError } from '../command-line/explain-error.ts';
import { namesOf } from '../names.ts';
import { parseArguments, type Request, USAGE } from './arguments.ts';
import { doctor } from './doctor.ts';

// scripts/doctor runs this file.

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

function run({ environment, checks }: Request): Promise<boolean> {
  const config = clientConfig();
  const clients = {
    cloudwatch: new CloudWatchClient(config),
    events: new EventBridgeClient(config),
    lambda: new LambdaClient(config),
    logs: new CloudWatchLogsClient(config),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    ssm: new SSMClient(config),
  };
  return doctor({
    sts: new STSClient(config),
    checks,
    contextAt: (location) => ({
      environment,
      names: namesOf(environment),
      location,
      clients,
      root: ROOT,
      shell: process.env,
      now: Date.now,
      pause,
    }),
    say: console.log,
  });
}

const args = process.argv.slice(2);
try {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(USAGE);
  } else {
    process.exitCode = (await run(parseArguments(args))) ? 0 : 1;
  }
} catch (error) {
  console.error(explainError(error));
  process.exitCode = 1;
}
