/** What Lambda tells a function of its invocation: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface InvocationContext {
  awsRequestId: string;
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  logGroupName: string;
  logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
}

/** One event for an execution environment. `deadline` is in milliseconds of the epoch. */
export interface Invocation {
  event: unknown;
  context: InvocationContext;
  deadline: number;
}

/** A failed invocation as Lambda reports it in its response. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** What became of an invocation. */
export type Reply = { result: unknown } | { error: FunctionError };
