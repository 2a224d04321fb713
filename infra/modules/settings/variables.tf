# Of any type: Terraform drops the attributes that an object type does not name without a word, and a misspelled one with them.
# https://github.com/hashicorp/terraform/issues/29204

variable "deployments" {
  description = "The deployment groups and pipelines to report, as in the root module."
  type        = any
  default     = []
  nullable    = false
}

variable "state_machines" {
  description = "The state machines to report, as in the root module."
  type        = any
  default     = []
  nullable    = false
}

variable "defaults" {
  description = "What holds for all of deployments and for all of state_machines, as in the root module."
  type        = any
  default     = {}
  nullable    = false
}
