variable "context" {
  description = "The environment and the account it lives in."
  type = object({
    environment = string
    prefix      = string # what the names of its resources begin with
    partition   = string
    region      = string
    account_id  = string
  })
}

variable "name" {
  description = "Name of the queue."
  type        = string
}

variable "sender" {
  description = "The AWS service that sends here on behalf of our resources, and their ARNs. null when a function's role does."
  type = object({
    service     = string
    source_arns = list(string)
  })
  default = null
}
