import { parseArn } from '@shipbell/core';
import type { CodeDeploy } from './codedeploy.ts';
import type { CodePipeline } from './codepipeline.ts';
import { ForeignAccountError } from './foreign-account-error.ts';

/** Makes the reads of a region once; undefined is the function's own region, which the SDK knows. */
export function rememberRegions(create: (region: string | undefined) => Reads) {
  const regions = new Map<string | undefined, Reads>();
  return (region: string | undefined): Reads => {
    const known = regions.get(region) ?? create(region);
    regions.set(region, known);
    return known;
  };
}

/** The reads for any place, seen from `own`, where the function runs; an unknown account counts as its own. */
export function createReadsOf(readsIn: (region: string | undefined) => Reads, own: Place): ReadsOf {
  return ({ account, region }) => {
    const reads = readsIn(region ?? own.region);
    if (account === undefined || own.account === undefined || account === own.account) return reads;
    const error = new ForeignAccountError(account);
    return { codepipeline: refuseAll(reads.codepipeline, error), codedeploy: refuseAll(reads.codedeploy, error) };
  };
}

function refuseAll<Calls extends object>(calls: Calls, error: Error): Calls {
  return Object.fromEntries(Object.keys(calls).map((name) => [name, async () => Promise.reject(error)])) as Calls;
}

/** What Lambda says of a call: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface LambdaContext {
  readonly invokedFunctionArn?: string;
}

/** Where this function runs; unknown outside of Lambda. */
export function ownPlace(context: LambdaContext | undefined): Place {
  const { account, region } = parseArn(context?.invokedFunctionArn ?? '') ?? {};
  return { account: account || undefined, region: region || undefined };
}

/** Where in AWS something happened; undefined for what an event does not say. */
export interface Place {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** What is asked of AWS about the things of one place. */
export interface Reads {
  readonly codepipeline: CodePipeline;
  readonly codedeploy: CodeDeploy;
}

/**
 * The reads for an event's place: those of its region. Where the place is another account's, every one of them throws
 * a `ForeignAccountError`, for a thing of the same name in our own account would be another thing.
 */
export type ReadsOf = (place: Place) => Reads;
