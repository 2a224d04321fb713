# EventBridge and SNS, where neither the handler nor its dead-letter queue takes what they pass on.
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
# https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html

locals {
  passing_alarms = merge(
    { for rule_name in var.rule_names : "${trimprefix(rule_name, "${var.names.alarm_prefix}-")}-lost-events" => {
      description = "EventBridge could pass events of the rule ${rule_name} neither to the function nor to the dead-letter queue: they are lost, with their messages. The queue must exist and let the rule send to it: type terraform apply to restore both. What was deployed or executed meanwhile is in the consoles of CodeDeploy, CodePipeline and Step Functions."
      namespace   = "AWS/Events"
      metric_name = "InvocationsFailedToBeSentToDlq"
      dimensions  = { RuleName = rule_name }
    } },
    { lost-notifications = {
      description = "SNS could pass notifications of the topic ${var.names.deployments_topic} neither to the function nor to ${var.dead_letter_queue_names.undelivered_notifications}: they are lost, with their messages. The queue must exist and let the topic send to it: type terraform apply to restore both. Approvals that wait are in the console of CodePipeline."
      namespace   = "AWS/SNS"
      metric_name = "NumberOfNotificationsFailedToRedriveToDlq"
      dimensions  = { TopicName = var.names.deployments_topic }
    } },
  )
}
