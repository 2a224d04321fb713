import {
  DescribeParametersCommand,
  GetParameterCommand,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { DEFAULT_DESTINATION, DESTINATION_PATTERN } from '@shipbell/core';
import { isPostable, type PostMessage, webhookParameter } from '@shipbell/slack-sender/contract';
import { UsageError } from '../command-line/usage-error.ts';
import { namesOf } from '../names.ts';

/**
 * Returns the name of the parameter for a destination's webhook: `/{env}/SLACK_URL`, or below it for another
 * destination than the default one. Throws `UsageError` for an environment or a destination that is no name.
 */
export function parameterName(environment: string | undefined, destination = DEFAULT_DESTINATION): string {
  if (!environment || !DESTINATION_PATTERN.test(environment)) {
    throw new UsageError('Usage: scripts/set-webhook ENV [DESTINATION], such as scripts/set-webhook dev');
  }
  if (!DESTINATION_PATTERN.test(destination)) {
    throw new UsageError(`"${destination}" is no destination: use lower-case letters, digits, - and _.`);
  }
  return webhookParameter(namesOf(environment).webhook_parameter, destination);
}

interface Request {
  readonly ssm: Pick<SSMClient, 'send'>;
  readonly postMessage: PostMessage;
  readonly parameter: string;
  readonly url: string;
}

/**
 * Tries the webhook with a message and stores it. Throws `UsageError`, which never holds the URL, and what SSM throws.
 */
export async function setWebhook({ ssm, postMessage, parameter, url }: Request): Promise<void> {
  if (!isPostable(url)) {
    throw new UsageError('That is no webhook: it begins with https://hooks.slack.com/services/.');
  }
  await requireParameter(ssm, parameter);
  const KeyId = await keyOf(ssm, parameter);
  const text = `🔔 Shipbell is connected: what goes to \`${parameter}\` arrives here.`;
  const answer = await postMessage(url, JSON.stringify({ text }));
  if (answer.kind !== 'delivered') {
    throw new UsageError(`Slack did not take a test message (${answer.reason}), so the webhook was not stored.`);
  }
  const stored = { Name: parameter, Value: url, Type: 'SecureString', KeyId, Overwrite: true } as const;
  await ssm.send(new PutParameterCommand(stored));
}

/**
 * Throws where Terraform has not created the parameter: one that is created here would stay behind after a `terraform
 * destroy`.
 */
async function requireParameter(ssm: Pick<SSMClient, 'send'>, parameter: string): Promise<void> {
  try {
    await ssm.send(new GetParameterCommand({ Name: parameter }));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ParameterNotFound') throw error;
    throw new UsageError(
      `There is no parameter ${parameter} in this account and region. Apply Terraform in this environment first, ` +
        'with the destination named in "deployments" or "state_machines".',
    );
  }
}

/**
 * Resolves with the id of the key that encrypts the parameter. Without one, PutParameter would turn to AWS's own key.
 * A page may be empty and not the last: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
async function keyOf(ssm: Pick<SSMClient, 'send'>, parameter: string, NextToken?: string): Promise<string | undefined> {
  const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values: [parameter] }];
  const page = await ssm.send(new DescribeParametersCommand({ ParameterFilters, NextToken }));
  const described = page.Parameters?.[0];
  return described || !page.NextToken ? described?.KeyId : keyOf(ssm, parameter, page.NextToken);
}
