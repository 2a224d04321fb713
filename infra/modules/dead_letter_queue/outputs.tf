output "name" {
  description = "Name of the queue."
  value       = aws_sqs_queue.this.name
}

output "arn" {
  description = "ARN of the queue."
  value       = aws_sqs_queue.this.arn
}

output "url" {
  description = "URL of the queue."
  value       = aws_sqs_queue.this.url
}

output "policy" {
  description = "Who may send here, as a policy document."
  value       = aws_sqs_queue.this.policy
}

output "kms_key_arn" {
  description = "ARN of the queue's KMS key. null for SQS's own."
  value       = aws_sqs_queue.this.kms_master_key_id
}
