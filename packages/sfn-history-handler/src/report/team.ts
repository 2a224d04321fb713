import { parseArn, type StateMachineSettingStatus, type TeamMessageSettings, teamOf } from '@shipbell/core';
import type { StateMachineSetting } from '../config.ts';
import type { ExecutionEvent } from '../parse-event.ts';

/** Returns what a team's settings ask of the message on an execution that has these statuses, whose commit nobody knows. */
export function teamOfExecution(
  { executionArn, stateMachine }: Pick<ExecutionEvent, 'executionArn' | 'stateMachine'>,
  setting: Omit<StateMachineSetting, 'stateMachine'>,
  statuses: readonly StateMachineSettingStatus[],
  environment: string,
): TeamMessageSettings {
  const { region, account, resource } = parseArn(executionArn) ?? {};
  return teamOf(setting, statuses, {
    author: undefined,
    values: {
      environment,
      name: setting.name ?? stateMachine,
      region,
      account,
      state_machine: stateMachine,
      execution_arn: executionArn,
      execution_name: resource?.split(':')[2],
    },
  });
}
