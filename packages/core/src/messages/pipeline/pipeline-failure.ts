import type { KnownBlock } from '@slack/types';
import type { DeployTargets, PipelineFailure, PipelineReport } from '../../reports/pipeline-report.ts';
import { bold, cut, inline, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { maskSecrets } from '../mask-secrets.ts';
import { dotted, MAX_CHARACTERS, paragraphs, smallPrint } from '../parts.ts';

type KnownFailure = Extract<PipelineFailure, { readonly kind: 'known' }>;

/** How many characters a reason may have to stand in a headline. */
const SHORT_CHARACTERS = 80;
/** CodePipeline's error code for every failure that a provider reports; it only says that the action failed. */
const JOB_FAILED = 'JobFailed';

/**
 * Returns why the action failed, short enough for a headline: the message if it is short, else the code, else the
 * provider.
 */
export function shortReason({ message, errorCode, provider }: KnownFailure): string {
  const words = maskedLine(message).replace(/\.$/, '');
  if (words !== '' && words.length <= SHORT_CHARACTERS) return words;
  const code = inline(errorCode ?? '');
  return code !== '' && code !== JOB_FAILED ? code : providerName(provider);
}

/**
 * Returns what the failed action's provider says beyond the headline, how many more actions failed, and whether nothing
 * was deployed.
 */
export function pipelineFailure({ failure, targets }: PipelineReport): KnownBlock[] {
  if (failure === undefined) return [];
  if (failure.kind === 'unknown') {
    return smallPrint([mrkdwn`❔ Where it failed is unknown: ${inline(failure.reason)}`], MAX_CHARACTERS.note);
  }
  const { provider, message, errorCode, otherActions } = failure;
  const code = cut(inline(errorCode ?? ''), 60);
  const isShort = maskedLine(message).length <= SHORT_CHARACTERS;
  return [
    ...paragraphs(isShort ? [] : [providerMessage(provider, message, code)], MAX_CHARACTERS.failure),
    ...smallPrint(
      [
        ...(isShort ? [dotted([mrkdwn`${providerName(provider)}`, mrkdwn`${code}`])] : []),
        ...(maskedLine(message) === '' ? [mrkdwn`No reason was given`] : []),
        ...others(otherActions),
        ...untouched(targets),
      ],
      MAX_CHARACTERS.note,
    ),
  ];
}

/**
 * Returns `*CodeBuild* (JobFailed): Build terminated with state: FAILED`, without secrets; empty where there is no
 * message.
 */
export function providerMessage(provider: string | undefined, message: string | undefined, code = ''): Mrkdwn {
  const words = maskedLine(message);
  const who = providerName(provider);
  if (words === '' || who === '') return mrkdwn`${words}`;
  return mrkdwn`${bold(who)}${code && ` (${code})`}: ${words}`;
}

function maskedLine(message: string | undefined): string {
  return inline(maskSecrets(message ?? ''));
}

/** Returns the provider's name; CodePipeline calls that of an approval action Manual. */
function providerName(provider: string | undefined): string {
  return provider === 'Manual' ? 'Manual approval' : cut(inline(provider ?? ''), 60);
}

function others(count: number): Mrkdwn[] {
  return count > 0 ? [mrkdwn`${count} more ${count === 1 ? 'action' : 'actions'} failed`] : [];
}

/** Returns a line if it is known that nothing was deployed. */
function untouched(targets: DeployTargets): Mrkdwn[] {
  return targets.kind === 'known' && targets.targets.length === 0 ? [mrkdwn`Nothing was deployed`] : [];
}

/** Returns the label of the link to an action's log or page. */
export function logLabel(provider: string | undefined): string {
  return provider === 'CodeBuild' ? 'Build log' : 'Action';
}

/** Returns `Deploy / ECS`, or the stage's name alone where the action has the same name or is unknown. */
export function stageAndAction(stage: string, action: string | undefined): string {
  return action === undefined || action === stage ? stage : `${stage} / ${action}`;
}
