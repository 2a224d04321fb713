import {
  type Arn,
  consoleUrl,
  jsonObject,
  type Link,
  logStreamsUrl,
  logStreamUrl,
  mapRunUrl,
  parseArn,
  textOf,
} from '@shipbell/core';

/** The description of a job, which is the cause of a state that ran it and waited for it. */
type Job = Readonly<Record<string, unknown>>;
type JobPages = (job: Job, home: Arn) => readonly Link[];

/** What a state calls to run a job of each service, up to the colon, and the pages of such a job. */
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
  const job = jsonObject(cause);
  const service = resource?.split(':')[0];
  return Object.entries(SERVICES)
    .filter(([name]) => service === undefined || service === name)
    .flatMap(([, pagesOf]) => pagesOf(job, home))
    .filter(({ url }) => url !== undefined);
}

/** Returns the page of a Map Run in the AWS console; undefined where the ARN is none of Step Functions. */
export function linkToMapRun(mapRunArn: string | undefined): string | undefined {
  const arn = parseArn(mapRunArn ?? '');
  return arn?.service === 'states' ? mapRunUrl(arn.partition, arn.region, mapRunArn ?? '') : undefined;
}

/** Returns whether what has the ARN is in the region and account of the execution; an ARN that is not given may be. */
function isAt({ partition, region, account }: Arn, arn: unknown): boolean {
  const other = parseArn(textOf(arn) ?? '');
  if (other === undefined) return true;
  return other.partition === partition && other.region === region && other.account === account;
}

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecution.html */
function athenaQuery({ QueryExecution }: Job, home: Arn): Link[] {
  const id = textOf(jsonObject(QueryExecution).QueryExecutionId);
  const url = consoleUrl(home)`athena/home?region=${home.region}#/query-editor/history/${id}`;
  return [{ label: 'Athena query', url }];
}

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDetail.html */
function batchJob({ JobId, JobQueue, Container, Attempts }: Job, home: Arn): Link[] {
  if (textOf(JobQueue) === undefined || !isAt(home, JobQueue)) return [];
  const { LogDriver = 'awslogs', Options } = jsonObject(jsonObject(Container).LogConfiguration);
  const group =
    LogDriver === 'awslogs' ? (textOf(jsonObject(Options)['awslogs-group']) ?? '/aws/batch/job') : undefined;
  const attempts = (Array.isArray(Attempts) ? Attempts : []).map((attempt) => jsonObject(attempt).Container);
  const stream = [Container, ...attempts.reverse()].map(jsonObject).find(hasLog)?.LogStreamName;
  return [
    { label: 'Batch job', url: consoleUrl(home)`batch/home?region=${home.region}#jobs/detail/${textOf(JobId)}` },
    { label: 'Job log', url: logStreamUrl(home, group, textOf(stream)) },
  ];
}

/** Matches the reasons of a container that never ran, and so wrote nothing. */
const NEVER_RAN = /^(?:Cannot(?:Pull|Create|Start)|ResourceInitialization)/;

function hasLog({ LogStreamName, Reason }: Job): boolean {
  return textOf(LogStreamName) !== undefined && !NEVER_RAN.test(textOf(Reason) ?? '');
}

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html */
function codeBuildBuild(job: Job, home: Arn): Link[] {
  const { Arn, Id, ProjectName, Logs } = 'Build' in job ? jsonObject(job.Build) : job;
  if (textOf(ProjectName) === undefined || !isAt(home, Arn)) return [];
  const { GroupName, StreamName } = jsonObject(Logs);
  return [
    {
      label: 'CodeBuild build',
      url: consoleUrl(
        home,
      )`codesuite/codebuild/${home.account}/projects/${textOf(ProjectName)}/build/${textOf(Id)}/?region=${home.region}`,
    },
    { label: 'Build log', url: logStreamUrl(home, textOf(GroupName), textOf(StreamName)) },
  ];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html */
function ecsTask({ ClusterArn, TaskArn }: Job, home: Arn): Link[] {
  if (!isAt(home, TaskArn)) return [];
  const [cluster, task] = [ClusterArn, TaskArn].map((arn) => textOf(arn)?.split('/').at(-1));
  const url = consoleUrl(home)`ecs/v2/clusters/${cluster}/tasks/${task}/configuration?region=${home.region}`;
  return [{ label: 'ECS task', url }];
}

/**
 * A step does not name its cluster, but the address of its log does.
 * https://docs.aws.amazon.com/emr/latest/APIReference/API_FailureDetails.html
 */
function emrStepOrCluster({ Step, Cluster }: Job, home: Arn): Link[] {
  const { FailureDetails } = jsonObject(jsonObject(Step).Status);
  const file = textOf(jsonObject(FailureDetails).LogFile) ?? '';
  const { Id, ClusterArn } = jsonObject(Cluster);
  const cluster = /^j-/.test(textOf(Id) ?? '') ? textOf(Id) : /\/(j-[A-Z0-9]+)\/steps\//.exec(file)?.[1];
  const [, bucket, key] = /^s3[an]?:\/\/([a-z0-9.-]+)\/(.+)$/s.exec(file) ?? [];
  if (!isAt(home, ClusterArn)) return [];
  return [
    { label: 'EMR cluster', url: consoleUrl(home)`emr/home?region=${home.region}#/clusterDetails/${cluster}` },
    { label: 'Step log', url: consoleUrl(home)`s3/object/${bucket}?region=${home.region}&prefix=${key}` },
  ];
}

/** https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_JobRun.html */
function emrServerlessJob(job: Job, home: Arn): Link[] {
  const { ApplicationId, JobRunId, Arn } = 'JobRun' in job ? jsonObject(job.JobRun) : job;
  if (textOf(JobRunId) === undefined || !isAt(home, Arn)) return [];
  const url = consoleUrl(home)`emr/home?region=${home.region}#/serverless/applications/${textOf(ApplicationId)}`;
  return [{ label: 'EMR Serverless application', url }];
}

/**
 * Glue writes what a job prints as an error to the group `…/error`, in streams whose names begin with the run's id.
 * https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging.html
 */
function glueJobRun({ JobName, JobRunState, Id, LogGroupName, ExecutionTime }: Job, home: Arn): Link[] {
  const [name, id, group] = [JobName, Id, LogGroupName].map(textOf);
  if (textOf(JobRunState) === undefined || !id) return [];
  return [
    { label: 'Glue job run', url: consoleUrl(home)`gluestudio/home?region=${home.region}#/job/${name}/run/${id}` },
    {
      label: 'Job log',
      url: group && ExecutionTime !== 0 ? logStreamsUrl(home, `${group.replace(/\/$/, '')}/error`, id) : undefined,
    },
  ];
}

/** What SageMaker calls each kind of job, in its descriptions and in the address of its page. */
const SAGEMAKER_JOBS = [
  ['Training', 'jobs'],
  ['Processing', 'processing-jobs'],
  ['Transform', 'transform-jobs'],
] as const;

/** https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html */
function sageMakerJob(job: Job, home: Arn): Link[] {
  return SAGEMAKER_JOBS.flatMap(([kind, page]) => {
    const name = textOf(job[`${kind}JobName`]);
    if (name === undefined || !isAt(home, job[`${kind}JobArn`])) return [];
    const hasStarted = job[`${kind}StartTime`] !== undefined;
    return [
      { label: 'SageMaker job', url: consoleUrl(home)`sagemaker/home?region=${home.region}#/${page}/${name}` },
      {
        label: 'Job log',
        url: hasStarted ? logStreamsUrl(home, `/aws/sagemaker/${kind}Jobs`, `${name}/`) : undefined,
      },
    ];
  });
}
