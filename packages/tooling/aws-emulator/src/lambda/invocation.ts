/** What Lambda tells a function of its invocation: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
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

/** One event for an execution environment. `deadline` is in milliseconds of the epoch. */
export interface Invocation {
  readonly event: unknown;
  readonly context: InvocationContext;
  readonly deadline: number;
}

/** A failed invocation as Lambda reports it in its response. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: string[];
}

/** What became of an invocation. */
export type Reply = { readonly result: unknown } | { readonly error: FunctionError };

/** An invocation as it is seen from outside while it runs. */
export interface RunningInvocation {
  readonly functionName: string;
  readonly event: unknown;
  /** Ends its process at once, as a fault of the machine would; nothing once the invocation is over. */
  crash(): void;
  /** What became of it, a crash included. Never rejects. */
  readonly reply: Promise<Reply>;
}
