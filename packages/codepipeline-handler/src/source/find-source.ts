import type { DeployedSource } from '@shipbell/core';
import type { CodePipeline } from '../aws/codepipeline.ts';
import { readFailure } from '../aws/read-failure.ts';
import type { DeploymentEvent } from '../events/deployment-event.ts';
import { findExecution } from './find-execution.ts';
import { type Revisions, revisionsOfExecution } from './revisions.ts';
import { type ShownSource, shownSource } from './shown-source.ts';

export interface SourceDependencies {
  readonly codepipeline: CodePipeline;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
}

type Deployment = Pick<DeploymentEvent, 'deploymentId' | 'rollback' | 'startedAt'>;

/** Milliseconds before another look, while the pipeline may not show yet that it made the deployment. */
const PAUSES_MS = [2_000, 4_000];
const YOUNG_MS = 2 * 60_000;

/**
 * Which commit the deployment brought: that of the pipeline execution whose action made it, as far as the pipeline of
 * its group shows before the signal ends the search. Never throws, for the message goes out anyway.
 */
export const findSource = async (
  deployment: Deployment,
  pipeline: string | undefined,
  dependencies: SourceDependencies,
  signal: AbortSignal,
): Promise<DeployedSource> => {
  if (pipeline === undefined) {
    return unknown('no pipeline is set for this deployment group in the variable "deployments"');
  }
  if (deployment.rollback?.triggeringDeploymentId) {
    return unknown('a rollback brings back an earlier revision, which the pipeline does not name', pipeline);
  }
  try {
    const pauses = isYoung(deployment, dependencies.now()) ? [...PAUSES_MS] : [];
    for (;;) {
      const source = await look(deployment, pipeline, dependencies.codepipeline, signal);
      const pause = source.isFinal || signal.aborted ? undefined : pauses.shift();
      if (pause === undefined) return source.found;
      await dependencies.pause(pause);
    }
  } catch (error) {
    return unknown(readFailure(error, `pipeline ${pipeline}`, 'codepipeline:GetPipelineState'), pipeline);
  }
};

/** The notification of a deployment that has just begun can be faster than the pipeline's own state. */
const isYoung = ({ startedAt }: Deployment, now: number): boolean =>
  startedAt !== undefined && now - startedAt.getTime() < YOUNG_MS;

interface Look {
  readonly found: DeployedSource;
  /** Whether another look would find the same. */
  readonly isFinal: boolean;
}

/** One call where the state ties the deployment to its revision; else the execution is looked for in the history. */
const look = async (
  deployment: Deployment,
  pipeline: string,
  codepipeline: CodePipeline,
  signal: AbortSignal,
): Promise<Look> => {
  const shown = shownSource(await codepipeline.readState(pipeline, signal), deployment.deploymentId);
  if (shown.isOfDeployment) return { found: sourceOf(shown.revisions, pipeline), isFinal: true };
  let executionId: string | undefined;
  try {
    executionId = await findExecution(codepipeline.readActions(pipeline, signal), deployment);
  } catch (error) {
    const doubt = readFailure(error, `the history of pipeline ${pipeline}`, 'codepipeline:ListActionExecutions');
    return { found: latest(shown, pipeline, doubt), isFinal: true };
  }
  if (executionId === undefined) {
    const doubt = `no recent action of pipeline ${pipeline} shows this deployment`;
    return { found: latest(shown, pipeline, doubt), isFinal: false };
  }
  if (executionId === shown.executionId) return { found: sourceOf(shown.revisions, pipeline), isFinal: true };
  return { found: await sourceOfExecution(executionId, pipeline, codepipeline, signal), isFinal: true };
};

/** What is newest in Source is of another execution here, so it is not named where this one may not be read. */
const sourceOfExecution = async (
  executionId: string,
  pipeline: string,
  codepipeline: CodePipeline,
  signal: AbortSignal,
): Promise<DeployedSource> => {
  try {
    return sourceOf(revisionsOfExecution(await codepipeline.readExecution(pipeline, executionId, signal)), pipeline);
  } catch (error) {
    const execution = `execution ${executionId} of pipeline ${pipeline}`;
    return unknown(readFailure(error, execution, 'codepipeline:GetPipelineExecution'), pipeline);
  }
};

const sourceOf = (revisions: Revisions, pipeline: string): DeployedSource => {
  const [first, ...others] = revisions;
  if (first === undefined) return unknown(`pipeline ${pipeline} shows no source revision`, pipeline);
  return { kind: 'known', certainty: 'exact', doubt: undefined, pipeline, revisions: [first, ...others] };
};

/** What is newest in Source is named, and doubted, unless the state itself tells that it is another execution's. */
const latest = (shown: ShownSource, pipeline: string, doubt: string): DeployedSource => {
  const [first, ...others] = shown.revisions;
  if (first === undefined) return unknown(`pipeline ${pipeline} shows no source revision`, pipeline);
  return shown.isOfAnotherExecution
    ? unknown(`the source stage of pipeline ${pipeline} shows another execution, and ${doubt}`, pipeline)
    : { kind: 'known', certainty: 'latest', doubt, pipeline, revisions: [first, ...others] };
};

const unknown = (reason: string, pipeline?: string): DeployedSource => ({ kind: 'unknown', reason, pipeline });
