import { parseArn } from '../aws/arn.ts';
import { ForeignAccountError } from './reading.ts';

/** The account and the region in which something happened; undefined for what an event does not say. */
export interface AwsLocation {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** The part of Lambda's context that is used here: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface LambdaContext {
  readonly invokedFunctionArn?: string;
}

/** Returns the location in which this function runs; it is unknown outside of Lambda. */
export function ownLocation(context: LambdaContext | undefined): AwsLocation {
  return locationOf(context?.invokedFunctionArn);
}

/** Returns the account and the region that an ARN names. */
export function locationOf(arn: string | undefined): AwsLocation {
  const { account, region } = parseArn(arn ?? '') ?? {};
  return { account: account || undefined, region: region || undefined };
}

/**
 * Returns a function that gives the reads of a region and makes them once for each region. The undefined region is the
 * function's own, which the SDK knows.
 */
export function rememberRegions<Reads>(create: (region: string | undefined) => Reads) {
  const regions = new Map<string | undefined, Reads>();
  return (region: string | undefined): Reads => {
    const reads = regions.get(region) ?? create(region);
    regions.set(region, reads);
    return reads;
  };
}

/**
 * Returns the reads of the location in which something happened: those of its region or, in another account than `own`, those
 * of a client that sends nothing and fails with a `ForeignAccountError`, because a thing of the same name in our own account
 * would be another thing. An unknown account counts as our own.
 */
export function readsAt<Reads>(
  { account, region }: AwsLocation,
  own: AwsLocation,
  readsIn: (region: string | undefined) => Reads,
  createReads: (client: { send(): Promise<never> }) => Reads,
): Reads {
  if (account === undefined || own.account === undefined || account === own.account) {
    return readsIn(region ?? own.region);
  }
  return createReads({
    send: async () => {
      throw new ForeignAccountError(account);
    },
  });
}
