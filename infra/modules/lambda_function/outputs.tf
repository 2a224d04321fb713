output "name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "arn" {
  description = "ARN of the function."
  value       = aws_lambda_function.this.arn
}

output "environment" {
  description = "What the function reads at cold start."
  value       = local.environment
}

output "policy" {
  description = "What the function may do, as an IAM policy document."
  value       = aws_iam_role_policy.this.policy
}

output "on_failure_queue_url" {
  description = "URL of the queue for events that failed every attempt. null when there is none."
  value       = one(module.on_failure[*].url)
}
