# Delivery: the sender takes messages from the queue and posts them to the webhook of their destination.

resource "aws_lambda_event_source_mapping" "queue" {
  event_source_arn        = var.queue.arn
  function_name           = module.function.arn
  batch_size              = 10 # the most that a FIFO queue gives
  function_response_types = ["ReportBatchItemFailures"]

  # Not a reservation of the function: the queue would take messages for it all the same, and use up their receives.
  # https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
  dynamic "scaling_config" {
    for_each = var.maximum_concurrency[*]
    content {
      maximum_concurrency = scaling_config.value
    }
  }
}

module "function" {
  source = "../lambda_function"

  name              = var.names.slack_sender
  role_name         = var.names.slack_sender_role
  description       = "Posts messages from the queue to Slack."
  tags              = var.tags
  zip_file          = var.zip_file
  function_settings = var.function_settings
  kms_key_arn       = var.kms_key_arn
  key_services      = ["sqs", "ssm"]
  timeout_seconds   = var.timeout_seconds

  environment_variables = {
    ENVIRONMENT           = var.environment
    DEAD_LETTER_QUEUE_URL = var.queue.dead_letter_url
    SLACK_URL_PARAMETER   = aws_ssm_parameter.webhook["default"].name
    DIGEST_BACKLOG        = tostring(var.digest_backlog)
  }

  policy_statements = [
    {
      sid       = "TakeMessagesFromTheQueue"
      actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"]
      resources = [var.queue.arn]
    },
    {
      sid       = "SetAsideWhatSlackDoesNotTake"
      actions   = ["sqs:SendMessage"]
      resources = [var.queue.dead_letter_arn]
    },
    {
      sid       = "ReportADestinationThatTakesNothing"
      actions   = ["sqs:SendMessage"]
      resources = [var.queue.arn]
    },
    {
      # Enough to decrypt as well, without a key of the account's own: aws/ssm lets every principal of the account decrypt
      # through Parameter Store.
      # https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-restrict-decryption.html
      sid       = "ReadTheWebhooks"
      actions   = ["ssm:GetParameter"]
      resources = [for destination in sort(var.destinations) : aws_ssm_parameter.webhook[destination].arn]
    },
  ]
}

# One webhook per destination, stored by scripts/set-webhook. Terraform makes the parameter and never reads its value: a
# write-only argument is not read back, where `value` with `ignore_changes` would bring the real URL into the state.
resource "aws_ssm_parameter" "webhook" {
  for_each = var.destinations

  name             = each.key == "default" ? var.names.webhook_parameter : "${var.names.webhook_parameter}/${each.key}"
  description      = "Slack's incoming webhook for Shipbell, stored by scripts/set-webhook."
  type             = "SecureString"
  key_id           = var.kms_key_arn
  value_wo         = "placeholder, to be replaced with scripts/set-webhook"
  value_wo_version = 1 # never raise it: that would write the placeholder over every webhook
  tags             = var.tags

  # For any change but that of tags the provider writes the value as well, which it does not have: the apply would fail. A
  # webhook keeps the key under which it was stored, which scripts/set-webhook keeps too.
  lifecycle {
    ignore_changes = [description, key_id]
  }
}
