/** The rule of `infra/variables.tf` for an environment's name, which becomes part of other names. */
export const ENVIRONMENT_PATTERN = /^[a-z][a-z0-9-]{0,17}$/;

/** The kinds of deployment events for which there may be a rule, as `codepipeline_source/event_rules.tf` has them. */
const DEPLOYMENT_RULES = [
  'codedeploy-deployments',
  'codedeploy-instances',
  'codepipeline-executions',
  'codepipeline-stages',
  'codepipeline-actions',
  'codepipeline-approvals',
] as const;

/** Returns the names of things in the account by the keys of `infra/names.tf`, which gives them these names. */
export function namesOf(environment: string) {
  const prefix = `shipbell-${environment}`;
  return {
    codepipeline_handler: `${prefix}-codepipeline-handler`,
    sfn_history_handler: `${prefix}-sfn-history-handler`,
    slack_sender: `${prefix}-slack-sender`,
    deployments_topic: `${prefix}-deployments`,
    deployment_rule_prefix: prefix,
    execution_rule: `${prefix}-sfn-status`,
    alarm_prefix: prefix,
    slack_queue: `${prefix}-slack.fifo`,
    webhook_parameter: `/${environment}/SLACK_URL`,
    undelivered_messages: `${prefix}-slack-dlq.fifo`,
    undelivered_notifications: `${prefix}-deployments-dlq`,
    undelivered_deployment_events: `${prefix}-deployment-events-dlq`,
    undelivered_execution_events: `${prefix}-sfn-status-dlq`,
    failed_deployment_events: `${prefix}-codepipeline-handler-on-failure`,
    failed_execution_events: `${prefix}-sfn-history-handler-on-failure`,
  } as const;
}

/**
 * Returns the names of the rules for deployments that an environment may have, of which `event_sources` and
 * `additional_events` decide.
 */
export function deploymentRules(environment: string): readonly string[] {
  return DEPLOYMENT_RULES.map((kind) => `${namesOf(environment).deployment_rule_prefix}-${kind}`);
}
