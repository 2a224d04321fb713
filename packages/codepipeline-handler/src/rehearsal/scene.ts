import type { Answers } from '@shipbell/core/runtime';

/**
 * A deployment that never happened, for the rehearsal: the event, and what AWS would answer of the deployment, the one that
 * it replaced, and the executions of a pipeline that made them. Times are seconds since the epoch.
 */

const NAMES = { applicationName: 'shop', deploymentGroupName: 'shop-group' };
const PIPELINE = 'shop-pipeline';

/** The settings that name the pipeline and leave nothing out. */
export const SETTINGS = {
  deployments: [{ group: NAMES.deploymentGroupName, pipeline: PIPELINE }],
  defaults: {},
  additionalEvents: [],
};

export const EVENT = {
  source: 'aws.codedeploy',
  'detail-type': 'CodeDeploy Deployment State-change Notification',
  id: 'rehearsal',
  time: '2024-11-01T06:15:13Z',
  detail: {
    application: NAMES.applicationName,
    deploymentGroup: NAMES.deploymentGroupName,
    deploymentId: 'd-2',
    state: 'SUCCESS',
  },
};

/** What AWS shows of the second release, which the event is about, and of the first. */
const releases = [release(2, 1_730_441_673), release(1, 1_730_355_273)] as const;
const [{ deployment, execution }] = releases;

export const ANSWERS: Answers = {
  GetDeployment: { deploymentInfo: deployment },
  ListDeployments: { deployments: releases.map((one) => one.deployment.deploymentId) },
  BatchGetDeployments: { deploymentsInfo: releases.map((one) => one.deployment) },
  GetPipelineState: { stageStates: [stage('Source'), stage('Deploy', deployment.deploymentId)] },
  GetPipelineExecution: { pipelineExecution: execution },
  ListActionExecutions: ({ filter }) => ({
    actionExecutionDetails: releases
      .filter((one) => !filter || filter.pipelineExecutionId === one.execution.pipelineExecutionId)
      .flatMap((one) => one.actions),
  }),
  ListPipelineExecutions: { pipelineExecutionSummaries: releases.map((one) => one.execution) },
};

function release(number: number, begin: number) {
  const pipelineExecutionId = `e-${number}`;
  const deploymentId = `d-${number}`;
  const commit = String(number).repeat(40);
  const summary = `Remind the reviewer (#${number})\n\n* after two days`;
  const status = 'Succeeded';
  const action = (name: string, provider: string, configuration: object, executionResult: object) => ({
    pipelineExecutionId,
    stageName: name,
    actionName: name,
    status,
    startTime: begin,
    lastUpdateTime: begin + 40,
    input: { actionTypeId: { category: name, owner: 'AWS', provider, version: '1' }, configuration },
    output: { executionResult },
  });
  const repository = { FullRepositoryId: 'shop/shop', BranchName: 'main' };
  const group = { ApplicationName: NAMES.applicationName, DeploymentGroupName: NAMES.deploymentGroupName };
  return {
    deployment: {
      ...NAMES,
      deploymentId,
      status,
      revision: { revisionType: 'S3', s3Location: { bucket: 'artifacts', key: `${PIPELINE}/Build/${number}` } },
      createTime: begin,
      completeTime: begin + 40,
      deploymentOverview: { Succeeded: 1 },
      creator: 'user',
      computePlatform: 'Server',
    },
    execution: {
      pipelineExecutionId,
      status,
      startTime: begin,
      sourceRevisions: [{ actionName: 'Source', revisionId: commit, revisionSummary: summary }],
    },
    actions: [
      action('Deploy', 'CodeDeploy', group, { externalExecutionId: deploymentId }),
      action('Source', 'CodeStarSourceConnection', repository, {
        externalExecutionId: commit,
        externalExecutionSummary: summary,
        externalExecutionUrl: `https://github.com/shop/shop/commit/${commit}`,
      }),
    ],
  };
}

function stage(name: string, externalExecutionId?: string) {
  const { status, pipelineExecutionId } = execution;
  const actionStates = [{ actionName: name, latestExecution: { status, externalExecutionId } }];
  return { stageName: name, actionStates, latestExecution: { status, pipelineExecutionId } };
}
