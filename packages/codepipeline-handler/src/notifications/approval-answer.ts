import { tryRead } from '../aws/read-failure.ts';
import type { ApprovalEvent } from '../events/approval-event.ts';
import { answered, approvalAnswer, refusal } from '../failure/approval-answer.ts';
import type { Investigation } from '../investigation.ts';
import { readApprovalRun } from '../source/approval-run.ts';
import { LIST_ACTIONS } from '../source/source-of-execution.ts';

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
