# A function with everything that belongs to it alone: its log group, its role, its policy and, when it is invoked
# asynchronously, the queue for what it could not process.

resource "aws_lambda_function" "this" {
  function_name    = var.name
  description      = var.description
  role             = aws_iam_role.this.arn
  filename         = var.code.zip_file
  source_code_hash = fileexists(var.code.zip_file) ? filebase64sha256(var.code.zip_file) : null # destroying needs no build
  handler          = "index.handler"
  runtime          = var.code.runtime
  architectures    = ["arm64"]
  memory_size      = var.code.memory_size
  timeout          = var.timeout

  environment {
    variables = local.environment
  }

  # Lambda creates a log group without retention if it runs before ours is there, and AWS checks at creation that the
  # role may read an event source or write to an on-failure queue.
  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy.this]

  lifecycle {
    precondition {
      condition     = fileexists(var.code.zip_file)
      error_message = "There is no ${var.code.zip_file}. Build the functions first: type \"npx pnpm build\" in the repository's root, then run Terraform again."
    }
  }
}

locals {
  environment = merge(var.environment, { LOG_LEVEL = var.code.log_level })
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.code.log_retention_days
}

resource "aws_iam_role" "this" {
  name        = var.name
  description = "What ${var.name} may do."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LambdaMayRunTheFunctionWithThisRole"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name   = var.name
  role   = aws_iam_role.this.name
  policy = local.policy

  lifecycle {
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, which does not count white space.
    precondition {
      condition     = length(replace(local.policy, " ", "")) <= 10240
      error_message = "The policy of ${var.name} has ${length(replace(local.policy, " ", ""))} characters, IAM takes 10240. Its settings name too much one by one: let one entry stand for several, as \"shop-*\" does."
    }
  }
}

locals {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for statement in concat(local.write_logs, local.keep_failures, var.statements) : {
      Sid      = statement.sid
      Effect   = "Allow"
      Action   = statement.actions
      Resource = statement.resources
    }]
  })

  write_logs = [{
    sid       = "WriteItsOwnLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this.arn}:*"]
  }]

  keep_failures = [for queue in module.on_failure : {
    sid       = "KeepEventsItCouldNotProcess"
    actions   = ["sqs:SendMessage"]
    resources = [queue.arn]
  }]
}

module "on_failure" {
  count  = var.keeps_failed_events ? 1 : 0
  source = "../dead_letter_queue"

  context = var.context
  name    = "${var.name}-on-failure"
}

# https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html: these are Lambda's own values, named
# because the rest of the path relies on them.
resource "aws_lambda_function_event_invoke_config" "this" {
  count = var.keeps_failed_events ? 1 : 0

  function_name                = aws_lambda_function.this.function_name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 6 * 60 * 60

  destination_config {
    on_failure {
      destination = module.on_failure[0].arn
    }
  }
}
