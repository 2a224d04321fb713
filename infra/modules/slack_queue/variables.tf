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

variable "delay_seconds" {
  description = "Seconds that every message waits on the queue."
  type        = number
}

variable "consumer_timeout" {
  description = "Seconds that one invocation of the consuming function may take."
  type        = number
}
