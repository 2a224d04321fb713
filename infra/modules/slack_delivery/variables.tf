variable "environment" {
  description = "Name of the environment, whose messages the sender takes."
  type        = string
}

variable "names" {
  description = "Names in the account, as ../../names.tf has them."
  type = object({
    slack_sender      = string
    slack_sender_role = string
    webhook_parameter = string
  })
}

variable "tags" {
  description = "Tags for every resource that takes them."
  type        = map(string)
}

variable "queue" {
  description = "The queue to take messages from, and its dead-letter queue."
  type = object({
    arn             = string
    dead_letter_arn = string
    dead_letter_url = string
  })
}

variable "destinations" {
  description = "Names of the channels that messages go to, \"default\" among them."
  type        = set(string)
}

variable "digest_backlog" {
  description = "Whether to fold messages that wait for one channel into digests."
  type        = bool
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

variable "timeout_seconds" {
  description = "Seconds that one invocation may take."
  type        = number
}

variable "maximum_concurrency" {
  description = "How many instances of the sender the queue invokes at once. null for as many as channels have messages."
  type        = number
  default     = null
}

variable "kms_key_arn" {
  description = "ARN of the KMS key of the queues, and for the parameters and the log. null for AWS's own keys."
  type        = string
}
