import type { KnownBlock } from '@slack/types';
import type { PipelineReport } from '../../reports/pipeline-report.ts';
import { bold, cut, inline, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { dotted, MAX_CHARACTERS, paragraphs, smallPrint } from '../parts.ts';
import { codeOf, shortReason } from './short-reason.ts';

/** Returns what the failed action's provider says beyond the headline, and which other actions failed. */
export function pipelineFailure({ failure }: PipelineReport): KnownBlock[] {
  if (failure === undefined) return [];
  if (failure.kind === 'unknown') {
    return smallPrint([mrkdwn`❔ Where it failed is unknown: ${inline(failure.reason)}`], MAX_CHARACTERS.note);
  }
  const { provider, subject, message, otherActions } = failure;
  const code = codeOf(failure);
  const { isWhole } = shortReason(failure);
  return [
    ...paragraphs(isWhole ? [] : [providerMessage(provider, message, { subject, code })], MAX_CHARACTERS.failure),
    ...smallPrint(
      [
        ...(isWhole && code ? [dotted([mrkdwn`${providerName(provider, subject)}`, mrkdwn`${code}`])] : []),
        ...(inline(message ?? '') === '' ? [mrkdwn`No reason was given`] : []),
        ...others(otherActions),
      ],
      MAX_CHARACTERS.note,
    ),
  ];
}

/** Returns `*CodeDeploy shop* (InvalidArtifact): The bundle cannot be read`; empty where there is no message. */
export function providerMessage(
  provider: string | undefined,
  message: string | undefined,
  { subject, code }: { readonly subject?: string | undefined; readonly code?: string } = {},
): Mrkdwn {
  const words = inline(message ?? '');
  const who = providerName(provider, subject);
  if (words === '' || who === '') return mrkdwn`${words}`;
  return mrkdwn`${bold(who)}${code ? ` (${code})` : ''}: ${words}`;
}

/** Returns the provider's name and what it works on; CodePipeline calls the provider of an approval Manual. */
function providerName(provider: string | undefined, subject = ''): string {
  return provider === 'Manual' ? 'Manual approval' : cut(inline(`${provider ?? ''} ${subject}`), 100);
}

function others(actions: readonly string[]): Mrkdwn[] {
  return actions.length === 0 ? [] : [mrkdwn`Also failed: ${dotted(actions.map((name) => mrkdwn`${inline(name)}`))}`];
}

/** Returns the label of the link to an action's log or page. */
export function logLabel(provider: string | undefined): string {
  return provider === 'CodeBuild' ? 'Build log' : 'Action';
}

/** Returns `Deploy / ECS`, or the stage's name alone where the action has the same name or is unknown. */
export function stageAndAction(stage: string, action: string | undefined): string {
  return action === undefined || action === stage ? stage : `${stage} / ${action}`;
}
