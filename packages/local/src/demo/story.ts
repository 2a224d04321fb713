import { approval } from '../scenarios/approval.ts';
import { firstDeployment } from '../scenarios/first-deployment.ts';
import { noMapping } from '../scenarios/no-mapping.ts';
import { playScenario } from '../scenarios/play-scenario.ts';
import { race } from '../scenarios/race.ts';
import { rollback } from '../scenarios/rollback.ts';
import type { ExpectedMessage, Scenario } from '../scenarios/scenario.ts';
import type { Stage } from '../stage.ts';
import { type Execution, startExecution } from './start-execution.ts';

/** Something that happens in AWS, and the messages that have to come of it. */
export interface Scene {
  title: string;
  messages: readonly ExpectedMessage[];
  play(stage: Stage): Promise<void>;
}

/** The executions of state machines that the story tells of, by what is special about them. */
export const EXECUTIONS = {
  manySteps: {
    stateMachine: 'nightly-etl',
    name: 'nightly-2024-11-01',
    input: { partitions: ['orders', 'customers', 'reviews'] },
  },
  caughtError: { stateMachine: 'import-prices', name: 'prices-2024-11-01', input: {} },
  failure: { stateMachine: 'billing-report', name: 'billing-2024-11-01', input: { ledger: 'open' } },
} as const satisfies Record<string, Execution>;

/** What the demo plays, in this order. */
export const STORY: readonly Scene[] = [
  ofScenario(firstDeployment),
  ofScenario(race),
  ofScenario(rollback),
  ofScenario(approval),
  ofScenario(noMapping),
  ofExecution('an execution succeeds, with tasks, branches and a map', '✅', EXECUTIONS.manySteps),
  ofExecution('an execution succeeds after a retry and a caught error', '✅', EXECUTIONS.caughtError),
  ofExecution('an execution fails', '❌', EXECUTIONS.failure),
];

function ofScenario(scenario: Scenario): Scene {
  const { title, messages } = scenario;
  return { title, messages, play: (stage) => playScenario(stage, scenario) };
}

function ofExecution(title: string, mark: string, execution: Execution): Scene {
  const about = `:execution:${execution.stateMachine}:${execution.name}`;
  const messages = [{ destination: 'default', mark, about }];
  return { title, messages, play: ({ cloud }) => startExecution(cloud, execution) };
}
