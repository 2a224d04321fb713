import { type AwsLocation, readsAt } from '@shipbell/core/runtime';
import { type CodeDeploy, createCodeDeploy } from './codedeploy.ts';
import { type CodePipeline, createCodePipeline } from './codepipeline.ts';

export { type AwsLocation, type LambdaContext, ownLocation, rememberRegions } from '@shipbell/core/runtime';

/** Returns whether two accounts or regions are certainly not the same one; an unknown one may be any. */
export function isAnother(one: string | undefined, other: string | undefined): boolean {
  return Boolean(one) && Boolean(other) && one !== other;
}

/** Everything that can be read of one account and region. */
export interface Reads {
  readonly codepipeline: CodePipeline;
  readonly codedeploy: CodeDeploy;
}

/** Returns a function that gives the reads of the location in which something happened, as `readsAt` says. */
export function createReadsOf(readsIn: (region: string | undefined) => Reads, own: AwsLocation) {
  return (location: AwsLocation): Reads =>
    readsAt(location, own, readsIn, (client) => ({
      codepipeline: createCodePipeline(client),
      codedeploy: createCodeDeploy(client),
    }));
}
