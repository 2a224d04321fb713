import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import type { Send } from './history-pages.ts';

/** The input of an execution as JSON text; undefined where AWS leaves it out. Throws the SDK's errors. */
export type ReadInput = (executionArn: string) => Promise<string | undefined>;

/** Milliseconds. */
const BUDGET = 10_000;

/** Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export function createReadInput(sfn: Send): ReadInput {
  return async (executionArn) => {
    const abortSignal = AbortSignal.timeout(BUDGET);
    const { input, inputDetails } = await sfn.send(new DescribeExecutionCommand({ executionArn }), { abortSignal });
    return inputDetails?.included === false ? undefined : input;
  };
}
