import {
  type Arn,
  consoleUrl,
  jsonObject,
  type Link,
  logStreamsUrl,
  logStreamUrl,
  mapRunUrl,
  parseArn,
  readJson,
  textOf,
} from '@shipbell/core';

/** The description of a job, which is the cause of a state that ran it and waited for it. */
type Job = Readonly<Record<string, unknown>>;
/** Returns the address of a page in the console of the execution. */
type Page = ReturnType<typeof consoleUrl>;
type JobPages = (job: Job, page: Page, home: Arn) => readonly Link[];

/** The pages of a job of each service, by what a state calls up to the colon. */
const SERVICES: Readonly<Record<string, JobPages>> = {
  athena: athenaQuery,
  batch: batchJob,
  codebuild: codeBuildBuild,
  ecs: ecsTask,
  elasticmapreduce: emrStepOrCluster,
  'emr-serverless': emrServerlessJob,
  glue: glueJobRun,
  sagemaker: sageMakerJob,
};

/**
 * Returns the pages in the AWS console of the job whose description the cause is, and of its log where the description names
 * one: in the console of the execution that ran it, because a job is in the same region. None for a job of another
 * account, which that console does not show. `resource` is what the state called; undefined where only the description says
 * what it is, as within a nested execution's cause.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
export function jobPages(cause: string | undefined, resource: string | undefined, executionArn: string): Link[] {
  const home = parseArn(executionArn);
  if (home === undefined || !cause?.startsWith('{')) return [];
  const description = jsonObject(readJson(cause)?.value);
  const wrapped = ['Build', 'Cluster', 'JobRun', 'QueryExecution', 'Step'].find((member) => member in description);
  const job = wrapped === undefined ? description : jsonObject(description[wrapped]);
  if (ARNS.some((member) => isElsewhere(job[member], home))) return [];
  const service = resource?.split(':')[0];
  return Object.entries(SERVICES)
    .filter(([name]) => service === undefined || service === name)
    .flatMap(([, pagesOf]) => pagesOf(job, consoleUrl(home), home))
    .filter(({ url }) => url !== undefined && !CUT.test(url));
}

/** Matches an address in which a name was cut off with its cause, encoded once or twice. */
const CUT = /%E2%80%A6|\$25E2\$2580\$25A6/;

/** The members that say where a job is. */
const ARNS = ['Arn', 'ClusterArn', 'JobQueue', 'ProcessingJobArn', 'TaskArn', 'TrainingJobArn', 'TransformJobArn'];

function isElsewhere(arn: unknown, { partition, region, account }: Arn): boolean {
  const other = parseArn(textOf(arn) ?? '');
  return other !== undefined && (other.partition !== partition || other.region !== region || other.account !== account);
}

/** Returns the page of a Map Run in the AWS console; undefined where the ARN is none of Step Functions. */
export function linkToMapRun(mapRunArn: string | undefined): string | undefined {
  const arn = parseArn(mapRunArn ?? '');
  return arn?.service === 'states' ? mapRunUrl(arn.partition, arn.region, mapRunArn ?? '') : undefined;
}

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecution.html */
function athenaQuery({ QueryExecutionId }: Job, page: Page): Link[] {
  return [{ label: 'Athena query', url: page`athena/home#/query-editor/history/${QueryExecutionId}` }];
}

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDetail.html */
function batchJob({ JobId, JobQueue, Container, Attempts }: Job, page: Page, home: Arn): Link[] {
  if (!JobQueue) return [];
  const { LogDriver = 'awslogs', Options } = jsonObject(jsonObject(Container).LogConfiguration);
  const group = textOf(jsonObject(Options)['awslogs-group']) ?? '/aws/batch/job';
  const attempts = (Array.isArray(Attempts) ? Attempts : []).map((attempt) => jsonObject(attempt).Container);
  const stream = [Container, ...attempts.reverse()].map(logStreamOf).find((name) => name !== undefined);
  return [
    { label: 'Batch job', url: page`batch/home#jobs/detail/${JobId}` },
    { label: 'Job log', url: stream && LogDriver === 'awslogs' ? logStreamUrl(home, group, stream) : undefined },
  ];
}

/** Matches the reasons of a container that never ran, and so wrote nothing. */
const NEVER_RAN = /^(?:Cannot(?:Pull|Create|Start)|ResourceInitialization)/;

function logStreamOf(container: unknown): string | undefined {
  const { LogStreamName, Reason } = jsonObject(container);
  return NEVER_RAN.test(textOf(Reason) ?? '') ? undefined : textOf(LogStreamName);
}

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html */
function codeBuildBuild({ Id, ProjectName, Logs }: Job, page: Page, home: Arn): Link[] {
  const { GroupName, StreamName } = jsonObject(Logs);
  const [group, stream] = [textOf(GroupName), textOf(StreamName)];
  return [
    {
      label: 'CodeBuild build',
      url: page`codesuite/codebuild/${home.account}/projects/${ProjectName}/build/${Id}/`,
    },
    { label: 'Build log', url: group && stream ? logStreamUrl(home, group, stream) : undefined },
  ];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html */
function ecsTask({ ClusterArn, TaskArn }: Job, page: Page): Link[] {
  const [cluster, task] = [ClusterArn, TaskArn].map((arn) => textOf(arn)?.split('/').at(-1));
  return [{ label: 'ECS task', url: page`ecs/v2/clusters/${cluster}/tasks/${task}/configuration` }];
}

/**
 * A step does not name its cluster, but the address of its log does.
 * https://docs.aws.amazon.com/emr/latest/APIReference/API_FailureDetails.html
 */
function emrStepOrCluster({ Id, Status }: Job, page: Page): Link[] {
  const file = textOf(jsonObject(jsonObject(Status).FailureDetails).LogFile) ?? '';
  const cluster = /^j-[A-Z0-9]+$/.exec(textOf(Id) ?? '')?.[0] ?? /\/(j-[A-Z0-9]+)\/steps\//.exec(file)?.[1];
  const [, bucket, key] = /^s3[an]?:\/\/([a-z0-9.-]+)\/(.+)$/s.exec(file) ?? [];
  return [
    { label: 'EMR cluster', url: page`emr/home#/clusterDetails/${cluster}` },
    { label: 'Step log', url: page`s3/object/${bucket}?prefix=${key}` },
  ];
}

/** https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_JobRun.html */
function emrServerlessJob({ ApplicationId, JobRunId }: Job, page: Page): Link[] {
  if (!JobRunId) return [];
  return [{ label: 'EMR Serverless application', url: page`emr/home#/serverless/applications/${ApplicationId}` }];
}

/**
 * Glue writes what a job prints as an error to the group `…/error`, in streams whose names begin with the run's id.
 * https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging.html
 */
function glueJobRun({ JobName, JobRunState, Id, LogGroupName, ExecutionTime }: Job, page: Page, home: Arn): Link[] {
  const [id, group] = [textOf(Id), textOf(LogGroupName)?.replace(/\/$/, '')];
  if (!JobRunState) return [];
  return [
    { label: 'Glue job run', url: page`gluestudio/home#/job/${JobName}/run/${id}` },
    {
      label: 'Job log',
      url: id && group && ExecutionTime !== 0 ? logStreamsUrl(home, `${group}/error`, id) : undefined,
    },
  ];
}

/** What SageMaker calls each kind of job, in its descriptions and in the address of its page. */
const SAGEMAKER_JOBS = { Training: 'jobs', Processing: 'processing-jobs', Transform: 'transform-jobs' };

/** https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html */
function sageMakerJob(job: Job, page: Page, home: Arn): Link[] {
  return Object.entries(SAGEMAKER_JOBS).flatMap(([kind, jobs]) => {
    const name = textOf(job[`${kind}JobName`]);
    const hasLog = name !== undefined && job[`${kind}StartTime`] !== undefined;
    return [
      { label: 'SageMaker job', url: page`sagemaker/home#/${jobs}/${name}` },
      { label: 'Job log', url: hasLog ? logStreamsUrl(home, `/aws/sagemaker/${kind}Jobs`, `${name}/`) : undefined },
    ];
  });
}
