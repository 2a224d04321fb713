# What a tfvars file may still name: Terraform would only warn that nobody declares it, and go on without.

variable "execution_statuses" {
  description = "Is now statuses of defaults.state_machines."
  type        = list(string)
  default     = null

  validation {
    condition     = var.execution_statuses == null
    error_message = "execution_statuses is now statuses of defaults.state_machines, in lower case. Write:\n  defaults = { state_machines = { statuses = ${jsonencode([for status in coalesce(var.execution_statuses, []) : lower(status)])} } }"
  }
}
