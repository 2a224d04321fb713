output "function" {
  description = "The sender, with the outputs of ../lambda_function."
  value       = module.function
}

output "parameter_names" {
  description = "Name of the parameter that holds the webhook, by destination."
  value       = { for destination, parameter in aws_ssm_parameter.webhook : destination => parameter.name }
}
