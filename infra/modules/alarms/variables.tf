variable "environment" {
  description = "Name of the environment, which the operator's commands need."
  type        = string
}

variable "names" {
  description = "Names in the account, as ../../names.tf has them."
  type = object({
    codepipeline_handler = string
    sfn_history_handler  = string
    slack_sender         = string
    deployments_topic    = string
    slack_queue          = string
    alarm_prefix         = string
    alarms_topic         = string
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

variable "dead_letter_queue_names" {
  description = "Name of each dead-letter queue that there is, by the keys of the root module's output dead_letter_queue_urls."
  type        = map(string)
}

variable "rule_names" {
  description = "Names of the EventBridge rules that pass events to the handlers."
  type        = list(string)
}

variable "message_delay_seconds" {
  description = "Seconds that every message waits on the queue."
  type        = number
}

variable "silence_alarm_hours" {
  description = "After how many hours without a message an alarm rings. null for no such alarm."
  type        = number
}

variable "alarm_actions" {
  description = "ARNs of what every alarm acts on."
  type        = list(string)
}

variable "alarm_emails" {
  description = "Mail addresses that are notified of every alarm."
  type        = set(string)
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the topic for mail. null for none."
  type        = string
}
