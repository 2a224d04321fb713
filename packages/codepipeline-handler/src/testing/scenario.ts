import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type {
  ActionExecutionDetail,
  ActionTypeId,
  PipelineExecution,
  PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import type { PipelineFixture } from './codepipeline.ts';

/** One execution of a pipeline that takes in a commit and deploys it, with CodeDeploy or to ECS. */
export interface Run {
  /** A single character, of which its commit's id is made. */
  readonly commit: string;
  /** Minutes after the scenario's beginning. */
  readonly minute: number;
  /** The deployment that its deploy action made; left out where it has made none yet. */
  readonly deployment?: string;
  readonly status?: 'Succeeded' | 'Failed';
  readonly execution?: string;
  readonly provider?: 'CodeDeploy' | 'ECS';
}

const BEGINNING_MS = Date.parse('2024-11-01T06:00:00Z');
export const APPLICATION = 'shop';
export const GROUP = 'shop-prod';

/** Returns the moment that is so many minutes and seconds after the scenario's beginning. */
export function at(minute: number, second = 0): Date {
  return new Date(BEGINNING_MS + minute * 60_000 + second * 1_000);
}
/** Returns the id of a commit. */
export function commitId(commit: string): string {
  return commit.repeat(40);
}
/** Returns the id of the execution. */
export function executionOf({ execution, commit, minute }: Run): string {
  return execution ?? `e-${commit}-${minute}`;
}

/**
 * Returns all that CodePipeline answers about a pipeline that has made these runs; the state shows the last of them.
 */
export function pipelineOf(
  pipeline: string,
  runs: readonly Run[],
  change: Partial<PipelineFixture> = {},
): PipelineFixture {
  const newest = [...runs].sort((one, other) => other.minute - one.minute);
  return {
    state: stateOf(newest[0]),
    actions: newest.flatMap((run) => actionsOf(run)),
    executions: Object.fromEntries(newest.map((run) => [executionOf(run), executionFrom(pipeline, run)])),
    summaries: newest.map(summaryOf),
    definition: definitionOf(pipeline),
    ...change,
  };
}

/** Returns the deployments of these runs as CodeDeploy has them. */
export function deploymentsOf(pipeline: string, runs: readonly Run[]): DeploymentInfo[] {
  return runs.flatMap(({ deployment, commit, minute, status = 'Succeeded' }) =>
    deployment ? [deploymentOf(deployment, minute, status, { key: `${pipeline}/app/${commit}${minute}` })] : [],
  );
}

/** Returns a deployment as CodeDeploy has it; `key` is that of its bundle. */
export function deploymentOf(
  id: string,
  minute: number,
  status: 'Succeeded' | 'Failed' | 'InProgress',
  { key, ...change }: { readonly key: string } & Partial<DeploymentInfo>,
): DeploymentInfo {
  return {
    applicationName: APPLICATION,
    deploymentGroupName: GROUP,
    deploymentId: id,
    status,
    createTime: at(minute, 30),
    ...(status !== 'InProgress' && { completeTime: at(minute, 50) }),
    creator: 'user',
    revision: {
      revisionType: 'S3',
      s3Location: { bucket: 'artifacts', key, bundleType: 'zip', eTag: `"${key}"` },
    },
    ...change,
  };
}

function summary(commit: string): string {
  return JSON.stringify({ ProviderType: 'GitHub', CommitMessage: `Change ${commit}\n\nIn detail.` });
}

function redirect(commit: string): string {
  return `https://eu-west-1.console.aws.amazon.com/codesuite/settings/connections/redirect?connectionArn=arn&referenceType=COMMIT&FullRepositoryId=acme/shop&Commit=${commitId(commit)}`;
}

function type(category: ActionTypeId['category'], provider: string): ActionTypeId {
  return {
    category,
    owner: 'AWS',
    provider,
    version: '1',
  };
}

const CONFIGURATIONS = {
  CodeDeploy: { ApplicationName: APPLICATION, DeploymentGroupName: GROUP },
  ECS: { ClusterName: 'main', ServiceName: 'shop' },
};

function actionsOf(run: Run): ActionExecutionDetail[] {
  const { commit, minute, deployment, status = 'Succeeded', provider = 'CodeDeploy' } = run;
  const pipelineExecutionId = executionOf(run);
  const deploy: ActionExecutionDetail = {
    pipelineExecutionId,
    stageName: 'Deploy',
    actionName: 'Deploy',
    actionExecutionId: `${pipelineExecutionId}-deploy`,
    startTime: at(minute, 25),
    lastUpdateTime: at(minute, 50),
    status,
    input: {
      actionTypeId: type('Deploy', provider),
      configuration: CONFIGURATIONS[provider],
    },
    ...(deployment && { output: { executionResult: { externalExecutionId: deployment } } }),
  };
  const source: ActionExecutionDetail = {
    pipelineExecutionId,
    stageName: 'Source',
    actionName: 'App',
    actionExecutionId: `${pipelineExecutionId}-source`,
    startTime: at(minute),
    lastUpdateTime: at(minute, 5),
    status: 'Succeeded',
    input: {
      actionTypeId: type('Source', 'CodeStarSourceConnection'),
      configuration: { FullRepositoryId: 'acme/shop', BranchName: 'main' },
    },
    output: {
      executionResult: {
        externalExecutionId: commitId(commit),
        externalExecutionSummary: summary(commit),
        externalExecutionUrl: redirect(commit),
      },
      outputVariables: { BranchName: 'main', CommitId: commitId(commit), FullRepositoryName: 'acme/shop' },
    },
  };
  return [deploy, source];
}

function executionFrom(pipelineName: string, run: Run): PipelineExecution {
  return {
    pipelineName,
    pipelineExecutionId: executionOf(run),
    status: run.status ?? 'Succeeded',
    executionMode: 'SUPERSEDED',
    executionType: 'STANDARD',
    artifactRevisions: [
      {
        name: 'SourceArtifact',
        revisionId: commitId(run.commit),
        revisionSummary: summary(run.commit),
        revisionUrl: redirect(run.commit),
      },
    ],
  };
}

function summaryOf(run: Run): PipelineExecutionSummary {
  return {
    pipelineExecutionId: executionOf(run),
    startTime: at(run.minute),
    sourceRevisions: [{ actionName: 'App', revisionId: commitId(run.commit) }],
  };
}

function stateOf(run: Run | undefined): PipelineFixture['state'] {
  if (run === undefined) return { stageStates: [] };
  const { commit, deployment, status = 'Succeeded' } = run;
  const pipelineExecutionId = executionOf(run);
  return {
    stageStates: [
      {
        stageName: 'Source',
        latestExecution: { pipelineExecutionId, status: 'Succeeded' },
        actionStates: [
          {
            actionName: 'App',
            currentRevision: { revisionId: commitId(commit), revisionChangeId: commit, created: at(run.minute) },
            latestExecution: { status: 'Succeeded', summary: summary(commit) },
            revisionUrl: redirect(commit),
          },
        ],
      },
      {
        stageName: 'Deploy',
        latestExecution: { pipelineExecutionId, status },
        actionStates: [
          { actionName: 'Deploy', latestExecution: { status, ...(deployment && { externalExecutionId: deployment }) } },
        ],
      },
    ],
  };
}

function definitionOf(name: string): NonNullable<PipelineFixture['definition']> {
  return {
    name,
    roleArn: 'arn:aws:iam::123456789012:role/pipeline',
    stages: [
      {
        name: 'Deploy',
        actions: [
          {
            name: 'Deploy',
            actionTypeId: type('Deploy', 'CodeDeploy'),
            configuration: { ApplicationName: APPLICATION, DeploymentGroupName: GROUP },
          },
        ],
      },
    ],
  };
}
