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

/** An invocation as it is seen from outside while it runs. */
export interface RunningInvocation {
  functionName: string;
  event: unknown;
  /** Ends its process at once, as a fault of the machine would; nothing once the invocation is over. */
  crash(): void;
  /** What became of it, a crash included. Never rejects. */
  reply: Promise<Reply>;
}
