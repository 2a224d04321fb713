import { matchesPattern, readConfig, setting } from '@shipbell/core/runtime';
import * as v from 'valibot';
import { JSON_PATH_FORM, parseJsonPath } from './input/json-path.ts';

const jsonPath = v.pipe(
  v.string(),
  v.check((path) => parseJsonPath(path) !== undefined, JSON_PATH_FORM),
);

const stateMachineSetting = v.object({
  /** The state machine's name; `*` stands for any run of characters. */
  stateMachine: setting.nonEmpty,
  /** What people call it; the state machine's name where it is missing. */
  name: v.optional(setting.nonEmpty),
  imageUrl: v.optional(setting.url),
  destination: v.optional(setting.destination),
  /** The paths of the parts of the input that may be shown; where it is missing, nothing of the input is shown. */
  inputPaths: v.optional(v.array(jsonPath, 'a list of JSON paths')),
});

const environment = v.object({
  ENVIRONMENT: setting.nonEmpty,
  QUEUE_URL: setting.url,
  STATE_MACHINES: setting.jsonList(stateMachineSetting),
  /** Whether an execution's duration is compared with the typical one. */
  COMPARE_DURATION: setting.onByDefault,
  LOG_LEVEL: setting.logLevel,
});

export type StateMachineSetting = v.InferOutput<typeof stateMachineSetting>;

export interface Config {
  readonly environment: string;
  readonly queueUrl: string;
  readonly stateMachines: readonly StateMachineSetting[];
  readonly compareDuration: boolean;
  readonly logLevel: v.InferOutput<typeof setting.logLevel>;
}

/** Returns the function's environment variables. Throws a `ConfigError` that names all that are missing or bad. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const { ENVIRONMENT, QUEUE_URL, STATE_MACHINES, COMPARE_DURATION, LOG_LEVEL } = readConfig(environment, env);
  return {
    environment: ENVIRONMENT,
    queueUrl: QUEUE_URL,
    stateMachines: STATE_MACHINES,
    compareDuration: COMPARE_DURATION,
    logLevel: LOG_LEVEL,
  };
}

/**
 * Returns the first setting that fits the state machine. An empty list means every state machine, with the defaults.
 * Where nothing in a list fits, the state machine is another environment's: undefined.
 */
export function findSetting(
  settings: readonly StateMachineSetting[],
  stateMachine: string,
): Omit<StateMachineSetting, 'stateMachine'> | undefined {
  return settings.length === 0 ? {} : settings.find((setting) => matchesPattern(setting.stateMachine, stateMachine));
}
