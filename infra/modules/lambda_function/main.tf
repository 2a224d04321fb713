# A function with everything that belongs to it alone: its log group, its role and its policy and, when AWS invokes it
# asynchronously, its retries and the queue for events that it could not process.

resource "aws_lambda_function" "this" {
  function_name    = var.name
  description      = var.description
  role             = aws_iam_role.this.arn
  filename         = var.zip_file
  source_code_hash = fileexists(var.zip_file) ? filebase64sha256(var.zip_file) : null # destroying needs no build
  handler          = "index.handler"
  runtime          = var.function_settings.runtime
  architectures    = ["arm64"]
  memory_size      = var.function_settings.memory_size
  timeout          = var.timeout_seconds
  tags             = var.tags

  reserved_concurrent_executions = var.reserved_concurrency

  environment {
    variables = local.environment_variables
  }

  # Lambda creates a log group without retention if it runs before ours is there, and AWS checks at creation that the
  # role may read an event source or write to an on-failure queue.
  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy.this]

  lifecycle {
    precondition {
      condition     = fileexists(var.zip_file)
      error_message = "There is no ${var.zip_file}. Build the functions first: type \"./scripts/build\" in the repository's root, then run Terraform again."
    }
  }
}

locals {
  environment_variables = merge(var.environment_variables, {
    LOG_LEVEL = var.function_settings.log_level
    WARM_UP   = tostring(var.function_settings.warm_up)
  })
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.function_settings.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

resource "aws_iam_role" "this" {
  name                 = var.role_name
  path                 = var.function_settings.role_path
  permissions_boundary = var.function_settings.permissions_boundary
  description          = "What ${var.name} may do."
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LambdaMayRunTheFunctionWithThisRole"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })

  # A function must not be without its role while another takes its place: the queue would stop being polled.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "this" {
  name   = var.name
  role   = aws_iam_role.this.name
  policy = local.policy

  lifecycle {
    create_before_destroy = true

    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, which does not count white space.
    precondition {
      condition     = length(replace(local.policy, " ", "")) <= 10240
      error_message = "The policy of ${var.name} has ${length(replace(local.policy, " ", ""))} characters, IAM takes 10240. Its settings name too many things one by one: let one entry stand for several, as \"shop-*\" does."
    }
  }
}

locals {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([for statement in concat(local.write_logs, local.keep_failed_events, var.policy_statements) : {
      Sid      = statement.sid
      Effect   = "Allow"
      Action   = statement.actions
      Resource = statement.resources
    }], local.use_the_key)
  })

  write_logs = [{
    sid       = "WriteItsOwnLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this.arn}:*"]
  }]

  # Through these services alone: the key may be that of other things too.
  # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
  use_the_key = [for arn in var.kms_key_arn[*] : {
    Sid       = "UseTheKeyOfWhatItReadsAndSends"
    Effect    = "Allow"
    Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = [arn]
    Condition = { StringLike = { "kms:ViaService" = [for service in var.key_services : "${service}.*"] } }
  }]

  keep_failed_events = var.on_failure_queue != null ? [{
    sid       = "KeepEventsItCouldNotProcess"
    actions   = ["sqs:SendMessage"]
    resources = [var.on_failure_queue.arn]
  }] : []
}

# https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html: these are Lambda's own values, named
# because the rest of the path relies on them.
resource "aws_lambda_function_event_invoke_config" "this" {
  count = var.on_failure_queue != null ? 1 : 0

  function_name                = aws_lambda_function.this.function_name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 6 * 60 * 60

  destination_config {
    on_failure {
      destination = var.on_failure_queue.arn
    }
  }
}
