import { tryRead } from '../aws/read-failure.ts';
import type { Deployment } from './deployment.ts';
import type { Places } from './find-earlier-source.ts';
import { type FoundSource, latestSource, unknownSource } from './found-source.ts';
import { mayBeArtifactOf } from './same-revision.ts';
import { shownDeployment, sourceStage } from './shown-source.ts';

/** Why the commit of a deployment that CodeDeploy itself repeats is not known. */
export async function unknownRepetition(
  { triggeringDeploymentId }: Deployment,
  failure: string | undefined,
  { candidates }: Places,
): Promise<FoundSource> {
  const what = triggeringDeploymentId ? 'a rollback brings back' : 'CodeDeploy deploys once more';
  const why = failure ?? 'no earlier deployment of the same revision is known to a pipeline';
  for await (const pipeline of candidates.pipelines()) {
    return unknownSource(`${what} an earlier revision, and ${why}`, pipeline);
  }
  return unknownSource(await candidates.reason());
}

/** What is newest in the only pipeline's source is named, and doubted, unless something tells that it is another one. */
export async function notShown(
  { id, revision, creator }: Deployment,
  doubts: ReadonlyMap<string, string>,
  { candidates, histories, group }: Places,
): Promise<FoundSource> {
  const [[pipeline, doubt] = [], ...others] = doubts;
  if (pipeline === undefined || doubt === undefined) return unknownSource(await candidates.reason());
  if (others.length > 0) {
    return unknownSource(`none of the pipelines ${[...doubts.keys()].join(', ')} shows this deployment`);
  }
  if (creator === 'CloudFormation') return unknownSource(`CloudFormation made this deployment, and ${doubt}`, pipeline);
  if (!mayBeArtifactOf(revision, pipeline)) {
    return unknownSource(`${doubt}, and its bundle ${revision?.s3Location?.key} is none of that pipeline's`, pipeline);
  }
  const state = await tryRead(histories.of(pipeline).state(), `pipeline ${pipeline}`, 'codepipeline:GetPipelineState');
  if (state.value === undefined) return unknownSource(state.failure, pipeline);
  const source = sourceStage(state.value);
  const shown = shownDeployment(state.value, id);
  // Nothing is known of the deployment itself: it may be a rollback, which never brings the latest.
  if (group.value === undefined) return unknownSource(`${doubt}, and ${group.failure}`, pipeline);
  return shown && shown.executionId !== source.executionId
    ? unknownSource(`the source stage of pipeline ${pipeline} shows another execution, and ${doubt}`, pipeline)
    : latestSource(source.origins, pipeline, doubt);
}
