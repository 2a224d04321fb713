output "names" {
  description = "Names of the alarms."
  value       = values(aws_cloudwatch_metric_alarm.this)[*].alarm_name
}

output "topic_arn" {
  description = "ARN of the topic that mails alarms. null when there are no addresses."
  value       = one(aws_sns_topic.alarms[*].arn)
}
