import * as codedeploy from '@aws-sdk/client-codedeploy';
import * as codepipeline from '@aws-sdk/client-codepipeline';
import {
  actionEvent,
  deploymentEvent,
  deploymentTrigger,
  pipelineEvent,
  throughTopic,
} from '@shipbell/codepipeline-handler/testing/aws-events';
import { codedeployClient } from '@shipbell/codepipeline-handler/testing/codedeploy';
import { codepipelineClient } from '@shipbell/codepipeline-handler/testing/codepipeline';
import { ONE, THREE, TWO } from '@shipbell/codepipeline-handler/testing/find';
import { readFixture, settingsOf, worldOf } from '@shipbell/codepipeline-handler/testing/fixtures';
import {
  APPLICATION,
  at,
  deploymentOf,
  deploymentsOf,
  executionOf,
  GROUP,
  pipelineOf,
  type Run,
} from '@shipbell/codepipeline-handler/testing/scenario';
import type { World } from '@shipbell/codepipeline-handler/testing/set-up-handler';
import { statusEvent } from '@shipbell/sfn-history-handler/testing';
import type { Answer } from './fake-aws.ts';
import { makeHistory, START_SECONDS, toPages, type WireEvent } from './make-history.ts';

export type FunctionName = 'codepipeline-handler' | 'sfn-history-handler' | 'slack-sender';

/** A kind of event: what the function is given, and the AWS that answers it. */
export interface EventKind {
  readonly name: string;
  readonly of: FunctionName;
  readonly event: unknown;
  readonly answer: Answer;
  readonly env: Readonly<Record<string, string>>;
  /** How long the function rests between two events where it would else wait itself: the sender paces its posts. */
  readonly everyMs?: number;
}

/** How many items CodePipeline and CodeDeploy give a page. */
const PAGE_SIZE = 100;

const SETTINGS = {
  ENVIRONMENT: 'bench',
  SLACK_URL_PARAMETER: '/bench/SLACK_URL',
  LOG_LEVEL: 'error',
  WARM_UP: 'false',
};

function ofDeployments(name: string, event: unknown, world: World, deployments: unknown = []): EventKind {
  const env = { ...SETTINGS, AWS_REGION: 'ap-northeast-2', DEPLOYMENTS: JSON.stringify(deployments) };
  return { name, of: 'codepipeline-handler', event, answer: answersOf(world), env };
}

function ofFixture(name: string, fixture: string): EventKind {
  return ofDeployments(name, readFixture(`${fixture}.event.json`), worldOf(fixture), settingsOf(fixture).deployments);
}

/** Returns what CodePipeline and CodeDeploy answer in a world. Times are numbers of seconds on the wire. */
function answersOf({ pipelines = {}, targets = {}, deployments = [] }: World): Answer {
  const clients = [
    { commands: codedeploy, client: codedeployClient(targets, deployments, PAGE_SIZE) },
    { commands: codepipeline, client: codepipelineClient(pipelines, PAGE_SIZE) },
  ].map(({ commands, client }) => ({ commands: commands as unknown as Commands, client: client as unknown as Client }));
  const ask = async (operation: string, input: Readonly<Record<string, unknown>>) => {
    const service = clients.find(({ commands }) => `${operation}Command` in commands);
    const Command = service?.commands[`${operation}Command`];
    if (service === undefined || Command === undefined) throw new Error(`Nobody answers ${operation}`);
    return JSON.stringify(toSeconds(await service.client.send(new Command(fromSeconds(input)))));
  };
  // Each answer is made once: what is measured is the function.
  const answers = new Map<string, Promise<string>>();
  return (operation, input) => {
    const key = JSON.stringify([operation, input]);
    const answer = answers.get(key) ?? ask(operation, input);
    answers.set(key, answer);
    return answer;
  };
}

type Commands = Readonly<Record<string, new (input: object) => object>>;
type Client = { readonly send: (command: object) => Promise<object> };

function toSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1_000;
  if (Array.isArray(value)) return value.map(toSeconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toSeconds(one)]));
}

/** The one input with times is the span of ListDeployments. */
function fromSeconds({ createTimeRange, ...input }: Readonly<Record<string, unknown>>): object {
  if (createTimeRange === undefined) return input;
  const range = Object.entries(createTimeRange as Readonly<Record<string, number>>);
  return { ...input, createTimeRange: Object.fromEntries(range.map(([end, time]) => [end, new Date(time * 1_000)])) };
}

/** Returns a world of three releases within a few hours, the last of which may be changed. */
function releases(change: Partial<Run> = {}, others: World['pipelines'] = {}): World {
  const runs = [ONE, TWO, { ...THREE, ...change }];
  return { pipelines: { ...others, p: pipelineOf('p', runs) }, deployments: deploymentsOf('p', runs) };
}

function trigger(status: string, deploymentId: string, minute: number, change: object = {}) {
  const [weekday, day, month, year, time] = at(minute, 30).toUTCString().replace(',', '').split(' ');
  const createTime = `${weekday} ${month} ${day} ${time} UTC ${year}`;
  const names = { applicationName: APPLICATION, deploymentGroupName: GROUP };
  return throughTopic(deploymentTrigger(status, { ...names, deploymentId, createTime, ...change }));
}

const NAMED = [{ group: GROUP, pipeline: 'p' }];
const succeeded = trigger('SUCCEEDED', 'd-3', 200);
const ofExecution = { pipeline: 'p', 'execution-id': executionOf(THREE) };

const others = Object.fromEntries(Array.from({ length: 502 }, (_, index) => [`a${index}`, { state: {} }]));

const failedTargets: World['targets'] = {
  'd-3': [
    {
      deploymentTargetType: 'InstanceTarget',
      instanceTarget: {
        targetId: 'i-1',
        status: 'Failed',
        lifecycleEvents: [{ lifecycleEventName: 'ApplicationStart', status: 'Failed' }],
      },
    },
  ],
};

const onlyEcs: World = {
  pipelines: {
    p: pipelineOf(
      'p',
      [ONE, TWO, THREE].map(({ deployment: _, ...run }) => ({ ...run, provider: 'ECS' })),
    ),
  },
};

const rollbackInfo = { rollbackTriggeringDeploymentId: 'd-2', rollbackMessage: 'Deployment d-2 failed' };
const failedRuns: readonly Run[] = [ONE, { ...TWO, status: 'Failed' }];
const rolledBack: World = {
  pipelines: { p: pipelineOf('p', failedRuns) },
  deployments: [
    deploymentOf('d-9', 110, 'Succeeded', { key: 'p/app/a0', creator: 'codeDeployRollback', rollbackInfo }),
    ...deploymentsOf('p', failedRuns),
  ],
};
const rollback = trigger('SUCCEEDED', 'd-9', 110, {
  rollbackInformation: { RollbackTriggeringDeploymentId: 'd-2', RollbackMessage: 'Deployment d-2 failed' },
});

/** Returns the event of a failed execution with so many events, and the Step Functions that answers it. */
export function historyKind(count: number): EventKind {
  const event = statusEvent({
    status: 'FAILED',
    startDate: START_SECONDS * 1_000,
    stopDate: (START_SECONDS + count / 16) * 1_000,
  });
  const env = { ...SETTINGS, AWS_REGION: 'eu-west-1', STATE_MACHINES: '[]' };
  const name = `Step Functions, ${count.toLocaleString('en')} events`;
  return { name, of: 'sfn-history-handler', event, answer: answersOfHistory(makeHistory(count)), env };
}

function answersOfHistory(events: readonly WireEvent[]): Answer {
  const ends = { forward: pagesOf(events), backward: pagesOf(events.toReversed()) };
  return async (operation, { reverseOrder, nextToken }) => {
    if (operation === 'GetExecutionHistory') {
      return (reverseOrder ? ends.backward : ends.forward)[Number(nextToken ?? 0)] ?? { events: [] };
    }
    return { executions: [] };
  };
}

/** Returns the pages as JSON, made beforehand: what is measured is the function. */
function pagesOf(events: readonly WireEvent[]): string[] {
  const pages = toPages(events);
  return pages.map((events, page) =>
    JSON.stringify({ events, ...(page + 1 < pages.length && { nextToken: String(page + 1) }) }),
  );
}

const queued = {
  Records: [
    {
      messageId: 'm-1',
      receiptHandle: 'r-1',
      body: JSON.stringify({ text: '✅ *shop* is live on *bench*' }),
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1730441720000', MessageGroupId: 'bench/default' },
      messageAttributes: {
        ENV: { dataType: 'String', stringValue: 'bench' },
        DESTINATION: { dataType: 'String', stringValue: 'default' },
      },
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:queue.fifo',
      awsRegion: 'eu-west-1',
    },
  ],
};

/** The kind of each function's events by which its cold start is measured. */
export const USUAL: Readonly<Record<FunctionName, EventKind>> = {
  'codepipeline-handler': ofDeployments('CodeDeploy success, pipeline named', succeeded, releases(), NAMED),
  'sfn-history-handler': historyKind(10),
  'slack-sender': {
    name: 'a message from the queue',
    of: 'slack-sender',
    event: queued,
    answer: async () => ({}),
    env: { ...SETTINGS, AWS_REGION: 'eu-west-1' },
    everyMs: 1_100,
  },
};

/** The kinds whose calls are counted. */
export const EVENT_KINDS: readonly EventKind[] = [
  USUAL['codepipeline-handler'],
  ofDeployments(
    'CodeDeploy success, EventBridge',
    deploymentEvent('SUCCESS', { application: APPLICATION, deploymentGroup: GROUP, deploymentId: 'd-3' }),
    releases(),
    NAMED,
  ),
  ofDeployments('CodeDeploy success, discovered among 503 pipelines', succeeded, releases({}, others)),
  ofDeployments(
    'CodeDeploy failure',
    trigger('FAILED', 'd-3', 200),
    { ...releases({ status: 'Failed' }), targets: failedTargets },
    NAMED,
  ),
  ofDeployments('pipeline success (ECS)', pipelineEvent('SUCCEEDED', ofExecution), onlyEcs),
  ofFixture('build failure', 'pipeline-failed-build'),
  ofDeployments('rollback', rollback, rolledBack, NAMED),
  ofFixture('approval', 'approval'),
  USUAL['sfn-history-handler'],
  ofDeployments(
    'deploy action, deployment ended long ago',
    actionEvent('SUCCEEDED', { ...ofExecution, 'execution-result': { 'external-execution-id': 'd-3' } }),
    releases(),
  ),
  ofDeployments('pipeline’s end, deployment ended long ago', pipelineEvent('SUCCEEDED', ofExecution), releases()),
  USUAL['slack-sender'],
];
