import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import { deduplicationId, type SlackMessage } from '@shipbell/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, actionEvent, deploymentEvent, type Payload, pipelineEvent, REGION } from './testing/aws-events.ts';
import type { PipelineFixture } from './testing/codepipeline.ts';
import { worldOf } from './testing/fixtures.ts';
import { setUpHandler, type World } from './testing/set-up-handler.ts';

const OWN = { invokedFunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:shipbell-dev-deployments` };
const PIPELINE = '2024-corea-backend-dev-pipeline';
const APPLICATION = '2024-corea-backend-deploy';
const MINUTE_MS = 60_000;
/** How long after its end a deployment is reported by a pipeline's event. */
const REPORTABLE_MS = 4 * MINUTE_MS;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
const SQS_REMEMBERS_MS = 5 * MINUTE_MS;

/** A deployment of an execution: the first one's staging, its production half an hour later, and one that failed. */
const deployments = [
  {
    id: 'd-STAGING01',
    group: '2024-corea-backend-staging-group',
    execution: 1,
    ended: '2024-11-01T05:40:00Z',
    state: 'SUCCEEDED',
  },
  {
    id: 'd-JHPM9HBC8',
    group: '2024-corea-backend-develop-group',
    execution: 1,
    ended: '2024-11-01T06:15:13Z',
    state: 'SUCCEEDED',
  },
  {
    id: 'd-FAILED001',
    group: '2024-corea-backend-develop-group',
    execution: 2,
    ended: '2024-11-01T07:16:13Z',
    state: 'FAILED',
  },
] as const;
type Deployment = (typeof deployments)[number];
const OWN_STATE = { SUCCEEDED: 'SUCCESS', FAILED: 'FAILURE' };

/** The executions' ends, in milliseconds after the end of their last deployment. */
const EXECUTION_ENDS_AFTER_MS = 7_000;

const world = withStaging(worldOf('default'));

/** Returns the world with a deployment to staging in the first execution: a copy of that to production. */
function withStaging(all: World): World {
  const [staging, production] = deployments;
  const made = all.deployments as readonly DeploymentInfo[];
  const backend = all.pipelines?.[PIPELINE] as PipelineFixture;
  const actions = backend.actions as readonly ActionExecutionDetail[];
  const toStaging = made
    .filter(({ deploymentId }) => deploymentId === production.id)
    .map((info) => ({
      ...info,
      deploymentId: staging.id,
      deploymentGroupName: staging.group,
      createTime: '2024-11-01T05:39:00Z' as never,
      completeTime: staging.ended as never,
    }));
  const byStaging = actions
    .filter(({ output }) => output?.executionResult?.externalExecutionId === production.id)
    .map((action) => ({
      ...action,
      stageName: 'Staging',
      startTime: '2024-11-01T05:38:50Z' as never,
      lastUpdateTime: '2024-11-01T05:40:05Z' as never,
      output: { executionResult: { externalExecutionId: staging.id } },
    }));
  return {
    ...all,
    deployments: [...made, ...toStaging],
    pipelines: { ...all.pipelines, [PIPELINE]: { ...backend, actions: [...actions, ...byStaging] } },
  };
}

function executionOf({ execution }: Pick<Deployment, 'execution'>) {
  return { pipeline: PIPELINE, 'execution-id': `11111111-aaaa-4000-8000-00000000000${execution}` };
}

function ownEvent({ id, group, state }: Deployment) {
  return deploymentEvent(OWN_STATE[state], { application: APPLICATION, deploymentGroup: group, deploymentId: id });
}

function eventOfAction(deployment: Deployment) {
  return actionEvent(deployment.state, {
    ...executionOf(deployment),
    'execution-result': { 'external-execution-id': deployment.id },
  });
}

/** An event and when it arrives. */
interface Delivery {
  readonly event: Payload;
  readonly atMs: number;
}

/** Returns deliveries of an event, none or several, each so long after a moment. */
function deliveriesOf(event: Payload, afterMs: number, longestMs: number): fc.Arbitrary<Delivery[]> {
  const delays = fc.oneof(fc.nat(longestMs), fc.nat(2_000), fc.constantFrom(REPORTABLE_MS - 1, REPORTABLE_MS - 7_000));
  return fc
    .array(delays, { maxLength: 2 })
    .map((delays) => delays.map((delay) => ({ event, atMs: afterMs + Math.min(delay, longestMs) })));
}

function endOf({ ended }: Deployment): number {
  return Date.parse(ended);
}

/** CodeDeploy's own event is reported whenever it comes, so that it comes before SQS has forgotten the others. */
const deliveries = fc
  .tuple(
    ...deployments.flatMap((deployment) => [
      deliveriesOf(ownEvent(deployment), endOf(deployment), SQS_REMEMBERS_MS - 1),
      deliveriesOf(eventOfAction(deployment), endOf(deployment) + 3_000, 60 * MINUTE_MS),
    ]),
    ...([deployments[1], deployments[2]] as const).map((last) =>
      deliveriesOf(pipelineEvent(last.state, executionOf(last)), endOf(last) + EXECUTION_ENDS_AFTER_MS, 60 * MINUTE_MS),
    ),
  )
  .map((all) => all.flat().sort((one, other) => one.atMs - other.atMs));

/** Returns the messages that SQS takes, with their deployments. */
async function deliver(all: readonly Delivery[]) {
  let nowMs = 0;
  const remembered = new Map<string, number>();
  const taken: { readonly deployment: string; readonly message: SlackMessage }[] = [];
  const { handler, lines } = setUpHandler(
    world,
    {
      now: () => nowMs,
      enqueue: async ({ identity, message }) => {
        const id = deduplicationId(identity);
        if (nowMs - (remembered.get(id) ?? Number.NEGATIVE_INFINITY) < SQS_REMEMBERS_MS) return;
        remembered.set(id, nowMs);
        taken.push({ deployment: String(identity[3]), message });
      },
    },
    OWN,
  );
  for (const { event, atMs } of all) {
    nowMs = atMs;
    await handler(event);
  }
  return { taken, lines };
}

/** Returns the deployments that must be reported, each once: by their own event, or by a pipeline's that is in time. */
function expectedOf(all: readonly Delivery[]): string[] {
  const isOf = ({ event }: Delivery, expected: Payload) => JSON.stringify(event) === JSON.stringify(expected);
  return deployments
    .filter((deployment) =>
      all.some(
        (each) =>
          isOf(each, ownEvent(deployment)) ||
          (each.atMs - endOf(deployment) < REPORTABLE_MS &&
            (isOf(each, eventOfAction(deployment)) ||
              isOf(each, pipelineEvent(deployment.state, executionOf(deployment))))),
      ),
    )
    .map(({ id }) => id as string)
    .sort();
}

describe('the handler, for the events of deployments and of the pipeline that made them,', () => {
  it('reports each deployment once, whichever events are lost, late or doubled', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async (all) => {
        const { taken } = await deliver(all);
        expect(taken.map(({ deployment }) => deployment).sort()).toEqual(expectedOf(all));
      }),
      { numRuns: 200 },
    );
  });

  it.each(deployments)('makes one message of $id, whichever event leads to it', async (deployment) => {
    const atMs = endOf(deployment) + EXECUTION_ENDS_AFTER_MS;
    const routes = [
      ownEvent(deployment),
      eventOfAction(deployment),
      // What staging waits for is approved later.
      ...(deployment.id === 'd-STAGING01' ? [] : [pipelineEvent(deployment.state, executionOf(deployment))]),
    ];
    const messages = await Promise.all(routes.map(async (event) => (await deliver([{ event, atMs }])).taken));
    for (const taken of messages) expect(taken).toEqual(messages[0]);
    expect(messages[0]).toHaveLength(1);
  });

  it('reports production and no more staging by the end of the pipeline, and logs both', async () => {
    const [staging, production] = deployments;
    const event = pipelineEvent('SUCCEEDED', executionOf(production));
    const { taken, lines } = await deliver([{ event, atMs: endOf(production) + EXECUTION_ENDS_AFTER_MS }]);
    expect(lines).toContainEqual({
      level: 'info',
      message: 'The deployment has only just ended, so that its message is sent too',
      fields: expect.objectContaining({ deploymentId: production.id }),
    });
    expect(taken.map(({ deployment }) => deployment)).toEqual([production.id]);
    expect(lines).toContainEqual({
      level: 'info',
      message: expect.stringContaining('Left to CodeDeploy’s own event: the deployment ended four minutes ago or more'),
      fields: expect.objectContaining({ deploymentId: staging.id }),
    });
  });
});
