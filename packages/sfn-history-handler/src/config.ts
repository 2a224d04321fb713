import { type LinkStyle, type StateMachineTeamSettings, stateMachineTeamSettings } from '@shipbell/core';
import { matchesPattern, readConfig, setting } from '@shipbell/core/runtime';
import * as v from 'valibot';
import { JSON_PATH_FORM, parseJsonPath } from './input/json-path.ts';

const jsonPath = v.pipe(
  v.string(),
  v.check((path) => parseJsonPath(path) !== undefined, JSON_PATH_FORM),
);

const stateMachineSetting = v.strictObject({
  /** The state machine's name; `*` stands for any run of characters. */
  stateMachine: setting.nonEmpty,
  /** What people call it; the state machine's name where it is missing. */
  name: v.optional(setting.nonEmpty),
  imageUrl: v.optional(setting.url),
  destination: v.optional(setting.destination),
  /** The paths of the parts of the input that may be shown; where it is missing, nothing of the input is shown. */
  inputPaths: v.optional(v.array(jsonPath, 'a list of JSON paths')),
  ...stateMachineTeamSettings,
});

const environment = v.object({
  ENVIRONMENT: setting.nonEmpty,
  QUEUE_URL: setting.url,
  STATE_MACHINES: setting.jsonList(stateMachineSetting),
  STATE_MACHINE_DEFAULTS: setting.jsonObject(stateMachineTeamSettings),
  /** Whether an execution's duration is compared with the typical one. */
  COMPARE_DURATION: setting.onByDefault,
  LINK_STYLE: setting.linkStyle,
  WARM_UP: setting.onByDefault,
  LOG_LEVEL: setting.logLevel,
});

export type StateMachineSetting = v.InferOutput<typeof stateMachineSetting>;

export interface Config {
  readonly environment: string;
  readonly queueUrl: string;
  /** Each with the defaults for what it does not set itself. */
  readonly stateMachines: readonly StateMachineSetting[];
  /** What holds where no entry does. */
  readonly defaults: StateMachineTeamSettings;
  readonly compareDuration: boolean;
  readonly linkStyle: LinkStyle;
  /** Whether the function is warm before its first event. */
  readonly warmUp: boolean;
  readonly logLevel: v.InferOutput<typeof setting.logLevel>;
}

/** Returns the function's environment variables. Throws a `ConfigError` that names all that are missing or bad. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const values = readConfig(environment, env);
  const defaults = values.STATE_MACHINE_DEFAULTS;
  return {
    environment: values.ENVIRONMENT,
    queueUrl: values.QUEUE_URL,
    stateMachines: values.STATE_MACHINES.map((entry) => ({ ...defaults, ...entry })),
    defaults,
    compareDuration: values.COMPARE_DURATION,
    linkStyle: values.LINK_STYLE,
    warmUp: values.WARM_UP,
    logLevel: values.LOG_LEVEL,
  };
}

/**
 * Returns the first setting that fits the state machine. An empty list means every state machine, with the defaults.
 * Where nothing in a list fits, the state machine is another environment's: undefined.
 */
export function findSetting(
  { stateMachines, defaults }: Pick<Config, 'stateMachines' | 'defaults'>,
  stateMachine: string,
): Omit<StateMachineSetting, 'stateMachine'> | undefined {
  return stateMachines.length === 0
    ? defaults
    : stateMachines.find((setting) => matchesPattern(setting.stateMachine, stateMachine));
}
