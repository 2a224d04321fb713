import { matchesPattern, readConfig, setting } from '@shipbell/core/runtime';
import * as v from 'valibot';

const deploymentSetting = v.object({
  /** The deployment group's name; `*` stands for any run of characters. */
  group: setting.nonEmpty,
  /** The application's name; any, where it is missing. */
  application: v.optional(setting.nonEmpty),
  /** The pipeline that deploys to the group: the source of the commit. */
  pipeline: v.optional(setting.nonEmpty),
  /** What people call it; the application's name otherwise. */
  name: v.optional(setting.nonEmpty),
  siteUrl: v.optional(setting.url),
  destination: v.optional(setting.destination),
});

const environment = v.object({
  ENVIRONMENT: setting.nonEmpty,
  QUEUE_URL: setting.url,
  DEPLOYMENTS: setting.jsonList(deploymentSetting),
  LOG_LEVEL: setting.logLevel,
});

export type DeploymentSetting = v.InferOutput<typeof deploymentSetting>;

export interface Config {
  readonly environment: string;
  readonly queueUrl: string;
  readonly deployments: readonly DeploymentSetting[];
  readonly logLevel: v.InferOutput<typeof setting.logLevel>;
}

/** The function's environment variables; throws `ConfigError` naming all that are missing or bad. */
export const loadConfig = (env: NodeJS.ProcessEnv): Config => {
  const { ENVIRONMENT, QUEUE_URL, DEPLOYMENTS, LOG_LEVEL } = readConfig(environment, env);
  return { environment: ENVIRONMENT, queueUrl: QUEUE_URL, deployments: DEPLOYMENTS, logLevel: LOG_LEVEL };
};

/**
 * The first setting that fits the group and the application. An empty list means everything, with the defaults; a
 * list in which nothing fits means that this deployment is another environment's: undefined.
 */
export const findSetting = (
  settings: readonly DeploymentSetting[],
  application: string,
  group: string,
): Omit<DeploymentSetting, 'group'> | undefined =>
  settings.length === 0
    ? {}
    : settings.find(
        (setting) =>
          matchesPattern(setting.group, group) &&
          (setting.application === undefined || matchesPattern(setting.application, application)),
      );
