output "topic_arn" {
  description = "ARN of the topic that deployments are published to."
  value       = aws_sns_topic.this.arn
}

output "rule_names" {
  description = "Names of the rules that pass events to the handler."
  value       = values(aws_cloudwatch_event_rule.this)[*].name
}

output "undelivered_queue_url" {
  description = "URL of the queue for notifications that SNS could not pass to the handler."
  value       = module.undelivered.url
}

output "undelivered_events_queue_url" {
  description = "URL of the queue for events that EventBridge could not pass to the handler. null when there are no rules."
  value       = one(module.undelivered_events[*].url)
}

output "failed_events_queue_url" {
  description = "URL of the queue for events that the handler failed three times."
  value       = module.failed_events.url
}

output "function_name" {
  description = "Name of the handler."
  value       = module.function.name
}

output "function_environment_variables" {
  description = "What the handler reads at cold start."
  value       = module.function.environment_variables
}

output "function_policy" {
  description = "What the handler may do, as an IAM policy document."
  value       = module.function.policy
}

output "function_reserved_concurrency" {
  description = "How many instances Lambda keeps free for the handler. null or -1 for none."
  value       = module.function.reserved_concurrency
}

output "function_role_name" {
  description = "Name of the handler's role."
  value       = module.function.role_name
}
