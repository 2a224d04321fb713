import { parseArn } from '@shipbell/core';
import type { Place } from './reads.ts';

/** What Lambda says of a call: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface LambdaContext {
  readonly invokedFunctionArn?: string;
}

/** Where this function runs; unknown outside of Lambda. */
export function ownPlace(context: LambdaContext | undefined): Place {
  const { account, region } = parseArn(context?.invokedFunctionArn ?? '') ?? {};
  return { account: account || undefined, region: region || undefined };
}
