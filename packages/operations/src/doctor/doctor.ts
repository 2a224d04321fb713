import type { STSClient } from '@aws-sdk/client-sts';
import { printable, printableError } from '../command-line/printable.ts';
import { findAccess } from './access.ts';
import { type Check, type DoctorContext, type Finding, failed, type Location } from './check.ts';

/** What the command needs. */
export interface DoctorDependencies {
  readonly sts: Pick<STSClient, 'send' | 'config'>;
  readonly checks: readonly Check[];
  /** Returns what the checks need, once it is known where they look. */
  readonly contextAt: (location: Location) => DoctorContext;
  readonly say: (text: string) => void;
}

/**
 * Makes one check after the other and says what each found, with what to type where something is not well. Resolves with
 * whether nothing failed.
 */
export async function doctor({ sts, checks, contextAt, say }: DoctorDependencies): Promise<boolean> {
  const access = await findAccess(sts);
  const ill = sayFindings('credentials and region', [access.finding], say) ? [] : ['credentials and region'];
  if (access.location) {
    const context = contextAt(access.location);
    for (const check of checks) {
      if (!sayFindings(check.name, await findingsOf(check, context), say)) ill.push(check.name);
    }
  }
  say(ill.length === 0 ? '\nNothing is wrong.' : `\nNot well: ${ill.join(', ')}.`);
  return ill.length === 0;
}

async function findingsOf(check: Check, context: DoctorContext): Promise<readonly Finding[]> {
  try {
    return await check.run(context);
  } catch (error) {
    const needed = `It needs ${check.actions.join(', ')}. See whose credentials these are:`;
    return [failed(`could not be checked (${printableError(error)}). ${needed}`, 'aws sts get-caller-identity')];
  }
}

/** How long a line may be: names and ARNs come from AWS. */
const MAX_CHARACTERS = 1_000;

/** Says what a check found, a line for each finding. Returns whether none is a failure. */
function sayFindings(name: string, findings: readonly Finding[], say: (text: string) => void): boolean {
  for (const finding of findings) {
    switch (finding.kind) {
      case 'ok':
        say(`✓ ${name}: ${printable(finding.what, MAX_CHARACTERS)}`);
        break;
      case 'unknown':
        say(`? ${name}: ${printable(finding.why, MAX_CHARACTERS)}`);
        break;
      case 'failed':
        say(`✗ ${name}: ${printable(finding.what, MAX_CHARACTERS)}\n    ${finding.type}`);
        break;
    }
  }
  return findings.every(({ kind }) => kind !== 'failed');
}
