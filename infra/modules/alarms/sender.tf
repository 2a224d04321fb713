# What the sender counts itself, in the metrics of packages/core/src/runtime/metrics.ts. PayloadRefused has no alarm: the
# text of such a message was delivered, and the alarm on its queue rings for the first one.

locals {
  own_metrics = {
    namespace  = "Shipbell"
    dimensions = { Environment = var.environment }
  }

  sender_alarms = {
    given-up-messages = merge(local.own_metrics, {
      description = "In the last minutes the sender gave up messages and moved them to ${var.dead_letter_queue_names.undelivered_messages}. See why: type ${local.redrive} and do what it says, such as ${local.set_webhook} for a webhook that is missing or that Slack has revoked. This alarm rings again for later losses, while that of the queue rings once until the queue is empty."
      metric_name = "DeadLettered"
    })
  }

  silence_alarms = { for hours in var.silence_alarm_hours[*] : "silence" => merge(local.own_metrics, {
    description         = "No message has reached Slack for ${hours} hours (silence_alarm_hours). If something was deployed or executed meanwhile, look into the handlers' logs /aws/lambda/${var.names.codepipeline_handler} and /aws/lambda/${var.names.sfn_history_handler} for lines that begin with Ignored, see what could not be delivered with ${local.redrive} and whether the rules ${var.names.alarm_prefix}-* are enabled. It also rings after the first apply, until the first message."
    metric_name         = "Delivered"
    period_seconds      = 60 * 60
    periods             = hours # at most a week in all, as CloudWatch says
    comparison_operator = "LessThanThreshold"
    threshold           = 1
    treat_missing_data  = "breaching"
  }) }
}
