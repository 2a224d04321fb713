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

variable "timeout" {
  description = "Seconds that one invocation may take."
  type        = number
}
