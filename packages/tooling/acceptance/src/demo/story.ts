import { approval } from '../scenarios/approval.ts';
import { firstDeployment } from '../scenarios/first-deployment.ts';
import { noMapping } from '../scenarios/no-mapping.ts';
import { playScenario } from '../scenarios/play-scenario.ts';
import { race } from '../scenarios/race.ts';
import { rollback } from '../scenarios/rollback.ts';
import type { ExpectedMessage, Scenario } from '../scenarios/scenario.ts';
import type { Stage } from '../stage.ts';
import { EXECUTIONS } from './executions.ts';
import { type Execution, startExecution } from './start-execution.ts';

/** Something that happens in AWS, and the messages that have to come of it. */
export interface Scene {
  readonly title: string;
  readonly messages: readonly ExpectedMessage[];
  play(stage: Stage): Promise<void>;
}

/** What the demo plays, in this order. */
export const STORY: readonly Scene[] = [
  ofScenario(firstDeployment),
  ofScenario(race),
  ofScenario(rollback),
  ofScenario(approval),
  ofScenario(noMapping),
  {
    title: 'an execution fails, while another succeeds later than usual',
    messages: [ofExecution('❌', EXECUTIONS.failed), ofExecution('✅', EXECUTIONS.slow)],
    play: async ({ cloud }) => {
      for (const execution of Object.values(EXECUTIONS)) await startExecution(cloud, execution);
    },
  },
];

function ofScenario(scenario: Scenario): Scene {
  const { title, messages } = scenario;
  return { title, messages, play: (stage) => playScenario(stage, scenario) };
}

function ofExecution(mark: string, { stateMachine, name }: Execution): ExpectedMessage {
  return { destination: 'default', mark, about: `:execution:${stateMachine}:${name}` };
}
