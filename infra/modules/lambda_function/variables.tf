variable "name" {
  description = "Name of the function and of its policy."
  type        = string
}

variable "role_name" {
  description = "Name of the function's role, which no other region of the account may have."
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
    warm_up            = bool

    permissions_boundary = optional(string) # ARN of a policy
    role_path            = optional(string)
  })
}

variable "timeout_seconds" {
  description = "Seconds that one invocation may take."
  type        = number
}

variable "environment_variables" {
  description = "What the function reads at cold start, apart from LOG_LEVEL and WARM_UP."
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

variable "kms_key_arn" {
  description = "ARN of the KMS key for the log, which is that of what the function reads and sends too. null for AWS's own keys."
  type        = string
}

variable "key_services" {
  description = "The services through which the function uses the key: sqs, ssm."
  type        = list(string)
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
