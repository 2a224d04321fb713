import type { Cloud } from '../cloud/cloud.ts';
import { approval } from '../scenarios/approval.ts';
import { firstDeployment } from '../scenarios/first-deployment.ts';
import { noMapping } from '../scenarios/no-mapping.ts';
import { playScenario } from '../scenarios/play-scenario.ts';
import { race } from '../scenarios/race.ts';
import { rollback } from '../scenarios/rollback.ts';
import type { ExpectedMessage, Scenario } from '../scenarios/scenario.ts';
import type { Stage } from '../stage.ts';
import { type Execution, runExecution, startExecution } from './start-execution.ts';

/** Something that happens in AWS, and the messages that have to come of it. */
export interface Scene {
  title: string;
  messages: readonly ExpectedMessage[];
  play(stage: Stage): Promise<void>;
}

/** What only an execution's input holds, and the outputs that come of it: nothing for Slack. */
export const CONFIDENTIAL = 'mina@lotus.example';

/** Input of the nightly run, for which the orders come late now and then. */
export const night = (date: string, secondsUntilOrders: number, partitions = ['orders', 'customers']) => ({
  date,
  requested_by: CONFIDENTIAL,
  wait: { orders: secondsUntilOrders },
  partitions,
});

/** The executions of state machines that the story tells of, by what is special about them. */
export const EXECUTIONS = {
  slow: {
    stateMachine: 'nightly-etl',
    name: 'nightly-2024-11-01',
    input: night('2024-11-01', 12, ['orders', 'customers', 'reviews', 'stock', 'returns', 'prices']),
  },
  failed: {
    stateMachine: 'billing-report',
    name: 'billing-2024-11-01',
    input: { requested_by: CONFIDENTIAL, invoices: [1, 2, 1, 1].map((seconds) => ({ seconds })) },
  },
} as const satisfies Record<string, Execution>;

/** The nights before, which ran as they usually do. */
const EARLIER_NIGHTS: readonly Execution[] = ['2024-10-29', '2024-10-30', '2024-10-31'].map((date) => ({
  stateMachine: 'nightly-etl',
  name: `nightly-${date}`,
  input: night(date, 0),
}));

/** What ran before Shipbell came, so that it knows what is usual; nobody is told of it. */
export async function beforehand(cloud: Cloud): Promise<void> {
  await Promise.all(EARLIER_NIGHTS.map((execution) => runExecution(cloud, execution)));
}

/** What the demo plays, in this order. */
export const STORY: readonly Scene[] = [
  ofScenario(firstDeployment),
  ofScenario(race),
  ofScenario(rollback),
  ofScenario(approval),
  ofScenario(noMapping),
  ofExecution('an execution succeeds, later than usual', '✅', EXECUTIONS.slow),
  ofExecution('an execution fails, after a map, branches, retries and a caught error', '❌', EXECUTIONS.failed),
];

function ofScenario(scenario: Scenario): Scene {
  const { title, messages } = scenario;
  return { title, messages, play: (stage) => playScenario(stage, scenario) };
}

function ofExecution(title: string, mark: string, execution: Execution): Scene {
  const about = `:execution:${execution.stateMachine}:${execution.name}`;
  const messages = [{ destination: 'default', mark, about }];
  return { title, messages, play: async ({ cloud }) => void (await startExecution(cloud, execution)) };
}
