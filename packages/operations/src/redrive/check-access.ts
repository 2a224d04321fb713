import type { SQSClient } from '@aws-sdk/client-sqs';
import { UsageError } from '../command-line/usage-error.ts';
import { printableError } from './printable.ts';

/** The region that the client asks. Throws `UsageError` where the shell names none, or holds no credentials. */
export async function checkAccess({ config }: Pick<SQSClient, 'config'>): Promise<string> {
  const region = await config.region().catch(() => {
    throw new UsageError('No AWS region: set AWS_REGION to the one that Terraform applied this environment in.');
  });
  await config.credentials().catch((error: unknown) => {
    throw new UsageError(
      'No AWS credentials: set AWS_PROFILE, or log in as you do for Terraform, so that "aws sts get-caller-identity" ' +
        `answers (${printableError(error)}).`,
    );
  });
  return region;
}
