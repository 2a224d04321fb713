import { webUrl } from '@shipbell/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobPages, linkToMapRun } from './job-pages.ts';

const EXECUTION = 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:1';
const CONSOLE = 'https://eu-west-1.console.aws.amazon.com';

function arn(service: string, resource: string, account = '123456789012') {
  return `arn:aws:${service}:eu-west-1:${account}:${resource}`;
}

function pagesOf(job: object, resource?: string, executionArn = EXECUTION) {
  return Object.fromEntries(
    jobPages(JSON.stringify(job), resource, executionArn).map(({ label, url }) => [label, url]),
  );
}

function logStream(group: string, stream: string) {
  return `${CONSOLE}/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/${group}/log-events/${stream}`;
}

function logStreams(group: string, prefix: string) {
  return `${CONSOLE}/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/${group}$3FlogStreamNameFilter$3D${prefix}`;
}

const batchJob = {
  JobId: '5f1c2d3e',
  JobQueue: arn('batch', 'job-queue/heavy'),
  Container: { LogStreamName: 'resize/default/7d2f', ExitCode: 1 },
  Attempts: [],
};

describe('jobPages', () => {
  it('returns the page of a Batch job and of its log', () => {
    expect(pagesOf(batchJob, 'batch:submitJob.sync')).toEqual({
      'Batch job': `${CONSOLE}/batch/home?region=eu-west-1#jobs/detail/5f1c2d3e`,
      'Job log': logStream('$252Faws$252Fbatch$252Fjob', 'resize$252Fdefault$252F7d2f'),
    });
  });

  it("returns the log of a Batch job's last attempt that ran", () => {
    const Container = { LogStreamName: 'third', Reason: 'CannotPullContainerError: no such image' };
    const Attempts = ['first', 'second'].map((LogStreamName) => ({ Container: { LogStreamName } }));
    expect(pagesOf({ ...batchJob, Container, Attempts })['Job log']).toContain('/log-events/second');
  });

  it('returns what a description that was cut off still names, and no page of a name that was cut itself', () => {
    const { Attempts: _attempts, ...job } = batchJob;
    const whole = JSON.stringify(job);
    const pages = (cause: string) => jobPages(cause, 'batch:submitJob.sync', EXECUTION).map(({ label }) => label);
    expect(pages(whole.slice(0, -1))).toEqual(['Batch job', 'Job log']);
    expect(pages(whole.slice(0, whole.indexOf('7d2f') + 2))).toEqual(['Batch job']);
    expect(pages(whole.slice(0, whole.indexOf('1c2d')))).toEqual([]);
  });

  it.each([
    { Reason: 'CannotPullContainerError: no such image', LogStreamName: 'any' },
    { Reason: 'ResourceInitializationError: no secret', LogStreamName: 'any' },
    { LogStreamName: '' },
    { LogStreamName: 'any', LogConfiguration: { LogDriver: 'splunk' } },
  ])('returns no log of a Batch job that wrote none to CloudWatch: %j', (Container) => {
    expect(Object.keys(pagesOf({ ...batchJob, Container }))).toEqual(['Batch job']);
  });

  it('returns the log group that a Batch job was given', () => {
    const LogConfiguration = { LogDriver: 'awslogs', Options: { 'awslogs-group': 'jobs' } };
    expect(pagesOf({ ...batchJob, Container: { ...batchJob.Container, LogConfiguration } })['Job log']).toBe(
      logStream('jobs', 'resize$252Fdefault$252F7d2f'),
    );
  });

  it.each([arn('ecs', 'task/etl/0a1b'), arn('ecs', 'task/0a1b')])('returns the page of the ECS task %s', (TaskArn) => {
    expect(pagesOf({ TaskArn, ClusterArn: arn('ecs', 'cluster/etl') }, 'ecs:runTask.sync')).toEqual({
      'ECS task': `${CONSOLE}/ecs/v2/clusters/etl/tasks/0a1b/configuration?region=eu-west-1`,
    });
  });

  it('returns nothing for an ECS task that was never placed', () => {
    expect(pagesOf({ Failures: [{ Reason: 'RESOURCE:CPU' }], Tasks: [] }, 'ecs:runTask.sync')).toEqual({});
  });

  const glueRun = { JobName: 'load orders', Id: 'jr_7a', JobRunState: 'FAILED', LogGroupName: '/aws-glue/jobs' };

  it('returns the page of a Glue job run and of its log', () => {
    expect(pagesOf(glueRun, 'glue:startJobRun.sync')).toEqual({
      'Glue job run': `${CONSOLE}/gluestudio/home?region=eu-west-1#/job/load%20orders/run/jr_7a`,
      'Job log': logStreams('$252Faws-glue$252Fjobs$252Ferror', 'jr_7a'),
    });
  });

  it('returns no log of a Glue job run that never ran', () => {
    expect(Object.keys(pagesOf({ ...glueRun, ExecutionTime: 0 }))).toEqual(['Glue job run']);
  });

  const build = { Arn: arn('codebuild', 'build/dbt:7e'), Id: 'dbt:7e', ProjectName: 'dbt', BuildStatus: 'FAILED' };

  it('returns the page of a build and of its log, and no log that CodeBuild did not write to CloudWatch', () => {
    const page = `${CONSOLE}/codesuite/codebuild/123456789012/projects/dbt/build/dbt%3A7e/?region=eu-west-1`;
    const Logs = { GroupName: '/aws/codebuild/dbt', StreamName: '7e', DeepLink: 'https://evil.example/' };
    expect(pagesOf({ Build: { ...build, Logs } }, 'codebuild:startBuild.sync')).toEqual({
      'CodeBuild build': page,
      'Build log': logStream('$252Faws$252Fcodebuild$252Fdbt', '7e'),
    });
    expect(pagesOf({ ...build, Logs: { DeepLink: 'https://evil.example/' } })).toEqual({ 'CodeBuild build': page });
  });

  it("returns the page of an EMR step's cluster, which the address of its log names, and of that log", () => {
    const FailureDetails = { LogFile: 's3://logs.acme/emr/j-3ABC/steps/s-9/stderr.gz', Reason: 'Unknown Error.' };
    expect(pagesOf({ Step: { Id: 's-9', Status: { FailureDetails } } }, 'elasticmapreduce:addStep.sync')).toEqual({
      'EMR cluster': `${CONSOLE}/emr/home?region=eu-west-1#/clusterDetails/j-3ABC`,
      'Step log': `${CONSOLE}/s3/object/logs.acme?prefix=emr%2Fj-3ABC%2Fsteps%2Fs-9%2Fstderr.gz&region=eu-west-1`,
    });
  });

  it('returns the page of an EMR cluster', () => {
    expect(pagesOf({ Cluster: { Id: 'j-3ABC' } }, 'elasticmapreduce:createCluster.sync')).toEqual({
      'EMR cluster': `${CONSOLE}/emr/home?region=eu-west-1#/clusterDetails/j-3ABC`,
    });
  });

  it('returns the page of an EMR Serverless application', () => {
    const JobRun = { ApplicationId: '00f7', JobRunId: '00f8' };
    expect(pagesOf({ JobRun }, 'emr-serverless:startJobRun.sync')).toEqual({
      'EMR Serverless application': `${CONSOLE}/emr/home?region=eu-west-1#/serverless/applications/00f7`,
    });
  });

  it.each([
    ['Training', 'jobs', 'training-job'],
    ['Processing', 'processing-jobs', 'processing-job'],
    ['Transform', 'transform-jobs', 'transform-job'],
  ])('returns the page of a SageMaker %s job, and of its log once it has started', (kind, page, resource) => {
    const job = { [`${kind}JobName`]: 'fit-1', [`${kind}JobArn`]: arn('sagemaker', `${resource}/fit-1`) };
    const url = `${CONSOLE}/sagemaker/home?region=eu-west-1#/${page}/fit-1`;
    expect(pagesOf(job, 'sagemaker:createJob.sync')).toEqual({ 'SageMaker job': url });
    expect(pagesOf({ ...job, [`${kind}StartTime`]: 1 })).toEqual({
      'SageMaker job': url,
      'Job log': logStreams(`$252Faws$252Fsagemaker$252F${kind}Jobs`, 'fit-1$252F'),
    });
  });

  it('returns the page of an Athena query', () => {
    expect(pagesOf({ QueryExecution: { QueryExecutionId: '4d' } }, 'athena:startQueryExecution.sync')).toEqual({
      'Athena query': `${CONSOLE}/athena/home?region=eu-west-1#/query-editor/history/4d`,
    });
  });

  it('returns nothing for a job of another account or of another service than was called', () => {
    const JobQueue = arn('batch', 'job-queue/heavy', '999988887777');
    expect(pagesOf({ ...batchJob, JobQueue }, 'batch:submitJob.sync')).toEqual({});
    expect(pagesOf(batchJob, 'lambda:invoke')).toEqual({});
  });

  it.each([
    ['arn:aws-cn:states:cn-north-1:1:execution:a:b', 'https://cn-north-1.console.amazonaws.cn/'],
    ['arn:aws-us-gov:states:us-gov-west-1:1:execution:a:b', 'https://console.amazonaws-us-gov.com/'],
  ])('returns pages in the console of %s', (executionArn, start) => {
    const url = pagesOf({ QueryExecution: { QueryExecutionId: '4d' } }, undefined, executionArn)['Athena query'];
    expect(url).toMatch(new RegExp(`^${start}athena/home\\?region=(cn-north-1|us-gov-west-1)#`));
  });
});

describe('linkToMapRun', () => {
  it('returns the page of a Map Run, and of nothing else', () => {
    const mapRunArn = arn('states', 'mapRun:nightly-etl/Files:6e1c');
    expect(linkToMapRun(mapRunArn)).toBe(`${CONSOLE}/states/home?region=eu-west-1#/map-runs/details/${mapRunArn}`);
    for (const other of [undefined, 'x', arn('s3', 'x'), 'arn:aws:states:evil.example/:1:mapRun:a/b:c'])
      expect(linkToMapRun(other)).toBeUndefined();
  });
});

const NAMES = [
  ...['JobId', 'JobQueue', 'Container', 'Attempts', 'LogStreamName', 'LogConfiguration', 'Options', 'awslogs-group'],
  ...['ClusterArn', 'TaskArn', 'JobName', 'JobRunState', 'Id', 'LogGroupName', 'Build', 'ProjectName', 'Logs'],
  ...['GroupName', 'StreamName', 'DeepLink', 'Step', 'Cluster', 'Status', 'FailureDetails', 'LogFile', 'JobRun'],
  ...['ApplicationId', 'JobRunId', 'QueryExecution', 'QueryExecutionId', 'TrainingJobName', 'TrainingStartTime'],
];

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl(),
  fc.constantFrom(
    '@evil.example/',
    '//evil.example',
    '../../..',
    '..',
    '\\evil.example',
    'j-1#@evil.example',
    's3://b/j-1/steps/"><script>',
    's3://evil.example/x',
    'a|b>c',
    '\ud800',
    'arn:aws:ecs:eu-west-1:123456789012:task/@evil.example/..',
  ),
);

/** Objects of any shape with the members that descriptions of jobs have, and text where a text belongs. */
const { job: anyJob } = fc.letrec((tie) => ({
  job: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 12, size: 'max' }),
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: hostileText },
    { weight: 1, arbitrary: fc.anything() },
    { weight: 3, arbitrary: tie('job') },
    { weight: 1, arbitrary: fc.array(tie('job'), { maxLength: 2 }) },
  ),
}));

const PLACES = [
  ['arn:aws:states:eu-west-1:123456789012:execution:a:b', 'eu-west-1.console.aws.amazon.com'],
  ['arn:aws-cn:states:cn-north-1:123456789012:execution:a:b', 'cn-north-1.console.amazonaws.cn'],
  ['arn:aws-us-gov:states:us-gov-east-1:123456789012:execution:a:b', 'console.amazonaws-us-gov.com'],
] as const;

describe('jobPages of any cause', () => {
  it("returns links to the AWS console of the execution's partition and region, and to no other place", () => {
    let links = 0;
    fc.assert(
      fc.property(anyJob, fc.constantFrom(...PLACES), (job, [executionArn, host]) => {
        for (const { url } of jobPages(JSON.stringify(job), undefined, executionArn)) {
          links += 1;
          expect(new URL(webUrl(url, Number.POSITIVE_INFINITY) ?? '').host).toBe(host);
        }
      }),
      { numRuns: 500 },
    );
    expect(links).toBeGreaterThan(0);
  });

  it('returns none, and never throws, for a text that is no description of a job', () => {
    const anyCause = fc.oneof(fc.string(), fc.json(), fc.constantFrom('{', '{"JobId":', `{"a":${'['.repeat(99_999)}`));
    fc.assert(
      fc.property(anyCause, hostileText, (cause, executionArn) => {
        expect(jobPages(cause, undefined, executionArn)).toEqual([]);
      }),
    );
  });
});
