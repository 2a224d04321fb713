/** Returns the names of things in the account by the keys of `infra/names.tf`, which gives them these names. */
export function namesOf(environment: string) {
  const prefix = `shipbell-${environment}`;
  return {
    codepipeline_handler: `${prefix}-codepipeline-handler`,
    sfn_history_handler: `${prefix}-sfn-history-handler`,
    slack_sender: `${prefix}-slack-sender`,
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
