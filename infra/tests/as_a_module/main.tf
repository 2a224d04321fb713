# Somebody else's root module, which calls Shipbell once for each of two environments, in one workspace of its own.

module "shipbell" {
  for_each = toset(["staging", "prod"]) # which Terraform refuses for a module that has a provider block
  source   = "../.."

  environment = each.key
  tags        = { Team = "payments" }
  deployments = [{ group = "*-${each.key}", destination = "deployments" }]
}

output "function_names" {
  description = "Names of the functions, by environment and package."
  value       = { for environment, shipbell in module.shipbell : environment => shipbell.function_names }
}

output "slack_url_parameter_names" {
  description = "Names of the parameters for the webhooks, by environment and destination."
  value       = { for environment, shipbell in module.shipbell : environment => shipbell.slack_url_parameter_names }
}
