import type { ActionExecutionDetail, ActionTypeId } from '@aws-sdk/client-codepipeline';
import type { Reading } from '@shipbell/core/runtime';
import { describe, expect, it } from 'vitest';
import { readInfo } from '../deployment/find-deployment.ts';
import { createPipelineHistory } from '../pipelines/history.ts';
import type { DeploymentsFixture } from '../testing/codedeploy.ts';
import { codepipelineFrom, type PipelineFixture } from '../testing/codepipeline.ts';
import { at } from '../testing/scenario.ts';
import { executionEvent, searchInWorld } from '../testing/search.ts';
import { findExecutionFailure, findFailed } from './find-failure.ts';

function type(category: ActionTypeId['category'], provider: string): ActionTypeId {
  return {
    category,
    provider,
    owner: 'AWS',
    version: '1',
  };
}

function action(
  name: string,
  minute: number,
  actionTypeId: ActionTypeId,
  change: Partial<ActionExecutionDetail> = {},
): ActionExecutionDetail {
  return {
    stageName: `${name}Stage`,
    actionName: name,
    status: 'Failed',
    startTime: at(minute),
    lastUpdateTime: at(minute, 30),
    input: { actionTypeId },
    ...change,
  };
}

function build(minute: number, change: Partial<ActionExecutionDetail> = {}) {
  return action('Build', minute, type('Build', 'CodeBuild'), {
    output: {
      executionResult: {
        externalExecutionId: 'shop:1',
        externalExecutionUrl: 'https://console.aws.amazon.com/codebuild/home#/builds/shop:1/view/new',
        errorDetails: { code: 'JobFailed', message: 'Build terminated with state: FAILED' },
      },
    },
    ...change,
  });
}

function deploy(minute: number, externalExecutionId?: string) {
  return action('Deploy', minute, type('Deploy', 'CodeDeploy'), {
    output: { executionResult: { ...(externalExecutionId && { externalExecutionId }) } },
  });
}

function approval(executionResult: object, updatedBy?: string) {
  return action('Approve', 1, type('Approval', 'Manual'), {
    output: { executionResult },
    ...(updatedBy && { updatedBy }),
  });
}

async function find(
  actions: readonly ActionExecutionDetail[] | { failure: string },
  event = {},
  state: PipelineFixture['state'] = {},
  deployments: DeploymentsFixture = [],
) {
  const history = createPipelineHistory('p', codepipelineFrom({ p: { state } }), new AbortController().signal);
  const answer: Reading<readonly ActionExecutionDetail[]> =
    'failure' in actions
      ? {
          value: undefined,
          failure: { reason: actions.failure, isFinal: true, resource: '', action: '', error: undefined },
        }
      : { value: actions, failure: undefined };
  const { search } = searchInWorld({ deployments });
  const read = { actions: answer, history, info: (id: string) => readInfo(id, true, search) };
  const reported = executionEvent({ status: 'failed', ...event });
  const { failed, first, ...found } = await findFailed(reported, read, search);
  return { ...found, failure: await findExecutionFailure(reported, { failed, first }, read) };
}

describe('findExecutionFailure', () => {
  it('returns stage, action, provider, error and log of what failed', async () => {
    expect(await find([build(1)])).toEqual({
      isDeploymentFailure: false,
      failure: {
        kind: 'known',
        stage: 'BuildStage',
        action: 'Build',
        provider: 'CodeBuild',
        errorCode: 'JobFailed',
        message: 'Build terminated with state: FAILED',
        logUrl: 'https://console.aws.amazon.com/codebuild/home#/builds/shop:1/view/new',
        otherActions: [],
      },
    });
  });

  it('returns the action that failed first, whatever the order of the answer, and names the others', async () => {
    const lint = action('Lint', 1, type('Test', 'CodeBuild'));
    for (const actions of [
      [build(2), lint],
      [lint, build(2)],
    ]) {
      expect((await find(actions)).failure).toMatchObject({ action: 'Lint', otherActions: ['Build'] });
    }
  });

  it('leaves out a failure that a retry has made good, and returns the retry’s own', async () => {
    const retried = [deploy(9), build(5, { status: 'Succeeded' }), build(1)];
    expect((await find(retried)).failure).toMatchObject({ action: 'Deploy', otherActions: [] });
  });

  it('leaves a deployment that CodeDeploy has begun to the deployment’s own message', async () => {
    expect(await find([deploy(2, 'd-1')])).toMatchObject({ isDeploymentFailure: true });
  });

  it.each([
    ['failed', { status: 'Failed' }, true],
    ['was stopped by an alarm', { status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE' } }, true],
    ['was stopped by a person', { status: 'Stopped', errorInformation: { code: 'MANUAL_STOP' } }, false],
    ['goes on though the action gave up', { status: 'InProgress' }, false],
    ['succeeded though the action failed', { status: 'Succeeded' }, false],
  ] as const)('leaves it to the deployment’s own message only where that is red: it %s', async (_how, facts, isRed) => {
    const deployments = [{ deploymentId: 'd-1', ...facts }] as DeploymentsFixture;
    expect(await find([deploy(2, 'd-1')], {}, {}, deployments)).toMatchObject({
      isDeploymentFailure: isRed,
      failure: { action: 'Deploy' },
    });
  });

  it('returns a CodeDeploy action that came to no deployment', async () => {
    expect(await find([deploy(2)])).toMatchObject({ isDeploymentFailure: false, failure: { action: 'Deploy' } });
  });

  it('returns the action that failed beside a deployment, which is one of the targets', async () => {
    expect(await find([build(3), deploy(2, 'd-1')])).toMatchObject({
      isDeploymentFailure: false,
      failure: { action: 'Build', otherActions: [] },
    });
  });

  it.each([
    [
      { externalExecutionSummary: 'not on a Friday' },
      'arn:aws:sts::1:assumed-role/Dev/ada',
      'rejected by ada: not on a Friday',
    ],
    [
      { externalExecutionSummary: 'Rejected by arn:aws:sts::1:assumed-role/Dev/ada@acme.com' },
      'arn:aws:sts::1:assumed-role/Dev/ada@acme.com',
      'rejected by ada@acme.com',
    ],
    [
      { errorDetails: { message: 'Rejected by arn:aws:iam::1:user/ada: not on a Friday' } },
      undefined,
      'rejected by ada: not on a Friday',
    ],
    [
      { externalExecutionSummary: 'the build has expired artifacts' },
      'arn:aws:iam::1:user/ada',
      'rejected by ada: the build has expired artifacts',
    ],
    [{ externalExecutionSummary: 'not on a Friday' }, undefined, 'rejected: not on a Friday'],
    [{ errorDetails: { code: 'JobFailed', message: 'The approval timed out' } }, undefined, 'nobody answered in time'],
    [{}, undefined, 'rejected, or not answered in time'],
  ])('returns how an approval was answered: %j', async (result, by, message) => {
    expect((await find([approval(result, by)])).failure).toMatchObject({ provider: 'Manual', message });
  });

  it('ends what the error says before what the provider adds', async () => {
    const output = {
      executionResult: { errorDetails: { message: 'Out of disk' }, externalExecutionSummary: 'Try it' },
    };
    expect((await find([build(1, { output })])).failure).toMatchObject({ message: 'Out of disk.\nTry it' });
  });

  it('returns the condition that failed a stage where none of its actions failed', async () => {
    const state: PipelineFixture['state'] = {
      stageStates: [
        {
          stageName: 'Prod',
          latestExecution: { pipelineExecutionId: 'e-1', status: 'Failed' },
          beforeEntryConditionState: {
            conditionStates: [
              {
                ruleStates: [{ ruleName: 'Alarms', latestExecution: { status: 'Failed', summary: 'shop-5xx is on' } }],
              },
            ],
          },
        },
      ],
    };
    expect((await find([], {}, state)).failure).toMatchObject({
      stage: 'Prod',
      action: 'entry condition Alarms',
      message: 'shop-5xx is on',
    });
  });

  it('returns what a notification rule’s event says where no action is shown', async () => {
    const failedActions = ['Unit', 'Lint', 'Types'].map((action) => ({
      action,
      additionalInformation: `${action}: exit 1`,
    }));
    expect((await find({ failure: 'no' }, { failedStage: 'Build', failedActions })).failure).toMatchObject({
      stage: 'Build',
      action: 'Unit',
      message: 'Unit: exit 1',
      otherActions: ['Lint', 'Types'],
    });
  });

  it('returns why the failure is unknown', async () => {
    const denied = {
      failure: 'the history of pipeline p may not be read: codepipeline:ListActionExecutions was denied',
    };
    expect(await find(denied)).toEqual({
      failure: { kind: 'unknown', reason: denied.failure },
      isDeploymentFailure: false,
    });
  });

  it('returns nothing for an execution that did not fail', async () => {
    expect(await find([build(1)], { status: 'succeeded' })).toEqual({
      failure: undefined,
      isDeploymentFailure: false,
    });
  });
});
