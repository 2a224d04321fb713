import type { PipelineHistory } from '../pipelines/history.ts';
import type { ApprovalEvent } from './event.ts';
import { readApprovalAction } from './find-execution.ts';

/**
 * Finds who answered an approval and what they wrote. Returns CodePipeline's own summary of an approval that is not
 * answered. Never throws.
 */
export async function findAnswer(event: ApprovalEvent, history: PipelineHistory): Promise<string | undefined> {
  const { status, summary } = event;
  if (status !== 'succeeded' && status !== 'failed') return summary;
  const summed = approvalAnswer(summary);
  const answer = summed.who ? summed : approvalAnswer(summary, await readAnswerer(event, history));
  return capitalized(status === 'succeeded' ? answered('approved', answer) : refusal(answer));
}

/** Reads who answered: the summary of an answer with words is the words alone. */
async function readAnswerer(event: ApprovalEvent, history: PipelineHistory): Promise<string | undefined> {
  const action = await readApprovalAction(event, history);
  return action.value?.updatedBy;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How an approval was answered. */
export interface ApprovalAnswer {
  /** The name of whoever answered; undefined where nobody is named, as when nobody did. */
  readonly who: string | undefined;
  /** What they wrote, or CodePipeline's own words. */
  readonly words: string | undefined;
}

/** Matches `Rejected by arn:aws:sts::…:assumed-role/Release/minji`, which is the summary of an answer without words. */
const BY = /^(?:approved|rejected) by (arn:\S+?):?(?:\s+([\s\S]*))?$/i;

/**
 * Returns the answer that a summary holds: what somebody wrote, or the sentence above. `updatedBy` is the ARN of
 * whoever changed the action last, for a summary that names nobody.
 */
export function approvalAnswer(summary: string | undefined, updatedBy?: string | undefined): ApprovalAnswer {
  const words = summary?.trim() || undefined;
  const by = BY.exec(words ?? '');
  return by ? { who: nameOf(by[1]), words: by[2] || undefined } : { who: nameOf(updatedBy), words };
}

/** Returns `minji` of a user's or a session's ARN. */
function nameOf(arn: string | undefined): string | undefined {
  return arn?.startsWith('arn:') ? arn.split(/[/:]/).at(-1) || undefined : undefined;
}

/**
 * Returns `rejected by minji: not on a Friday`. A rejection and a timeout have the same error, so only the answer
 * distinguishes them.
 */
export function refusal({ who, words }: ApprovalAnswer): string {
  if (isTimeout(who, words)) return 'nobody answered in time';
  if (!who && !words) return 'rejected, or not answered in time';
  return answered('rejected', { who, words });
}

/** Returns `approved by minji: go`. */
function answered(verb: 'approved' | 'rejected', { who, words }: ApprovalAnswer): string {
  return `${verb}${who ? ` by ${who}` : ''}${words ? `: ${words}` : ''}`;
}

/**
 * Returns whether the words say that nobody answered in time. Somebody who answered may write about a timeout too, so
 * that their words must begin as CodePipeline's own do.
 */
function isTimeout(who: string | undefined, words = ''): boolean {
  return /\b(?:time[ds]?[ -]?out|expired?)\b/i.test(words) && (!who || /^(?:the |manual )*approval\b/i.test(words));
}
