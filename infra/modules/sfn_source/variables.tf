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

variable "state_machines" {
  description = "The state machines to tell of, as in the root module. They are the rule's pattern, the function's setting and its permission."
  type = list(object({
    state_machine = string
    name          = optional(string)
    image_url     = optional(string)
    destination   = optional(string)
    input_paths   = optional(list(string))
  }))
}

variable "execution_statuses" {
  description = "The ends of an execution to tell of."
  type        = set(string)
}

variable "compare_duration" {
  description = "Whether to ask how long the last successful executions took."
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
