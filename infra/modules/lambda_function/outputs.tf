output "name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "arn" {
  description = "ARN of the function."
  value       = aws_lambda_function.this.arn
}

output "environment_variables" {
  description = "What the function reads at cold start."
  value       = local.environment_variables
}

output "policy" {
  description = "What the function may do, as an IAM policy document."
  value       = aws_iam_role_policy.this.policy
}

output "reserved_concurrency" {
  description = "How many instances Lambda keeps free for the function. null or -1 for none."
  value       = aws_lambda_function.this.reserved_concurrent_executions
}

output "role_name" {
  description = "Name of the function's role."
  value       = aws_iam_role.this.name
}
