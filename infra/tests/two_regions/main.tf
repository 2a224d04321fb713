# One environment in two regions of one account. The name is as long as it may be, and so is that of the one region.

module "shipbell" {
  for_each = toset(["us-isof-south-1", "eu-west-1"])
  source   = "../.."

  environment = "eighteen-character"
}

output "role_names" {
  description = "Names of the functions' roles, by region and package."
  value       = { for region, shipbell in module.shipbell : region => shipbell.role_names }
}
