output "topic_arn" {
  description = "ARN of the topic that deployments are told to."
  value       = aws_sns_topic.this.arn
}

output "undelivered_queue_url" {
  description = "URL of the queue for notifications that SNS could not hand to the handler."
  value       = module.undelivered.url
}

output "function" {
  description = "The handler, with the outputs of ../lambda_function."
  value       = module.function
}
