import { ForeignAccountError } from './foreign-account-error.ts';
import type { Place, Reads, ReadsOf } from './reads.ts';

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
