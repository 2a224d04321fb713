import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type {
  ActionExecutionDetail,
  GetPipelineExecutionOutput,
  GetPipelineStateOutput,
  PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, commit, events, GROUP, listAll, PIPELINE, shop } from '../testing/shop.ts';
import type { ActionRun } from './codepipeline/model.ts';

interface Move {
  readonly seconds: number;
  readonly choice: number;
  readonly succeeds: boolean;
}

/** What happens next: a running action ends, or there is none at `choice` and a commit is pushed. */
const moves = fc.array(
  fc.record({ seconds: fc.integer({ min: 0, max: 600 }), choice: fc.nat(3), succeeds: fc.boolean() }),
  { minLength: 1, maxLength: 40 },
);

/** Makes all moves, and reads everything. */
function play(history: readonly Move[]) {
  const { tools, pipeline } = shop();
  const { clock, codepipeline, codedeploy } = tools;

  const endDeployment = ({ externalExecutionId }: ActionRun, succeeds: boolean) => {
    const deployment = codedeploy.find(externalExecutionId);
    if (succeeds) return codedeploy.succeed(deployment);
    const failure = { lifecycleEvent: 'Install', targets: ['i-2'] };
    const rollback = codedeploy.fail(deployment, failure);
    if (rollback) codedeploy.succeed(rollback);
  };

  for (const [index, { seconds, choice, succeeds }] of history.entries()) {
    clock.pass(seconds);
    const running = pipeline.stageRuns
      .flatMap(({ actions }) => actions)
      .filter(({ status }) => status === 'InProgress');
    const action = running[choice];
    if (action === undefined) {
      codepipeline.start(pipeline, { commit: commit(index), by: 'push' });
      continue;
    }
    if (action.stage === 'Deploy') endDeployment(action, succeeds);
    codepipeline.endAction(action, succeeds ? 'Succeeded' : 'Failed');
  }

  const ofPipeline = { pipelineName: PIPELINE };
  const ofGroup = { applicationName: GROUP.application, deploymentGroupName: GROUP.group };
  const deploymentIds = listAll<string>(tools.codedeploy, 'ListDeployments', ofGroup);
  return {
    tools,
    signals: tools.takeSignals(),
    state: ask<GetPipelineStateOutput>(codepipeline, 'GetPipelineState', { name: PIPELINE }),
    actions: listAll<ActionExecutionDetail>(codepipeline, 'ListActionExecutions', ofPipeline),
    executions: listAll<PipelineExecutionSummary>(codepipeline, 'ListPipelineExecutions', ofPipeline),
    deployments: deploymentIds.map(
      (deploymentId) =>
        ask<{ deploymentInfo: DeploymentInfo }>(codedeploy, 'GetDeployment', { deploymentId }).deploymentInfo,
    ),
  };
}

/** Asserts that a law holds after any moves. */
function always(law: (world: ReturnType<typeof play>) => void): void {
  fc.assert(fc.property(moves, (history) => law(play(history))));
}

describe('Developer Tools, after any pushes and ends of actions', () => {
  it('show in GetPipelineState what ListActionExecutions shows of the same execution', () => {
    always(({ state, actions, executions }) => {
      for (const { latestExecution, actionStates = [], stageName } of state.stageStates ?? []) {
        const id = latestExecution?.pipelineExecutionId;
        if (id !== undefined) expect(executions.map(({ pipelineExecutionId }) => pipelineExecutionId)).toContain(id);
        for (const { actionName, latestExecution: last } of actionStates) {
          const action = actions.find((one) => one.pipelineExecutionId === id && one.stageName === stageName);
          expect(last?.externalExecutionId).toBe(action?.output?.executionResult?.externalExecutionId);
          expect([actionName, last?.actionExecutionId, last?.status]).toEqual([
            actionName,
            action?.actionExecutionId,
            action?.status,
          ]);
        }
      }
    });
  });

  it('list for an execution exactly its actions among all', () => {
    always(({ tools, actions, executions }) => {
      for (const { pipelineExecutionId } of executions) {
        const filter = { pipelineExecutionId };
        const own = listAll(tools.codepipeline, 'ListActionExecutions', { pipelineName: PIPELINE, filter });
        expect(own).toEqual(actions.filter((action) => action.pipelineExecutionId === pipelineExecutionId));
      }
    });
  });

  it('show the same of an execution in the list and by its id', () => {
    always(({ tools, executions }) => {
      for (const { pipelineExecutionId, status, sourceRevisions = [] } of executions) {
        const input = { pipelineName: PIPELINE, pipelineExecutionId };
        const { pipelineExecution } = ask<GetPipelineExecutionOutput>(
          tools.codepipeline,
          'GetPipelineExecution',
          input,
        );
        expect(pipelineExecution?.status).toBe(status);
        const revisions = sourceRevisions.map(({ revisionId }) => revisionId);
        expect(pipelineExecution?.artifactRevisions?.map(({ revisionId }) => revisionId)).toEqual(revisions);
      }
    });
  });

  it('list an execution as succeeded in a stage when its action there has succeeded', () => {
    always(({ tools, actions }) => {
      const filter = { succeededInStage: { stageName: 'Build' } };
      const succeeded = listAll<PipelineExecutionSummary>(tools.codepipeline, 'ListPipelineExecutions', {
        pipelineName: PIPELINE,
        filter,
      });
      const built = actions.filter(({ stageName, status }) => stageName === 'Build' && status === 'Succeeded');
      expect(new Set(succeeded.map(({ pipelineExecutionId }) => pipelineExecutionId))).toEqual(
        new Set(built.map(({ pipelineExecutionId }) => pipelineExecutionId)),
      );
    });
  });

  it('let one execution at a time into a stage, and one more wait for it', () => {
    always(({ state, actions }) => {
      for (const { stageName, inboundExecutions = [] } of state.stageStates ?? []) {
        const running = actions.filter((action) => action.stageName === stageName && action.status === 'InProgress');
        expect(running.length).toBeLessThanOrEqual(1);
        expect(inboundExecutions.length).toBeLessThanOrEqual(running.length);
      }
    });
  });

  it('have a deployment for every deploy action, and link a rollback with the deployment that failed', () => {
    always(({ actions, deployments }) => {
      const own = deployments.filter(({ creator }) => creator === 'user').map(({ deploymentId }) => deploymentId);
      const deployed = actions.filter(({ stageName }) => stageName === 'Deploy');
      expect(own).toEqual(deployed.map(({ output }) => output?.executionResult?.externalExecutionId));
      for (const { deploymentId, rollbackInfo, deploymentOverview = {} } of deployments) {
        expect(Object.values(deploymentOverview).reduce((sum, count) => sum + count)).toBe(2);
        const rollback = deployments.find((one) => one.deploymentId === rollbackInfo?.rollbackDeploymentId);
        if (rollback) expect(rollback.rollbackInfo?.rollbackTriggeringDeploymentId).toBe(deploymentId);
      }
    });
  });

  it('send one event when an execution starts, and one when it ends', () => {
    always(({ executions, signals }) => {
      const states = events(signals).filter((event) => event.startsWith('Pipeline'));
      const count = (state: string) => states.filter((event) => event.endsWith(` ${state}`)).length;
      const having = (status: string) => executions.filter((execution) => execution.status === status).length;
      expect(count('STARTED')).toBe(executions.length);
      for (const status of ['Succeeded', 'Failed', 'Superseded']) {
        expect(count(status.toUpperCase())).toBe(having(status));
      }
    });
  });

  it('give the same list page by page, whatever the page size', () => {
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 100 }), (history, maxResults) => {
        const { tools, actions, executions } = play(history);
        const paged = { pipelineName: PIPELINE, maxResults };
        expect(listAll(tools.codepipeline, 'ListActionExecutions', paged)).toEqual(actions);
        expect(listAll(tools.codepipeline, 'ListPipelineExecutions', paged)).toEqual(executions);
      }),
    );
  });
});
