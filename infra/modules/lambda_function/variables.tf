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
  description = "Name of the function, its role and its policy."
  type        = string
}

variable "description" {
  description = "What the function does, shown in the console."
  type        = string
}

variable "code" {
  description = "The built function, and what all functions share."
  type = object({
    zip_file           = string
    runtime            = string
    memory_size        = number # MB
    log_level          = string
    log_retention_days = number
  })
}

variable "timeout" {
  description = "Seconds that one invocation may take."
  type        = number
}

variable "environment" {
  description = "What the function reads at cold start, apart from LOG_LEVEL."
  type        = map(string)
}

variable "statements" {
  description = "What the function may do beyond writing its log: allowed actions on named ARNs."
  type = list(object({
    sid       = string
    actions   = list(string)
    resources = list(string)
  }))
}

variable "keeps_failed_events" {
  description = "Whether events that failed every attempt go to a queue of their own. For functions that AWS invokes asynchronously."
  type        = bool
  default     = false
}
