# Where one step of the path leaves what it could not pass on. A standard queue: Lambda, EventBridge and SNS refuse a FIFO
# queue here.

locals {
  # Put together by hand because a queue cannot refer to itself. The policy is inline because every change of a queue
  # costs 25 s of waiting for it to spread, and a separate policy would be a second one.
  arn = "arn:${var.location.partition}:sqs:${var.location.region}:${var.location.account_id}:${var.name}"

  only_over_tls = {
    Sid       = "NothingMayComeUnencrypted"
    Effect    = "Deny"
    Principal = "*"
    Action    = "sqs:*"
    Resource  = local.arn
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }

  # A service needs to be let in by the queue; a function's role does not, it has its own policy.
  sender_may_send = var.sender != null ? [{
    Sid       = "TheServiceMaySendWhatItCouldNotDeliver"
    Effect    = "Allow"
    Principal = { Service = var.sender.service }
    Action    = "sqs:SendMessage"
    Resource  = local.arn
    Condition = { ArnEquals = { "aws:SourceArn" = var.sender.source_arns } }
  }] : []
}

resource "aws_sqs_queue" "this" {
  name                      = var.name
  message_retention_seconds = 14 * 24 * 60 * 60 # the longest that SQS offers
  kms_master_key_id         = var.kms_key_arn
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  max_message_size          = var.max_message_size
  tags                      = var.tags

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat([local.only_over_tls], local.sender_may_send)
  })
}
