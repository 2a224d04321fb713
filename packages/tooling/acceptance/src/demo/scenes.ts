import { fixtures } from '../fixtures.ts';
import { approval } from '../scenarios/approval.ts';
import type { ExpectedMessage } from '../scenarios/expected-message.ts';
import { firstDeployment } from '../scenarios/first-deployment.ts';
import { noMapping } from '../scenarios/no-mapping.ts';
import { race } from '../scenarios/race.ts';
import { rollback } from '../scenarios/rollback.ts';
import { playScenario, type Scenario, secondsToEndAt } from '../scenarios/scenario.ts';
import type { Stage, StageOptions } from '../stage.ts';
import { type Execution, executionsOn, runNightsBefore, startExecution } from './executions.ts';

/** The channel's name for each destination of `fixtures/demo/dev.tfvars`. */
export const CHANNELS = { default: 'deployments', data: 'data-platform' };

/** Returns the stage of the demo and of the end-to-end tests, whose state machines run on this date. */
export function stageOn(date: string): Pick<StageOptions, 'varFile' | 'channels' | 'beforehand'> {
  return {
    varFile: fixtures('demo/dev.tfvars'),
    channels: CHANNELS,
    beforehand: (cloud) => runNightsBefore(date, cloud),
  };
}

/** Something that happens in AWS, and the messages that have to come of it. */
export interface Scene {
  readonly title: string;
  readonly messages: readonly ExpectedMessage[];
  play(stage: Stage): Promise<void>;
}

/** Returns what the demo plays on a date, in this order. */
export function scenesOn(date: string): readonly Scene[] {
  const executions = executionsOn(date);
  return [
    ...[firstDeployment, race, rollback, approval, noMapping].map(endingNow),
    {
      title: 'an execution fails, while another succeeds later than it typically does',
      messages: [ofExecution('❌', executions.failed), ofExecution('⚠️', executions.slow)],
      play: async ({ cloud }) => {
        for (const execution of Object.values(executions)) await startExecution(cloud, execution);
      },
    },
  ];
}

/** Returns the scene of a scenario that ends when it is played, so that its times are those of the reader's clock. */
function endingNow(scenario: Scenario): Scene {
  const { title, messages } = scenario;
  return {
    title,
    messages,
    play: async (stage) => playScenario(stage, scenario, await secondsToEndAt(new Date(), scenario)),
  };
}

function ofExecution(mark: string, { stateMachine, name }: Execution): ExpectedMessage {
  return { destination: 'default', mark, about: `:execution:${stateMachine}:${name}` };
}
