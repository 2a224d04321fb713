output "topic_arn" {
  description = "ARN of the topic that deployments are told to."
  value       = aws_sns_topic.this.arn
}

output "rule_names" {
  description = "Names of the rules that pass events to the handler."
  value       = values(aws_cloudwatch_event_rule.this)[*].name
}

output "undelivered_queue_url" {
  description = "URL of the queue for notifications that SNS could not hand to the handler."
  value       = module.undelivered.url
}

output "undelivered_events_queue_url" {
  description = "URL of the queue for events that EventBridge could not hand to the handler. null when there are no rules."
  value       = one(module.undelivered_events[*].url)
}

output "function" {
  description = "The handler, with the outputs of ../lambda_function."
  value       = module.function
}
