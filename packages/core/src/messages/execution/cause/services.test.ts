import { describe, expect, it } from 'vitest';
import { readableCause } from './readable-cause.ts';

const OUT_OF_MEMORY = 'OutOfMemoryError: Container killed due to memory usage';
const NO_WORDS = 'Essential container in task exited';
const SECRETS = { Environment: [{ Name: 'TOKEN', Value: 's3cret' }], Command: ['load', 's3cret words here'] };

function job(members: object) {
  return {
    JobId: '0a-1b',
    JobName: 'tiles',
    JobQueue: 'arn:aws:batch:q',
    Status: 'FAILED',
    StatusReason: NO_WORDS,
    ...members,
  };
}

function attempt(Container: object, StatusReason = NO_WORDS) {
  return { Container, StatusReason, StartedAt: 1 };
}

function task(members: object) {
  return {
    ClusterArn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/etl',
    LastStatus: 'STOPPED',
    Overrides: { ContainerOverrides: [{ Name: 'app', ...SECRETS }] },
    StopCode: 'EssentialContainerExited',
    StoppedReason: NO_WORDS,
    TaskArn: 'arn:aws:ecs:eu-west-1:123456789012:task/etl/7',
    ...members,
  };
}

describe('readableCause of AWS Batch', () => {
  it.each([
    ['an exit code', { Container: { ExitCode: 1, ...SECRETS } }, 'container exited with 1 (job tiles)'],
    ['a signal', { Container: { ExitCode: 143 } }, 'container exited with 143 (SIGTERM) (job tiles)'],
    [
      'three attempts',
      {
        Attempts: Array.from({ length: 3 }, () => attempt({ ExitCode: 137, Reason: OUT_OF_MEMORY })),
        Container: { ExitCode: 137, Reason: OUT_OF_MEMORY },
      },
      `container exited with 137: ${OUT_OF_MEMORY} (3 attempts, job tiles)`,
    ],
    [
      'attempts that differ',
      {
        Attempts: [attempt({}, 'Host EC2 (instance i-1) terminated.'), attempt({ ExitCode: 2 })],
        Container: { ExitCode: 2 },
      },
      'container exited with 2 (2 attempts, before: Host EC2 (instance i-1) terminated, job tiles)',
    ],
    [
      'only attempts',
      { StatusReason: '', Attempts: [attempt({ ExitCode: 2 })] },
      'container exited with 2 (job tiles)',
    ],
    [
      'a container that was not started',
      { StatusReason: 'Task failed to start', Container: { Reason: 'CannotPullContainerError: no such tag' } },
      'Task failed to start; CannotPullContainerError: no such tag (job tiles)',
    ],
    [
      'several containers',
      {
        EcsProperties: {
          TaskProperties: [
            {
              Containers: [
                { Name: 'a', ExitCode: 0 },
                { Name: 'b', ExitCode: 3, ...SECRETS },
              ],
            },
          ],
        },
      },
      'b exited with 3 (job tiles)',
    ],
    [
      'a pod',
      { StatusReason: '', EksProperties: { PodProperties: { Containers: [{ Name: 'b', ExitCode: 3 }] } } },
      'b exited with 3 (job tiles)',
    ],
    ['nothing but the sentence that says nothing', {}, `${NO_WORDS} (job tiles)`],
  ])('tells %s', (_, members, words) => {
    expect(readableCause(JSON.stringify(job(members)))).toBe(words);
  });

  it('reads the names of the API too, which begin with a small letter', () => {
    const cause = { jobName: 'tiles', statusReason: NO_WORDS, container: { exitCode: 1, environment: [] } };
    expect(readableCause(JSON.stringify(cause))).toBe('container exited with 1 (job tiles)');
  });
});

describe('readableCause of ECS', () => {
  it.each([
    [
      'every container that failed, those last that were killed',
      {
        Containers: [
          { Name: 'proxy', ExitCode: 143 },
          { Name: 'log', ExitCode: 0 },
          { Name: 'app', ExitCode: 1, Reason: '' },
        ],
      },
      'app exited with 1; proxy exited with 143 (SIGTERM)',
    ],
    [
      'a container that ran out of memory before those that were killed without a reason',
      {
        Containers: [
          { Name: 'log', ExitCode: 137 },
          { Name: 'app', ExitCode: 137, Reason: OUT_OF_MEMORY },
        ],
      },
      `app exited with 137: ${OUT_OF_MEMORY}; log exited with 137 (SIGKILL)`,
    ],
    [
      'sentences without the full stop after which more follows',
      {
        StopCode: 'SpotInterruption',
        StoppedReason: 'Your Spot Task was interrupted.',
        Containers: [{ Name: 'app', ExitCode: 143 }],
      },
      'Your Spot Task was interrupted; app exited with 143 (SIGTERM) (SpotInterruption)',
    ],
    [
      'a container without an exit code',
      { Containers: [{ Name: 'app', Reason: 'CannotPullContainerError: no such tag' }], StopCode: '' },
      'app: CannotPullContainerError: no such tag',
    ],
    [
      'a reason once',
      {
        StopCode: 'TaskFailedToStart',
        StoppedReason: 'CannotPullContainerError: no such tag',
        Containers: [{ Name: 'app', Reason: 'CannotPullContainerError: no such tag' }],
      },
      'CannotPullContainerError: no such tag (TaskFailedToStart)',
    ],
    ['a stop code alone', { StopCode: 'SpotInterruption', StoppedReason: null }, 'SpotInterruption'],
    ['a task without containers', {}, NO_WORDS],
  ])('tells %s', (_, members, words) => {
    expect(readableCause(JSON.stringify(task(members)))).toBe(words);
    expect(readableCause(JSON.stringify({ Tasks: [task(members)], Failures: [] }))).toBe(words);
  });

  it('tells why no task was started', () => {
    const Failures = [
      { Arn: 'arn:aws:ecs:c/1', Reason: 'RESOURCE:MEMORY' },
      { Arn: 'arn:aws:ecs:c/2', Reason: 'RESOURCE:MEMORY' },
      { Reason: 'ATTRIBUTE', Detail: 'no GPU' },
    ];
    expect(readableCause(JSON.stringify({ Failures, Tasks: [] }))).toBe('No task was started: RESOURCE:MEMORY');
  });
});

describe('readableCause of CodeBuild', () => {
  function build(...Phases: object[]) {
    return { Arn: 'arn:aws:codebuild:b', BuildStatus: 'FAILED', ProjectName: 'models', Phases, Environment: SECRETS };
  }
  const good = { PhaseType: 'INSTALL', PhaseStatus: 'SUCCEEDED', Contexts: [{ Message: '', StatusCode: '' }] };

  it.each([
    [
      [good, { PhaseType: 'BUILD', PhaseStatus: 'FAILED', Contexts: [{ Message: 'exit status 1', StatusCode: 'X' }] }],
      'BUILD: exit status 1',
    ],
    [
      [
        {
          PhaseType: 'BUILD',
          PhaseStatus: 'FAILED',
          Contexts: [{ Message: '', StatusCode: 'COMMAND_EXECUTION_ERROR' }],
        },
        { PhaseType: 'POST_BUILD', PhaseStatus: 'TIMED_OUT', Contexts: [] },
        { PhaseType: 'COMPLETED' },
      ],
      'BUILD: COMMAND_EXECUTION_ERROR',
    ],
    [
      [good, { PhaseType: 'PROVISIONING', PhaseStatus: 'CLIENT_ERROR', Contexts: [{ Message: 'no such secret' }] }],
      'PROVISIONING: no such secret',
    ],
    [[good, { PhaseType: 'BUILD', PhaseStatus: 'IN_PROGRESS' }], 'The job ended with FAILED'],
  ])('tells the phases that failed of %j', (phases, words) => {
    expect(readableCause(JSON.stringify({ Build: build(...phases) }))).toBe(words);
  });
});

describe('readableCause of other services', () => {
  const glue = { Arguments: { '--message': 's3cret' }, Attempt: 0, ExecutionTime: 197, Id: 'jr_1', JobName: 'load' };

  it.each([
    ['Glue', { ...glue, ErrorMessage: 'no schema', JobRunState: 'FAILED' }, 'no schema (job load)'],
    [
      'Glue',
      { ...glue, Attempt: 2, ErrorMessage: 'no schema', JobRunState: 'FAILED' },
      'no schema (job load, retry 2)',
    ],
    ['Glue', { ...glue, ErrorMessage: '', JobRunState: 'TIMEOUT' }, 'job load ended with TIMEOUT after 3m 17s'],
    [
      'Glue',
      { ...glue, JobRunState: 'STOPPED', StateDetail: 'by a user' },
      'job load ended with STOPPED after 3m 17s: by a user',
    ],
    [
      'Athena',
      {
        QueryExecution: {
          Query: 's3cret',
          Status: { AthenaError: { ErrorMessage: 'no table' }, StateChangeReason: 'x' },
        },
      },
      'no table',
    ],
    [
      'Athena',
      { QueryExecution: { Query: 's3cret', Status: { AthenaError: { ErrorType: 1 }, StateChangeReason: 'no table' } } },
      'no table',
    ],
    [
      'Athena',
      { QueryExecution: { Query: 's3cret', QueryExecutionId: '7', Status: { State: 'CANCELLED' } } },
      'The job ended with CANCELLED',
    ],
    [
      'EMR',
      {
        Step: {
          Id: 's-1',
          Name: 'sort',
          Config: SECRETS,
          Status: { FailureDetails: { Message: 'no space', LogFile: 's3://a' } },
        },
      },
      'no space (step sort)',
    ],
    [
      'EMR',
      {
        Step: { Id: 's-1', Name: 'sort', Status: { FailureDetails: { Reason: 'Unknown Error.', LogFile: 's3://a' } } },
      },
      'Unknown Error. (step sort)',
    ],
    [
      'EMR',
      { Step: { Id: 's-1', Name: 'sort', Status: { FailureDetails: {}, StateChangeReason: { Message: 'no space' } } } },
      'no space (step sort)',
    ],
    [
      'EMR',
      {
        Cluster: {
          Id: 'j-1',
          Name: 'night',
          Status: { StateChangeReason: { Code: 'VALIDATION_ERROR', Message: 'no such type' } },
        },
      },
      'no such type (VALIDATION_ERROR, cluster night)',
    ],
    [
      'EMR Serverless',
      { JobRun: { JobRunId: '7', Name: 'sort', JobDriver: SECRETS, State: 'FAILED', StateDetails: 'Job failed' } },
      'Job failed (job sort)',
    ],
    [
      'EMR on EKS',
      { Id: '7', Name: 'sort', FailureReason: 'USER_ERROR', State: 'FAILED', StateDetails: 'Job failed' },
      'Job failed (USER_ERROR, job sort)',
    ],
    ['EMR on EKS', { Id: '7', Name: 'sort', FailureReason: 'USER_ERROR', StateDetails: '' }, 'USER_ERROR (job sort)'],
    [
      'SageMaker',
      {
        FailureReason: 'no data',
        HyperParameters: { message: 's3cret' },
        TrainingJobName: 'fit',
        TrainingJobStatus: 'Failed',
      },
      'no data (job fit)',
    ],
    ['SageMaker', { ProcessingJobName: 'fit', ProcessingJobStatus: 'Stopped' }, 'job fit ended with Stopped'],
    ['SageMaker', { TransformJobName: 'fit', FailureReason: 'no data' }, 'no data (job fit)'],
    ['Bedrock', { JobArn: 'arn:aws:bedrock:j', JobName: 'fit', FailureMessage: 'no data' }, 'no data (job fit)'],
    [
      'EventBridge',
      { Entries: [{ EventId: '1' }, { ErrorCode: 'MalformedDetail', ErrorMessage: 'no JSON' }], FailedEntryCount: 1 },
      'no JSON (MalformedDetail)',
    ],
    [
      'EKS',
      {
        kind: 'Job',
        metadata: { labels: { message: 's3cret' } },
        status: { conditions: [{ type: 'Failed', status: 'True', message: 'Job has reached its backoff limit' }] },
      },
      'Job has reached its backoff limit',
    ],
    [
      'EKS',
      { ResponseBody: { kind: 'Status', message: 'jobs "a" already exists', code: 409 }, StatusCode: 409 },
      'jobs "a" already exists',
    ],
    ['a user', { order: { type: 'Failed', message: 's3cret' } }, ''],
  ])('tells what %s says in %j', (_, description, words) => {
    expect(readableCause(JSON.stringify(description))).toBe(words);
  });
});

describe('readableCause of Lambda', () => {
  const frame = (file: string, line: number) => `  File "${file}", line ${line}, in load\n    row = 1\n`;

  it.each([
    [
      'the line of Python that raised the error',
      {
        errorMessage: "'id'",
        errorType: 'KeyError',
        stackTrace: [frame('/var/task/a.py', 9), frame('/var/task/b.py', 4)],
      },
      "KeyError: 'id' (b.py:4 in load)",
    ],
    [
      "the function's own line of Python",
      {
        errorMessage: 'no space',
        errorType: 'OSError',
        stackTrace: [frame('/var/task/a.py', 9), frame('/var/lang/lib/python3.13/shutil.py', 4)],
      },
      'no space (a.py:9 in load)',
    ],
    [
      "the function's own line of JavaScript",
      {
        errorMessage: 'no space',
        errorType: 'Error',
        trace: [
          'Error: no space',
          '    at node:fs:1:2',
          '    at async save (file:///var/task/index.mjs:31:9)',
          '    at x (/var/task/b.js:1:1)',
        ],
      },
      'no space (index.mjs:31 in save)',
    ],
    [
      'the root of an error of Java',
      {
        errorMessage: 'load failed',
        errorType: 'com.example.LoadException',
        stackTrace: ['com.example.Load.run(Load.java:3)'],
        cause: {
          errorMessage: 'wrapped',
          errorType: 'java.lang.RuntimeException',
          cause: { errorMessage: 'Connection refused', errorType: 'java.net.ConnectException' },
        },
      },
      'load failed\nCaused by java.net.ConnectException: Connection refused',
    ],
    [
      'a root once where the message has it',
      {
        errorMessage: 'java.io.IOException: no space',
        errorType: 'E',
        cause: { errorMessage: 'no space', errorType: 'I' },
      },
      'java.io.IOException: no space',
    ],
    [
      'a function that was killed',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: 'RequestId: 1-a Error: Runtime exited with error: signal: killed',
      },
      'Runtime exited with error: signal: killed',
    ],
    ['an answer in the message', { errorType: 'E', errorMessage: '{"message":"Not allowed"}' }, 'Not allowed'],
    [
      'a trace that is none',
      { errorType: 'E', errorMessage: 'no space', trace: [1, null], stackTrace: 'x' },
      'no space',
    ],
  ])('tells %s', (_, error, words) => {
    expect(readableCause(JSON.stringify(error))).toBe(words);
  });
});
