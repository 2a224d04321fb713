import { UsageError } from '../command-line/usage-error.ts';
import { ENVIRONMENT_PATTERN } from '../names.ts';
import { ALL_CHECKS } from './all-checks.ts';
import type { Check } from './check.ts';
import { send } from './checks/send.ts';

/** The text that `--help` shows. */
export const USAGE = `Usage: scripts/doctor ENV [--send], such as scripts/doctor dev

Looks whether everything on a message's way is there and well, changes nothing, and says what to type where something is
not. With --send it also sends a test event, which becomes a message in Slack, and waits for Slack's answer. The exit status
is 1 when something is not well. Uses the AWS credentials and region of your shell, which may
${permissionsOf(ALL_CHECKS)}
and for --send also
${permissionsOf([send], ALL_CHECKS)}`;

/** What the command was asked for. */
export interface Request {
  readonly environment: string;
  readonly checks: readonly Check[];
}

/** Returns what the command was asked for. Throws `UsageError` for anything but one environment and `--send`. */
export function parseArguments(args: readonly string[]): Request {
  const [environment = '', ...rest] = args.filter((arg) => arg !== '--send');
  if (rest.length > 0 || !ENVIRONMENT_PATTERN.test(environment)) throw new UsageError(USAGE);
  return { environment, checks: args.includes('--send') ? [...ALL_CHECKS, send] : ALL_CHECKS };
}

/** Returns a line for each service with the actions that the checks need, except for those that others need anyway. */
function permissionsOf(checks: readonly Check[], others: readonly Check[] = []): string {
  const known = new Set(others.flatMap(({ actions }) => actions));
  const needed = new Set(checks.flatMap(({ actions }) => actions).filter((action) => !known.has(action)));
  const byService = Map.groupBy([...needed].toSorted(), (action) => action.split(':')[0] ?? '');
  return [...byService]
    .map(([service, actions]) => `  ${actions.join(', ').replaceAll(`, ${service}:`, ', ')}`)
    .join('\n');
}
