import { readConfig, setting } from '@shipbell/core/runtime';
import * as v from 'valibot';

const environment = v.object({
  ENVIRONMENT: setting.nonEmpty,
  SLACK_URL_PARAMETER: v.pipe(v.string(), v.startsWith('/', 'the full name of a parameter, which begins with /')),
  DEAD_LETTER_QUEUE_URL: setting.url,
  DIGEST_BACKLOG: setting.onByDefault,
  WARM_UP: setting.onByDefault,
  LOG_LEVEL: setting.logLevel,
});

/** Returns the function's settings. Throws a `ConfigError` that names all variables that are missing or bad. */
export function loadConfig(env: NodeJS.ProcessEnv) {
  const variables = readConfig(environment, env);
  return {
    environment: variables.ENVIRONMENT,
    slackUrlParameter: variables.SLACK_URL_PARAMETER,
    deadLetterQueueUrl: variables.DEAD_LETTER_QUEUE_URL,
    digestBacklog: variables.DIGEST_BACKLOG,
    warmUp: variables.WARM_UP,
    logLevel: variables.LOG_LEVEL,
  };
}
