variable "name" {
  description = "Name of the function, its role and its policy."
  type        = string
}

variable "description" {
  description = "What the function does, shown in the console."
  type        = string
}

variable "tags" {
  description = "Tags for every resource that takes them."
  type        = map(string)
}

variable "zip_file" {
  description = "Path of the built function."
  type        = string
}

variable "function_settings" {
  description = "What all functions share."
  type = object({
    runtime            = string
    memory_size        = number # MB
    log_level          = string
    log_retention_days = number
  })
}

variable "timeout_seconds" {
  description = "Seconds that one invocation may take."
  type        = number
}

variable "environment_variables" {
  description = "What the function reads at cold start, apart from LOG_LEVEL."
  type        = map(string)
}

variable "policy_statements" {
  description = "What the function may do beyond writing its log: allowed actions on named ARNs."
  type = list(object({
    sid       = string
    actions   = list(string)
    resources = list(string)
  }))
}

variable "on_failure_queue" {
  description = "The queue for events that failed every attempt. null for a function that nobody invokes asynchronously."
  type = object({
    arn = string
  })
  default = null
}

variable "reserved_concurrency" {
  description = "How many instances of the function may run at once, which Lambda keeps free for it. null for whatever the account has."
  type        = number
  default     = null
}
