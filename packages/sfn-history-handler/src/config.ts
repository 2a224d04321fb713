import { matchesPattern, readConfig, setting } from '@shipbell/core/runtime';
import * as v from 'valibot';

const stateMachineSetting = v.object({
  /** The state machine's name; `*` stands for any run of characters. */
  stateMachine: setting.nonEmpty,
  /** What people call it; the state machine's name otherwise. */
  name: v.optional(setting.nonEmpty),
  imageUrl: v.optional(setting.url),
  destination: v.optional(setting.destination),
});

const environment = v.object({
  ENVIRONMENT: setting.nonEmpty,
  QUEUE_URL: setting.url,
  STATE_MACHINES: setting.jsonList(stateMachineSetting),
  LOG_LEVEL: setting.logLevel,
});

export type StateMachineSetting = v.InferOutput<typeof stateMachineSetting>;

export interface Config {
  readonly environment: string;
  readonly queueUrl: string;
  readonly stateMachines: readonly StateMachineSetting[];
  readonly logLevel: v.InferOutput<typeof setting.logLevel>;
}

/** The function's environment variables; throws `ConfigError` naming all that are missing or bad. */
export const loadConfig = (env: NodeJS.ProcessEnv): Config => {
  const { ENVIRONMENT, QUEUE_URL, STATE_MACHINES, LOG_LEVEL } = readConfig(environment, env);
  return { environment: ENVIRONMENT, queueUrl: QUEUE_URL, stateMachines: STATE_MACHINES, logLevel: LOG_LEVEL };
};

/**
 * The first setting that fits the state machine. An empty list means everything, with the defaults; a list in which
 * nothing fits means that this state machine is another environment's: undefined.
 */
export const findSetting = (
  settings: readonly StateMachineSetting[],
  stateMachine: string,
): Omit<StateMachineSetting, 'stateMachine'> | undefined =>
  settings.length === 0 ? {} : settings.find((setting) => matchesPattern(setting.stateMachine, stateMachine));
