/** The context that Lambda gives a function's handler: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface InvocationContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly callbackWaitsForEmptyEventLoop: boolean;
}

/** One event for an execution environment. */
export interface Invocation {
  readonly event: unknown;
  readonly context: InvocationContext;
  /** When the function times out, in milliseconds of the epoch. */
  readonly deadline: number;
}

/** The error of a failed invocation, as in Lambda's response. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: string[];
}

/** How an invocation ended: with the handler's result, or with an error. */
export type Reply = { readonly result: unknown } | { readonly error: FunctionError };

/** An invocation that has begun. */
export interface RunningInvocation {
  readonly functionName: string;
  readonly event: unknown;
  /** Ends its process at once, as a fault of the machine would. Does nothing once the invocation is over. */
  crash(): void;
  /** How it ended, a crash included. Never rejects. */
  readonly reply: Promise<Reply>;
}
