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

variable "deployments" {
  description = "The deployment groups to tell of, as in the root module."
  type = list(object({
    group       = string
    application = optional(string)
    pipeline    = optional(string)
    name        = optional(string)
    site_url    = optional(string)
    destination = optional(string)
  }))
}

variable "queue" {
  description = "The queue to put messages on."
  type = object({
    arn = string
    url = string
  })
}

variable "code" {
  description = "The built function and what all functions share, as in ../lambda_function."
  type = object({
    zip_file           = string
    runtime            = string
    memory_size        = number
    log_level          = string
    log_retention_days = number
  })
}
