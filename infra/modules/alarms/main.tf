# An alarm for every way in which a message can be lost or late. An alarm notifies once, when it begins to ring; what keeps
# ringing says nothing of the next loss, so the sender counts for itself what it gives up.

locals {
  # What an alarm has unless it says otherwise: it rings when anything was counted within five minutes.
  common = {
    statistic           = "Sum"
    period_seconds      = 5 * 60
    periods             = 1
    datapoints          = null # all of the periods
    comparison_operator = "GreaterThanThreshold"
    threshold           = 0
    treat_missing_data  = "notBreaching" # no data means that nothing happened
  }

  alarms = { for name, alarm in merge(
    local.queue_alarms,
    local.sender_alarms,
    local.function_alarms,
    local.passing_alarms,
    local.silence_alarms,
  ) : name => merge(local.common, alarm) }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.names.alarm_prefix}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric_name
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = each.value.period_seconds
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = each.value.datapoints
  comparison_operator = each.value.comparison_operator
  threshold           = each.value.threshold
  treat_missing_data  = each.value.treat_missing_data
  alarm_actions       = local.actions
  tags                = var.tags
}
