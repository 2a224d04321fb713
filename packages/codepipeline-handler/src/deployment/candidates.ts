import { isAbsent } from '@shipbell/core/runtime';
import type { DeploymentGroup } from '../aws/codedeploy.ts';
import type { AwsLocation } from '../aws/reads.ts';
import { once } from '../aws/repeated-reads.ts';
import type { Finding, Search } from '../context.ts';
import { type Action, actsIn, deploysToGroup } from '../pipelines/deploy-actions.ts';
import type { PipelineHistories, PipelineHistory } from '../pipelines/history.ts';
import { namedLike } from '../pipelines/named-like.ts';
import { type Deployment, type GroupHistory, mayBeArtifactOf } from './group-history.ts';
import { updates } from './stack.ts';

/** Everything by which the sources of a group's deployments are found. */
export interface SourceLookup {
  readonly candidates: Candidates;
  readonly histories: PipelineHistories;
  /** Where the group is. */
  readonly location: AwsLocation;
  /** The function's own region, where that is another. */
  readonly elsewhere: string | undefined;
  /** The group's earlier deployments, or why they cannot be searched. */
  readonly group: Finding<GroupHistory>;
}

/** The pipelines that may have made the deployments of a group. */
export interface Candidates {
  /**
   * Walks the pipelines, first the one that the setting names, then those that deploy to the group, the likeliest
   * first. The others are read only when the walk gets there, and the function's own region only where the event's has
   * none.
   */
  pipelines(): AsyncIterable<PipelineHistory>;
  /** Returns why the pipelines could not be looked for. */
  failure(): Promise<string | undefined>;
  /** Returns why there is no such pipeline. */
  reason(): Promise<string>;
}

/** What makes the search needless that AWS did not answer in time, or not at all. */
const REMEDY = 'name `pipeline` in deployments';

/**
 * Returns the pipelines that may have made a deployment of the revision to the group, or have updated the stack that
 * made it; `set` is the one that the setting names.
 */
export function createCandidates(
  group: DeploymentGroup,
  { revision, stack }: Pick<Deployment, 'revision' | 'stack'>,
  set: string | undefined,
  histories: PipelineHistories,
  { directory, reads, elsewhere, location, signal }: Search,
): Candidates {
  const deploysHere = (action: Action, pipelineRegion: string | undefined): boolean =>
    (deploysToGroup(action, group) || (stack !== undefined && updates(action, stack))) &&
    actsIn(action, location, pipelineRegion);
  // The key of an artifact begins with the pipeline's name; a bundle that is elsewhere says nothing.
  const byKey = (pipelines: readonly string[]) =>
    revision?.s3Location?.key ? pipelines.filter((pipeline) => mayBeArtifactOf(revision, pipeline)) : [];
  const names = [group.application, group.group, ...(stack ? [stack.name] : [])];
  const byName = (pipelines: readonly string[]) => namedLike(pipelines, names);
  const places = [{ region: undefined, reads }, ...(elsewhere ? [elsewhere] : [])].map(({ region, reads }) => {
    const looking = directory.lookFor((action) => deploysHere(action, region), reads, signal);
    const likely = [byKey, byName].map((choose) => once(() => looking.among(choose)));
    return { pipelineRegion: region, likely, all: once(looking.all) };
  });
  const failure = async (): Promise<string | undefined> => {
    const answers = await Promise.all(places.map(({ all }) => all()));
    const { failure } = answers.find((answer) => answer.failure !== undefined) ?? {};
    return failure === undefined || failure.isFinal ? failure?.reason : `${failure.reason}; ${REMEDY}`;
  };
  return {
    failure,
    async *pipelines() {
      if (set !== undefined) yield await findNamed(set, histories, elsewhere?.region);
      for (const { pipelineRegion, likely, all } of places) {
        const found = new Set<string>();
        for (const look of [...likely, all]) {
          const { value = [] } = await look();
          for (const pipeline of value) {
            if (pipeline !== set && !found.has(pipeline)) yield histories.of({ pipeline, pipelineRegion });
            found.add(pipeline);
          }
        }
        if (found.size > 0) return;
      }
    },
    async reason() {
      if (!directory.discovers) return 'no pipeline is set for this deployment group in the variable "deployments"';
      const where = elsewhere ? `in ${location.region} or ${elsewhere.region}` : 'and region';
      return (await failure()) ?? `no pipeline of this account ${where} deploys to this group`;
    },
  };
}

/** Finds the pipeline of this name in the event's region, or, where that has none, in the function's own region. */
async function findNamed(
  pipeline: string,
  histories: PipelineHistories,
  ownRegion: string | undefined,
): Promise<PipelineHistory> {
  const here = histories.of({ pipeline, pipelineRegion: undefined });
  if (ownRegion === undefined || !(await isMissing(here))) return here;
  const there = histories.of({ pipeline, pipelineRegion: ownRegion });
  return (await isMissing(there)) ? here : there;
}

/** Returns whether there is no such pipeline. */
export async function isMissing(history: PipelineHistory): Promise<boolean> {
  return isAbsent((await history.state()).failure);
}
