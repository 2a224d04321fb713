import { parseArn } from '@shipbell/core';
import { ForeignAccountError } from '@shipbell/core/runtime';
import { type CodeDeploy, createCodeDeploy } from './codedeploy.ts';
import { type CodePipeline, createCodePipeline } from './codepipeline.ts';

/** The account and the region in which something happened; undefined for what an event does not say. */
export interface AwsLocation {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** Returns whether two accounts or regions are certainly not the same one; an unknown one may be any. */
export function isAnother(one: string | undefined, other: string | undefined): boolean {
  return Boolean(one) && Boolean(other) && one !== other;
}

/** Everything that can be read of one account and region. */
export interface Reads {
  readonly codepipeline: CodePipeline;
  readonly codedeploy: CodeDeploy;
}

/** The part of Lambda's context that is used here: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface LambdaContext {
  readonly invokedFunctionArn?: string;
}

/** Returns the location in which this function runs; it is unknown outside of Lambda. */
export function ownLocation(context: LambdaContext | undefined): AwsLocation {
  const { account, region } = parseArn(context?.invokedFunctionArn ?? '') ?? {};
  return { account: account || undefined, region: region || undefined };
}

/**
 * Returns a function that gives the reads of a region and makes them once for each region. The undefined region is the
 * function's own, which the SDK knows.
 */
export function rememberRegions(create: (region: string | undefined) => Reads) {
  const regions = new Map<string | undefined, Reads>();
  return (region: string | undefined): Reads => {
    const reads = regions.get(region) ?? create(region);
    regions.set(region, reads);
    return reads;
  };
}

/**
 * Returns a function that gives the reads of the region in which something happened. All reads of another account than
 * `own` fail with a `ForeignAccountError`, because a thing of the same name in our own account would be another thing.
 * An unknown account counts as our own.
 */
export function createReadsOf(readsIn: (region: string | undefined) => Reads, own: AwsLocation) {
  return ({ account, region }: AwsLocation): Reads => {
    if (account === undefined || !isAnother(account, own.account)) {
      return readsIn(region ?? own.region);
    }
    const send = async (): Promise<never> => {
      throw new ForeignAccountError(account);
    };
    return { codepipeline: createCodePipeline({ send }), codedeploy: createCodeDeploy({ send }) };
  };
}
