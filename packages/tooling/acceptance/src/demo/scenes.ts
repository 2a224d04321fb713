import { fixtures } from '../fixtures.ts';
import { approval } from '../scenarios/approval.ts';
import type { ExpectedMessage } from '../scenarios/expected-message.ts';
import { firstDeployment } from '../scenarios/first-deployment.ts';
import { noMapping } from '../scenarios/no-mapping.ts';
import { race } from '../scenarios/race.ts';
import { rollback } from '../scenarios/rollback.ts';
import { playScenario, type Scenario } from '../scenarios/scenario.ts';
import type { Stage, StageOptions } from '../stage.ts';
import { EXECUTIONS, type Execution, runEarlierNights, startExecution } from './executions.ts';

/** The channel's name for each destination of `fixtures/demo/dev.tfvars`. */
export const CHANNELS = { default: 'deployments', data: 'data-platform' };

/** The stage of the demo and of the end-to-end tests. */
export const DEMO_STAGE: Pick<StageOptions, 'varFile' | 'channels' | 'beforehand'> = {
  varFile: fixtures('demo/dev.tfvars'),
  channels: CHANNELS,
  beforehand: runEarlierNights,
};

/** Something that happens in AWS, and the messages that have to come of it. */
export interface Scene {
  readonly title: string;
  readonly messages: readonly ExpectedMessage[];
  play(stage: Stage): Promise<void>;
}

/** What the demo plays, in this order. */
export const SCENES: readonly Scene[] = [
  ofScenario(firstDeployment),
  ofScenario(race),
  ofScenario(rollback),
  ofScenario(approval),
  ofScenario(noMapping),
  {
    title: 'an execution fails, while another succeeds later than it typically does',
    messages: [ofExecution('❌', EXECUTIONS.failed), ofExecution('⚠️', EXECUTIONS.slow)],
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
