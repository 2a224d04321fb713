import type { Cloud, EventSignal, Signal } from '@shipbell/aws-emulator';
import type { LostEvent } from './fault-kinds.ts';

/** A deployment that a pipeline has made. */
export interface PipelineDeployment {
  /** The notification's, which its application and its group are named after. */
  readonly id: string;
  readonly deploymentId: string;
  readonly isGood: boolean;
  /** Which of its two events never comes. */
  readonly lost: LostEvent | undefined;
}

const LASTS_SECONDS = 40;
const INSTANCE = 'i-0b1f6c27d94e83a50';

/**
 * Ends a deployment now, in the emulated CodeDeploy: the handler asks it how long ago that was, and reports the deployment by
 * the deploy action's event only if that was a short while ago. Returns what AWS emits at the end, without what is lost.
 */
export function endDeployment(
  { id, deploymentId, isGood, lost }: PipelineDeployment,
  { developerTools, ...location }: Pick<Cloud, 'developerTools' | 'account' | 'region'>,
): Signal[] {
  const { clock, codedeploy, takeSignals } = developerTools;
  clock.set(new Date(Date.now() - LASTS_SECONDS * 1_000).toISOString());
  const group = codedeploy.declare({ application: id, group: id, targets: { instances: [INSTANCE] } });
  const gitHubLocation = { repository: 'lotus-shop/shop', commitId: '5f3a9c1e0b7d4e218a36c94d2f70e1b85d6c3a92' };
  const revision = { revisionType: 'GitHub', gitHubLocation } as const;
  const deployment = codedeploy.start(group, { revision, id: deploymentId });
  takeSignals(); // what it emits at the start is not reported
  clock.pass(LASTS_SECONDS);
  if (isGood) codedeploy.succeed(deployment);
  else codedeploy.fail(deployment, { lifecycleEvent: 'ValidateService', targets: [INSTANCE] });
  const own = takeSignals();
  return [
    ...(lost === 'deployment_event_lost' ? [] : own),
    ...(lost === 'action_event_lost' ? [] : [actionEvent({ id, deploymentId, isGood }, clock.now(), location)]),
  ];
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
function actionEvent(
  { id, deploymentId, isGood }: Omit<PipelineDeployment, 'lost'>,
  time: Date,
  { account, region }: Pick<Cloud, 'account' | 'region'>,
): EventSignal {
  return {
    kind: 'event',
    source: 'aws.codepipeline',
    detailType: 'CodePipeline Action Execution State Change',
    resources: [`arn:aws:codepipeline:${region}:${account}:${id}`],
    time,
    detail: {
      pipeline: id,
      'execution-id': '7d0f2c7e-58a1-4c3b-9a86-1b7c0e94d2f5',
      stage: 'Deploy',
      action: 'Deploy',
      'action-execution-id': '0d6e1f5a-9b2c-4c8e-a3f7-52d81c60b94e',
      region,
      type: { owner: 'AWS', provider: 'CodeDeploy', category: 'Deploy', version: '1' },
      'execution-result': { 'external-execution-id': deploymentId },
      state: isGood ? 'SUCCEEDED' : 'FAILED',
      version: 1,
      'pipeline-execution-attempt': 1,
    },
  };
}
