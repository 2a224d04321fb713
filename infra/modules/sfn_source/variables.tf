variable "environment" {
  description = "Name of the environment, which the function puts on its messages."
  type        = string
}

variable "names" {
  description = "Names in the account, as ../../names.tf has them."
  type = object({
    sfn_history_handler          = string
    sfn_history_handler_role     = string
    execution_rule               = string
    undelivered_execution_events = string
    failed_execution_events      = string
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

variable "state_machines" {
  description = "The state machines to report, as ../settings has them. They are the rule's pattern and the function's permission."
  type = list(object({
    state_machine = string
    input_paths   = optional(list(string))
  }))
}

variable "execution_statuses" {
  description = "The ends of an execution that the rule lets through: SUCCEEDED, FAILED, TIMED_OUT, ABORTED."
  type        = list(string)
}

variable "function_variables" {
  description = "What the function reads of the settings at cold start, as ../settings makes it."
  type        = map(string)
}

variable "reads_earlier_executions" {
  description = "Whether a setting needs earlier executions beside compare_duration."
  type        = bool
}

variable "compare_duration" {
  description = "Whether to ask how long the last successful executions took."
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
  description = "ARN of the KMS key for the queues and the log. null for AWS's own keys."
  type        = string
}

variable "max_message_size" {
  description = "Bytes that a dead-letter queue takes, as in the root module."
  type        = number
}
