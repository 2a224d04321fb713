# The queues: what waits in a dead-letter queue, and what waits too long for Slack.

locals {
  # By the keys of the output dead_letter_queue_urls.
  dead_lettered = {
    undelivered_messages          = "Messages that Slack did not take, with a reason each"
    undelivered_notifications     = "Notifications that SNS could not pass to the codepipeline-handler"
    undelivered_deployment_events = "Deployment events that EventBridge could not pass to the codepipeline-handler"
    undelivered_execution_events  = "Execution events that EventBridge could not pass to the sfn-history-handler"
    failed_deployment_events      = "Deployment events on which the codepipeline-handler failed three times, or for which it was not free for six hours,"
    failed_execution_events       = "Execution events on which the sfn-history-handler failed three times, or for which it was not free for six hours,"
  }

  # Periods of a minute, for SQS itself may take a quarter of an hour to report on a queue that was not used for six hours:
  # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
  queue_alarms = merge(
    { for key, queue_name in var.dead_letter_queue_names : replace(key, "_", "-") => {
      description    = "${local.dead_lettered[key]} wait in ${queue_name}, where they are kept for 14 days. See why, and send them on once the cause is gone: type ${local.redrive}"
      namespace      = "AWS/SQS"
      metric_name    = "ApproximateNumberOfMessagesVisible"
      dimensions     = { QueueName = queue_name }
      statistic      = "Maximum"
      period_seconds = 60
    } },
    { late-messages = {
      description    = "A message has waited for Slack for more than ${local.late_minutes} minutes. Nothing is lost: the sender tries again for hours. Slack may be down (https://slack-status.com), a webhook may be missing (type ${local.set_webhook} for its channel), or the sender does not run: its log ${local.sender_log} says what it waits for. What it gives up is shown by ${local.redrive}"
      namespace      = "AWS/SQS"
      metric_name    = "ApproximateAgeOfOldestMessage"
      dimensions     = { QueueName = var.names.slack_queue }
      statistic      = "Maximum"
      period_seconds = 60
      threshold      = local.late_minutes * 60
    } },
  )

  # What the queue keeps back on purpose is not late: SQS counts from when a message was sent.
  late_minutes = 15 + floor(var.message_delay_seconds / 60)

  redrive     = "./scripts/redrive ${var.environment}"
  set_webhook = "./scripts/set-webhook ${var.environment} [DESTINATION]"
  sender_log  = "/aws/lambda/${var.names.slack_sender}"
}
