import type { KnownBlock } from '@slack/types';
import type { DeployTargets, PipelineReport } from '../reports/pipeline-report.ts';
import { bold, cut, inline, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import { maskSecrets } from './mask-secrets.ts';
import { paragraphs, smallPrint } from './parts.ts';
import { ROOM } from './room.ts';

/** What the failed action's provider says, and what it meant; the headline names the action and the error's code. */
export const pipelineFailure = ({ failure, targets }: PipelineReport): KnownBlock[] => {
  if (failure === undefined) return [];
  if (failure.kind === 'unknown') {
    return smallPrint([mrkdwn`❔ Where it failed is unknown: ${inline(failure.reason)}`], ROOM.note);
  }
  const { provider, message, otherActions } = failure;
  return [
    ...paragraphs([said(provider, message) ?? mrkdwn`No reason was given`], ROOM.failure),
    ...smallPrint([...others(otherActions), ...untouched(targets)], ROOM.note),
  ];
};

/** `*CodeBuild*: Build terminated with state: FAILED`, without secrets. */
export const said = (provider: string | undefined, message: string | undefined): Mrkdwn | undefined => {
  const words = inline(maskSecrets(message ?? ''));
  const who = cut(inline(provider ?? ''), 60);
  if (words === '') return undefined;
  return who === '' ? mrkdwn`${words}` : mrkdwn`${bold(who)}: ${words}`;
};

const others = (count: number): Mrkdwn[] =>
  count > 0 ? [mrkdwn`${count} more ${count === 1 ? 'action' : 'actions'} failed`] : [];

/** Said only where it is known. */
const untouched = (targets: DeployTargets): Mrkdwn[] =>
  targets.kind === 'known' && targets.targets.length === 0 ? [mrkdwn`Nothing was deployed`] : [];

/** What a button to an action's log or page is called. */
export const logLabel = (provider: string | undefined): string => (provider === 'CodeBuild' ? 'Build log' : 'Action');
