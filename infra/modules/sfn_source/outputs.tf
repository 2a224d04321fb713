output "rule_name" {
  description = "Name of the rule that picks the ends of executions."
  value       = aws_cloudwatch_event_rule.execution_status.name
}

output "undelivered_queue_url" {
  description = "URL of the queue for events that EventBridge could not hand to the handler."
  value       = module.undelivered.url
}

output "function" {
  description = "The handler, with the outputs of ../lambda_function."
  value       = module.function
}
