import type { CodePipeline } from '../aws/codepipeline.ts';
import type { DeploymentGroup } from '../investigation.ts';
import { groupsOfDefinition } from './deploy-action.ts';

/** The events of an execution come close together, and an edited pipeline is soon seen. */
const KEEP_MS = 60_000;

type GroupsOf = (pipeline: string, codepipeline: CodePipeline, signal: AbortSignal) => Promise<Groups>;
type Groups = readonly DeploymentGroup[];

/** The groups that one pipeline deploys to, by its definition alone; what could not be read is asked for again. */
export function createGroupsOf(now: () => number): GroupsOf {
  const regions = new WeakMap<CodePipeline, Map<string, Asked>>();
  return (pipeline, codepipeline, signal) => {
    const region = regions.get(codepipeline) ?? new Map<string, Asked>();
    regions.set(codepipeline, region);
    const asked = region.get(pipeline);
    if (asked && now() - asked.at < KEEP_MS) return asked.groups;
    const groups = codepipeline.readDefinition(pipeline, signal).then(groupsOfDefinition);
    region.set(pipeline, { at: now(), groups });
    groups.catch(() => region.delete(pipeline));
    return groups;
  };
}

interface Asked {
  readonly at: number;
  readonly groups: Promise<Groups>;
}
