# The queue between the handlers and the sender, with its dead-letter queue.

locals {
  retention_seconds = 14 * 24 * 60 * 60 # the longest that SQS offers

  # A kibibyte less than the dead-letter queue takes: a message of the full size would not fit there together with its
  # reason, and would block its channel until SQS itself moves it.
  max_message_size = var.max_message_size - 1024

  # Put together by hand because a queue cannot refer to itself. The policies are inline because every change of a queue
  # costs 25 s of waiting for it to spread, and a separate policy would be a second one.
  sqs = "arn:${var.location.partition}:sqs:${var.location.region}:${var.location.account_id}"

  only_over_tls = { for name in [var.names.slack_queue, var.names.undelivered_messages] : name => jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "NothingMayComeUnencrypted"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = "${local.sqs}:${name}"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  }) }
}

resource "aws_sqs_queue" "this" {
  name       = var.names.slack_queue
  fifo_queue = true

  # Producers name the event themselves: two texts can be about one event.
  content_based_deduplication = false

  # Across the queue, not per group: an event that two event sources report is one message even if it is sent to two
  # groups, as it is while a changed destination is being applied. With 300 sends a second there is no need for the higher
  # throughput that deduplication per group would allow.
  deduplication_scope   = "queue"
  fifo_throughput_limit = "perQueue"

  # A FIFO queue delays every message alike: it takes no delay of a single message.
  delay_seconds              = var.delay_seconds
  visibility_timeout_seconds = 6 * var.consumer_timeout_seconds # AWS's advice: docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  message_retention_seconds  = local.retention_seconds
  max_message_size           = local.max_message_size
  kms_master_key_id          = var.kms_key_arn
  sqs_managed_sse_enabled    = var.kms_key_arn == null ? true : null
  tags                       = var.tags

  policy = local.only_over_tls[var.names.slack_queue]
}

# FIFO like its source, as SQS demands.
resource "aws_sqs_queue" "dead_letter" {
  name                        = var.names.undelivered_messages
  fifo_queue                  = true
  content_based_deduplication = false
  deduplication_scope         = "queue"
  fifo_throughput_limit       = "perQueue"
  message_retention_seconds   = local.retention_seconds
  max_message_size            = var.max_message_size
  kms_master_key_id           = var.kms_key_arn
  sqs_managed_sse_enabled     = var.kms_key_arn == null ? true : null
  tags                        = var.tags
  policy                      = local.only_over_tls[var.names.undelivered_messages]
}

# Apart from the queue, so that what needs only the queue does not wait for the dead-letter queue as well.
resource "aws_sqs_queue_redrive_policy" "this" {
  queue_url = aws_sqs_queue.this.url

  # A budget of time, not a judgement of the message: the sender backs off up to 300 s and more between attempts, so this
  # lasts at least three hours and three quarters. What can never be delivered, the sender dead-letters at once.
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letter.arn
    maxReceiveCount     = 50
  })
}
