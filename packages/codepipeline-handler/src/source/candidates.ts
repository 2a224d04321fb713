import { tryRead } from '../aws/read-failure.ts';
import { once } from '../aws/remember.ts';
import type { DeploymentGroup, Investigation } from '../investigation.ts';
import type { Deployment } from './deployment.ts';
import { mayBeArtifactOf } from './same-revision.ts';

/** The pipelines that may have made the deployments of a group. */
export interface Candidates {
  /** The set one first; the others are looked up only by those who go on, the likeliest first. */
  pipelines(): AsyncIterable<string>;
  /** Why there is none. */
  reason(): Promise<string>;
}

export function createCandidates(
  group: DeploymentGroup,
  { revision }: Pick<Deployment, 'revision'>,
  set: string | undefined,
  { directory, reads, signal }: Pick<Investigation, 'directory' | 'reads' | 'signal'>,
): Candidates {
  const found = once(() =>
    tryRead(
      directory.pipelinesOf(group, reads, signal),
      'the list of pipelines',
      'codepipeline:ListPipelines or codepipeline:GetPipeline',
    ),
  );
  const rank = (pipeline: string): number => (mayBeArtifactOf(revision, pipeline) ? 0 : 1);
  return {
    async *pipelines() {
      if (set !== undefined) yield set;
      if (!directory.discovers) return;
      const { value = [] } = await found();
      yield* [...value].filter((one) => one !== set).sort((one, other) => rank(one) - rank(other));
    },
    async reason() {
      if (!directory.discovers) return 'no pipeline is set for this deployment group in the variable "deployments"';
      return (await found()).failure ?? 'no pipeline of this account and region deploys to this group';
    },
  };
}
