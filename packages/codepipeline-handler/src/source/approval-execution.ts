import type { ApprovalEvent } from '../events/approval-event.ts';
import type { Investigation } from '../investigation.ts';

/** The pipeline execution that waits at an approval; undefined where it is not to be seen. Never throws. */
export const findApprovalExecution = async (
  { executionId }: ApprovalEvent,
  _investigation: Investigation,
): Promise<string | undefined> => executionId;
