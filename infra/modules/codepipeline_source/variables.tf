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
  description = "The deployment groups and pipelines to tell of, as in the root module. They are the function's setting and its permissions."
  type = list(object({
    group       = optional(string)
    application = optional(string)
    pipeline    = optional(string)
    name        = optional(string)
    site_url    = optional(string)
    destination = optional(string)
  }))
}

variable "additional_events" {
  description = "What is told beyond results, as in the root module: progress, stages, actions, approvals, instances."
  type        = set(string)
}

variable "event_sources" {
  description = "Services whose events come by EventBridge rules: codedeploy, codepipeline."
  type        = set(string)
}

variable "discover_pipelines" {
  description = "Whether the pipeline that deploys to a group is looked for where deployments does not name it."
  type        = bool
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
