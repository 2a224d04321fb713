import { CLIENT_CONFIG } from '@shipbell/core/runtime';
import { printableError } from './printable.ts';
import { UsageError } from './usage-error.ts';

/**
 * Returns the configuration of a command's SDK clients, with the shell's region: Terraform and the AWS CLI know
 * AWS_DEFAULT_REGION too, the SDK does not. Without either variable the SDK takes the profile's region.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html
 */
export function clientConfig({ AWS_REGION, AWS_DEFAULT_REGION }: NodeJS.ProcessEnv = process.env) {
  const region = AWS_REGION || AWS_DEFAULT_REGION;
  return { ...CLIENT_CONFIG, ...(region !== undefined && region !== '' && { region }) };
}

/** The part of an SDK client that says in which region and as whom it asks. */
interface Configured {
  readonly config: {
    readonly region: () => Promise<string>;
    readonly credentials: () => Promise<unknown>;
  };
}

/** Returns the client's region. Throws `UsageError` where the shell names none, or holds no credentials. */
export async function checkAccess({ config }: Configured): Promise<string> {
  const region = await config.region().catch(() => {
    throw new UsageError(
      'No AWS region: set AWS_REGION (or AWS_DEFAULT_REGION, or a profile’s region) to the one that Terraform applied ' +
        'this environment in.',
    );
  });
  await config.credentials().catch((error: unknown) => {
    throw new UsageError(
      'No AWS credentials: set AWS_PROFILE, or log in as you do for Terraform, so that "aws sts get-caller-identity" ' +
        `answers (${printableError(error)}).`,
    );
  });
  return region;
}
