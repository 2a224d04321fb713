import { type DeploymentTeamSettings, deploymentTeamSettings, type LinkStyle } from '@shipbell/core';
import { readConfig, setting } from '@shipbell/core/runtime';
import * as v from 'valibot';

const deploymentSetting = v.pipe(
  v.strictObject({
    /** The CodeDeploy deployment group's name; `*` stands for any run of characters. */
    group: v.optional(setting.nonEmpty),
    /** The application's name; where it is missing, any application fits. */
    application: v.optional(setting.nonEmpty),
    /** The pipeline that deploys; in an entry without a group, `*` stands for any run of characters. */
    pipeline: v.optional(setting.nonEmpty),
    /** What people call it; the name of the application, the stack or the pipeline where it is missing. */
    name: v.optional(setting.nonEmpty),
    siteUrl: v.optional(setting.url),
    destination: v.optional(setting.destination),
    ...deploymentTeamSettings,
  }),
  v.check(
    ({ group, pipeline }) => group !== undefined || pipeline !== undefined,
    'an entry with a group, a pipeline or both',
  ),
  v.forward(
    v.check(
      ({ group, pipeline }) => group === undefined || !pipeline?.includes('*'),
      'one pipeline’s name, without *, where the entry has a group',
    ),
    ['pipeline'],
  ),
);

/** The events that are reported only where somebody asks for them. */
const additionalEvents = v.picklist(['progress', 'stages', 'actions', 'approvals', 'instances', 'scaling']);

const environment = v.object({
  ENVIRONMENT: setting.nonEmpty,
  QUEUE_URL: setting.url,
  DEPLOYMENTS: setting.jsonList(deploymentSetting),
  DEPLOYMENT_DEFAULTS: setting.jsonObject(deploymentTeamSettings),
  ADDITIONAL_EVENTS: v.optional(setting.jsonList(additionalEvents), '[]'),
  DISCOVER_PIPELINES: setting.onByDefault,
  LINK_STYLE: setting.linkStyle,
  WARM_UP: setting.onByDefault,
  LOG_LEVEL: setting.logLevel,
});

export type DeploymentSetting = v.InferOutput<typeof deploymentSetting>;
export type AdditionalEvent = v.InferOutput<typeof additionalEvents>;

export interface Config {
  readonly environment: string;
  readonly queueUrl: string;
  /** Each with the defaults for what it does not set itself. */
  readonly deployments: readonly DeploymentSetting[];
  /** What holds where no entry does. */
  readonly defaults: DeploymentTeamSettings;
  readonly additionalEvents: readonly AdditionalEvent[];
  /** Whether the pipelines' definitions are searched for the one that deploys to a group. */
  readonly discoverPipelines: boolean;
  readonly linkStyle: LinkStyle;
  /** Whether the function is warm before its first event. */
  readonly warmUp: boolean;
  readonly logLevel: v.InferOutput<typeof setting.logLevel>;
}

/**
 * Returns the settings that the function's environment variables hold. Throws a `ConfigError` that names all that are
 * missing or bad.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const values = readConfig(environment, env);
  const defaults = values.DEPLOYMENT_DEFAULTS;
  return {
    environment: values.ENVIRONMENT,
    queueUrl: values.QUEUE_URL,
    deployments: values.DEPLOYMENTS.map((entry) => ({ ...defaults, ...entry })),
    defaults,
    additionalEvents: values.ADDITIONAL_EVENTS,
    discoverPipelines: values.DISCOVER_PIPELINES,
    linkStyle: values.LINK_STYLE,
    warmUp: values.WARM_UP,
    logLevel: values.LOG_LEVEL,
  };
}
