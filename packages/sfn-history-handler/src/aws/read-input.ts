import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { type Reading, type ReadSubject, read } from '@shipbell/core/runtime';
import type { ExecutionEvent } from '../parse-event.ts';
import type { StepFunctionsClient } from './sfn-client.ts';

export const INPUT: ReadSubject = { action: 'states:DescribeExecution', resource: 'the input' };

const INPUT_TIMEOUT_MS = 10_000;

/** Reads the input of an execution, parsed: that of the event, or else by one call; null where AWS leaves it out. */
export type ReadInput = (event: Pick<ExecutionEvent, 'executionArn' | 'input'>) => Promise<Reading<unknown>>;

/**
 * Returns the read. Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export function createReadInput(sfn: StepFunctionsClient): ReadInput {
  const describe = async (executionArn: string): Promise<string | undefined> => {
    const abortSignal = AbortSignal.timeout(INPUT_TIMEOUT_MS);
    const { input, inputDetails } = await sfn.send(new DescribeExecutionCommand({ executionArn }), { abortSignal });
    return inputDetails?.included === false ? undefined : input;
  };
  return ({ executionArn, input }) =>
    read<unknown>(INPUT, async () => JSON.parse(input ?? (await describe(executionArn)) ?? 'null'));
}
