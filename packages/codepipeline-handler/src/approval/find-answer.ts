import { tryRead } from '../aws/read-failure.ts';
import type { Investigation } from '../context.ts';
import { LIST_ACTIONS } from '../revision/execution-source.ts';
import type { ApprovalEvent } from './event.ts';
import { readApprovalRun } from './find-execution.ts';

/** How an approval was answered. */
export interface ApprovalAnswer {
  /** The name of whoever answered; undefined where nobody is named, as when nobody did. */
  readonly who: string | undefined;
  /** What they wrote, or CodePipeline's own words. */
  readonly words: string | undefined;
}

/** `Rejected by arn:aws:sts::…:assumed-role/Release/minji`: what an answer without words is summed up as. */
const BY = /^(?:approved|rejected) by (arn:\S+?):?(?:\s+([\s\S]*))?$/i;

/** Out of a summary, which is what they wrote or the sentence above, and of the ARN that changed the action last. */
export function approvalAnswer(summary: string | undefined, updatedBy?: string | undefined): ApprovalAnswer {
  const words = summary?.trim() || undefined;
  const by = BY.exec(words ?? '');
  return by ? { who: nameOf(by[1]), words: by[2] || undefined } : { who: nameOf(updatedBy), words };
}

/** `minji` of a user's or a session's ARN. */
function nameOf(arn: string | undefined): string | undefined {
  return arn?.startsWith('arn:') ? arn.split(/[/:]/).at(-1) || undefined : undefined;
}

/** `rejected by minji: not on a Friday`. A rejection and a timeout have the same error; only this tells them apart. */
export function refusal({ who, words }: ApprovalAnswer): string {
  if (isTimeout(who, words)) return 'nobody answered in time';
  if (!who && !words) return 'rejected, or not answered in time';
  return answered('rejected', { who, words });
}

/** `approved by minji: go`. */
export function answered(verb: 'approved' | 'rejected', { who, words }: ApprovalAnswer): string {
  return `${verb}${who ? ` by ${who}` : ''}${words ? `: ${words}` : ''}`;
}

/** Somebody who answers may write of other times. */
function isTimeout(who: string | undefined, words = ''): boolean {
  return /\b(?:time[ds]?[ -]?out|expired?)\b/i.test(words) && (!who || /^(?:the |manual )*approval\b/i.test(words));
}

/** Who answered an approval and what they wrote; of one that is not answered, what CodePipeline says. Never throws. */
export async function learnAnswer(event: ApprovalEvent, investigation: Investigation): Promise<string | undefined> {
  const { status, summary } = event;
  if (status !== 'succeeded' && status !== 'failed') return summary;
  const told = approvalAnswer(summary);
  const answer = told.who ? told : approvalAnswer(summary, await readAnswerer(event, investigation));
  return capitalized(status === 'succeeded' ? answered('approved', answer) : refusal(answer));
}

/** An answer with words is summed up by the words alone. */
async function readAnswerer(event: ApprovalEvent, investigation: Investigation): Promise<string | undefined> {
  const run = await tryRead(readApprovalRun(event, investigation), `pipeline ${event.pipeline}`, LIST_ACTIONS);
  return run.value?.updatedBy;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
