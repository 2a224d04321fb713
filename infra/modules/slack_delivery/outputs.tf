output "function_name" {
  description = "Name of the sender."
  value       = module.function.name
}

output "function_environment_variables" {
  description = "What the sender reads at cold start."
  value       = module.function.environment_variables
}

output "function_policy" {
  description = "What the sender may do, as an IAM policy document."
  value       = module.function.policy
}

output "parameter_names" {
  description = "Name of the parameter that holds the webhook, by destination."
  value       = { for destination, parameter in aws_ssm_parameter.webhook : destination => parameter.name }
}

output "maximum_concurrency" {
  description = "How many instances of the sender the queue invokes at once. null for no limit."
  value       = one(aws_lambda_event_source_mapping.queue.scaling_config[*].maximum_concurrency)
}

output "function_role_name" {
  description = "Name of the sender's role."
  value       = module.function.role_name
}
