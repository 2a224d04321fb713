variable "name" {
  description = "Name of the queue."
  type        = string
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
  description = "Bytes that the queue takes. Lambda, EventBridge and SNS send what they were given, and the reason beside it."
  type        = number
}

variable "sender" {
  description = "The AWS service that sends here on behalf of our resources, and their ARNs. null when a function's role does."
  type = object({
    service     = string
    source_arns = list(string)
  })
  default = null
}

variable "kms_key_arn" {
  description = "ARN of the KMS key for the queue. null for SQS's own."
  type        = string
}
