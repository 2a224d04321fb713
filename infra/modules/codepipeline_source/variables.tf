variable "environment" {
  description = "Name of the environment, which the function puts on its messages."
  type        = string
}

variable "names" {
  description = "Names in the account, as ../../names.tf has them."
  type = object({
    codepipeline_handler          = string
    codepipeline_handler_role     = string
    deployments_topic             = string
    deployment_rule_prefix        = string
    undelivered_notifications     = string
    undelivered_deployment_events = string
    failed_deployment_events      = string
  })
}

variable "location" {
  description = "What the ARNs of this environment begin with."
  type = object({
    partition  = string
    region     = string
    account_id = string
  })
}

variable "tags" {
  description = "Tags for every resource that takes them."
  type        = map(string)
}

variable "deployments" {
  description = "The deployment groups and pipelines to report, as ../settings has them. They are the function's permissions."
  type = list(object({
    group       = optional(string)
    application = optional(string)
    pipeline    = optional(string)
  }))
}

variable "function_variables" {
  description = "What the function reads of the settings at cold start, as ../settings makes it."
  type        = map(string)
}

variable "additional_events" {
  description = "What is reported beyond results, as in the root module: progress, stages, actions, approvals, instances, scaling."
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

variable "link_style" {
  description = "How messages show their links: text or buttons."
  type        = string
}

variable "queue" {
  description = "The queue to put messages on."
  type = object({
    arn = string
    url = string
  })
}

variable "zip_file" {
  description = "Path of the built function."
  type        = string
}

variable "function_settings" {
  description = "What all functions share, as in ../lambda_function."
  type = object({
    runtime            = string
    memory_size        = number
    log_level          = string
    log_retention_days = number
    warm_up            = bool

    permissions_boundary = optional(string)
    role_path            = optional(string)
  })
}

variable "reserved_concurrency" {
  description = "How many instances of the handler may run at once, which Lambda keeps free for it. null for whatever the account has."
  type        = number
  default     = null
}

variable "kms_key_arn" {
  description = "ARN of the KMS key for the topic, the queues and the log. null for AWS's own keys, with which the topic is not encrypted."
  type        = string
}

variable "max_message_size" {
  description = "Bytes that a dead-letter queue takes, as in the root module."
  type        = number
}
