import type { KnownBlock } from '@slack/types';
import type { DeployTargets, PipelineFailure, PipelineReport } from '../../reports/pipeline-report.ts';
import { bold, cut, inline, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { maskSecrets } from '../mask-secrets.ts';
import { dotted, MAX_CHARACTERS, paragraphs, smallPrint } from '../parts.ts';

type KnownFailure = Extract<PipelineFailure, { readonly kind: 'known' }>;

/** What is short enough to stand in a headline. */
const SHORT = 80;
/** CodePipeline's code for whatever a provider reports: it says no more than that the action failed. */
const JOB_FAILED = 'JobFailed';

/** Why the action failed, in the few words of a headline: its own if they are few, else the code, else who says it. */
export function shortReason({ message, errorCode, provider }: KnownFailure): string {
  const words = sayable(message).replace(/\.$/, '');
  if (words !== '' && words.length <= SHORT) return words;
  const code = inline(errorCode ?? '');
  return code !== '' && code !== JOB_FAILED ? code : providerName(provider);
}

/** What the failed action's provider says, as far as the headline does not, and what it meant. */
export function pipelineFailure({ failure, targets }: PipelineReport): KnownBlock[] {
  if (failure === undefined) return [];
  if (failure.kind === 'unknown') {
    return smallPrint([mrkdwn`❔ Where it failed is unknown: ${inline(failure.reason)}`], MAX_CHARACTERS.note);
  }
  const { provider, message, errorCode, otherActions } = failure;
  const code = cut(inline(errorCode ?? ''), 60);
  const isShort = sayable(message).length <= SHORT;
  return [
    ...paragraphs(isShort ? [] : [providerMessage(provider, message, code)], MAX_CHARACTERS.failure),
    ...smallPrint(
      [
        ...(isShort ? [dotted([mrkdwn`${providerName(provider)}`, mrkdwn`${code}`])] : []),
        ...(sayable(message) === '' ? [mrkdwn`No reason was given`] : []),
        ...others(otherActions),
        ...untouched(targets),
      ],
      MAX_CHARACTERS.note,
    ),
  ];
}

/** `*CodeBuild* (JobFailed): Build terminated with state: FAILED`, without secrets; empty where nothing is providerMessage. */
export function providerMessage(provider: string | undefined, message: string | undefined, code = ''): Mrkdwn {
  const words = sayable(message);
  const who = providerName(provider);
  if (words === '' || who === '') return mrkdwn`${words}`;
  return mrkdwn`${bold(who)}${code && ` (${code})`}: ${words}`;
}

function sayable(message: string | undefined): string {
  return inline(maskSecrets(message ?? ''));
}

/** CodePipeline's approval action has a provider called Manual. */
function providerName(provider: string | undefined): string {
  return provider === 'Manual' ? 'Manual approval' : cut(inline(provider ?? ''), 60);
}

function others(count: number): Mrkdwn[] {
  return count > 0 ? [mrkdwn`${count} more ${count === 1 ? 'action' : 'actions'} failed`] : [];
}

/** Said only where it is known. */
function untouched(targets: DeployTargets): Mrkdwn[] {
  return targets.kind === 'known' && targets.targets.length === 0 ? [mrkdwn`Nothing was deployed`] : [];
}

/** What a button to an action's log or page is called. */
export function logLabel(provider: string | undefined): string {
  return provider === 'CodeBuild' ? 'Build log' : 'Action';
}

/** `Deploy / ECS`; one name where the action is called like its stage, or is not known. */
export function stageAndAction(stage: string, action: string | undefined): string {
  return action === undefined || action === stage ? stage : `${stage} / ${action}`;
}
