# Every name that Shipbell takes in the account, in this one place. scripts/redrive and scripts/doctor find
# everything by these names, so packages/operations has the same ones.

locals {
  names = {
    codepipeline_handler = "shipbell-${var.environment}-codepipeline-handler"
    sfn_history_handler  = "shipbell-${var.environment}-sfn-history-handler"
    slack_sender         = "shipbell-${var.environment}-slack-sender"

    # IAM is the account's, not the region's: with the region in their names, an environment can live in several.
    codepipeline_handler_role = "shipbell-${var.environment}-codepipeline-handler-${local.location.region}"
    sfn_history_handler_role  = "shipbell-${var.environment}-sfn-history-handler-${local.location.region}"
    slack_sender_role         = "shipbell-${var.environment}-slack-sender-${local.location.region}"

    deployments_topic      = "shipbell-${var.environment}-deployments"
    deployment_rule_prefix = "shipbell-${var.environment}"
    execution_rule         = "shipbell-${var.environment}-sfn-status"

    alarm_prefix = "shipbell-${var.environment}"
    alarms_topic = "shipbell-${var.environment}-alarms"

    slack_queue       = "shipbell-${var.environment}-slack.fifo"
    webhook_parameter = "/${var.environment}/SLACK_URL"

    # The dead-letter queues, by the keys of the output dead_letter_queue_urls.
    undelivered_messages          = "shipbell-${var.environment}-slack-dlq.fifo"
    undelivered_notifications     = "shipbell-${var.environment}-deployments-dlq"
    undelivered_deployment_events = "shipbell-${var.environment}-deployment-events-dlq"
    undelivered_execution_events  = "shipbell-${var.environment}-sfn-status-dlq"
    failed_deployment_events      = "shipbell-${var.environment}-codepipeline-handler-on-failure"
    failed_execution_events       = "shipbell-${var.environment}-sfn-history-handler-on-failure"
  }
}
