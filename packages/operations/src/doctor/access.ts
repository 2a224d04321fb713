import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { checkAccess } from '../command-line/aws-access.ts';
import { unreachable } from '../command-line/explain-error.ts';
import { printableError } from '../command-line/printable.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { type Finding, failed, type Location, ok } from './check.ts';

/** What came of the first check, without which no other can be made. */
export interface Access {
  readonly finding: Finding;
  /** Undefined where the shell has no region, or no credentials that AWS takes. */
  readonly location: Location | undefined;
}

/**
 * Returns in which account and region the shell's credentials work, and as whom:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html, which needs no permission.
 */
export async function findAccess(sts: Pick<STSClient, 'send' | 'config'>): Promise<Access> {
  try {
    const region = await checkAccess(sts);
    const { Account: account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    const [, partition = 'aws'] = Arn.split(':');
    return { finding: ok(`account ${account} in ${region}, as ${Arn}`), location: { partition, region, account } };
  } catch (error) {
    return { finding: failed(whatIsWrong(error), 'aws configure list'), location: undefined };
  }
}

function whatIsWrong(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  return (
    unreachable(error) ??
    `AWS does not take these credentials: log in as you do for Terraform (${printableError(error)}).`
  );
}
