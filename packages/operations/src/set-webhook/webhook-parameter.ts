import {
  DescribeParametersCommand,
  GetParameterCommand,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { printableError } from '../command-line/printable.ts';
import { UsageError } from '../command-line/usage-error.ts';

/** The SecureString that Terraform made for a destination's webhook. */
export interface WebhookParameter {
  readonly name: string;
  readonly arn: string;
  /** The key that encrypts it; undefined for the account's own. */
  readonly keyId: string | undefined;
}

type Ssm = Pick<SSMClient, 'send'>;

/**
 * Reads what the parameter is, not what it holds. Throws `UsageError` where Terraform has not created it: one that is created
 * here would stay behind after a `terraform destroy`.
 */
export async function readParameter(ssm: Ssm, name: string, stopping: AbortSignal): Promise<WebhookParameter> {
  const command = new GetParameterCommand({ Name: name });
  const { Parameter } = await ssm.send(command, { abortSignal: stopping }).catch((error: unknown) => {
    throw new UsageError(isMissing(error) ? missing(name) : `${name} could not be read (${printableError(error)}).`);
  });
  if (Parameter?.Type !== 'SecureString') {
    throw new UsageError(`${name} is no SecureString: delete it, and apply Terraform, which makes it as one.`);
  }
  return { name, arn: Parameter.ARN ?? '', keyId: await readKeyId(ssm, name, stopping) };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'ParameterNotFound';
}

function missing(name: string): string {
  return (
    `There is no parameter ${name} in this account and region. Apply Terraform in this environment first, ` +
    'with the destination named in "deployments" or "state_machines".'
  );
}

/**
 * Reads which key encrypts the parameter, because a value that is stored without naming it is encrypted with the account's
 * own: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
async function readKeyId(ssm: Ssm, name: string, stopping: AbortSignal, after?: string): Promise<string | undefined> {
  const filter = { Key: 'Name', Option: 'Equals', Values: [name] };
  const command = new DescribeParametersCommand({ ParameterFilters: [filter], NextToken: after });
  const { Parameters = [], NextToken } = await ssm.send(command, { abortSignal: stopping }).catch((error: unknown) => {
    throw new UsageError(`Which key encrypts ${name} could not be read (${printableError(error)}).`);
  });
  const found = Parameters.find(({ Name }) => Name === name);
  // A page may be empty and not the last one.
  return found || !NextToken ? found?.KeyId : readKeyId(ssm, name, stopping, NextToken);
}

/** Stores a webhook in the parameter, encrypted with its key. Throws `UsageError`, which never holds the webhook. */
export async function storeWebhook(ssm: Ssm, { name, keyId }: WebhookParameter, url: string): Promise<void> {
  const command = new PutParameterCommand({
    Name: name,
    Value: url,
    Type: 'SecureString',
    Overwrite: true,
    ...(keyId !== undefined && { KeyId: keyId }),
  });
  await ssm.send(command).catch((error: unknown) => {
    // SSM quotes a value that it refuses, also in part.
    const isRefused = String(error).includes(url) || (error instanceof Error && error.name === 'ValidationException');
    const why = isRefused ? 'SSM refuses such a value' : printableError(error);
    throw new UsageError(`Slack took the test message, but the webhook was not stored at ${name} (${why}).`);
  });
}
