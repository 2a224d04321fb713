import { readConfig, setting } from '@shipbell/core/runtime';
import * as v from 'valibot';

const environment = v.object({
  ENVIRONMENT: setting.nonEmpty,
  SLACK_URL_PARAMETER: v.pipe(v.string(), v.startsWith('/', 'the full name of a parameter, which begins with /')),
  DEAD_LETTER_QUEUE_URL: setting.url,
  LOG_LEVEL: setting.logLevel,
});

/** The function's environment variables; throws `ConfigError` naming all that are missing or bad. */
export const loadConfig = (env: NodeJS.ProcessEnv) => {
  const { ENVIRONMENT, SLACK_URL_PARAMETER, DEAD_LETTER_QUEUE_URL, LOG_LEVEL } = readConfig(environment, env);
  return {
    environment: ENVIRONMENT,
    slackUrlParameter: SLACK_URL_PARAMETER,
    deadLetterQueueUrl: DEAD_LETTER_QUEUE_URL,
    logLevel: LOG_LEVEL,
  };
};
