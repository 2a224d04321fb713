variable "names" {
  description = "Names in the account, as ../../names.tf has them."
  type = object({
    slack_queue          = string
    undelivered_messages = string
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

variable "max_message_size" {
  description = "Bytes that the dead-letter queue takes, attributes included. The queue takes a kibibyte less."
  type        = number
}

variable "delay_seconds" {
  description = "Seconds that every message waits on the queue."
  type        = number
}

variable "consumer_timeout_seconds" {
  description = "Seconds that one invocation of the consuming function may take."
  type        = number
}

variable "kms_key_arn" {
  description = "ARN of the KMS key for the queues. null for SQS's own."
  type        = string
}
