# Step Functions: the rule picks the ends of executions from the default event bus, the handler makes messages of them.

resource "aws_cloudwatch_event_rule" "execution_status" {
  name          = var.names.execution_rule
  description   = "Step Functions executions that ended."
  event_pattern = local.event_pattern
  tags          = var.tags

  lifecycle {
    precondition {
      condition     = length(local.event_pattern) <= 2048
      error_message = "The rule's event pattern for the ${length(local.names)} entries of state_machines has ${length(local.event_pattern)} characters, EventBridge takes 2048. Cover several state machines with one entry: state_machine = \"nightly-*\"."
    }

    precondition {
      condition     = local.complexity <= local.most_complexity
      error_message = "The rule's event pattern is too complex for EventBridge: ${join(", ", local.wildcard_names)} in state_machines make ${local.complexity}, and more than ${local.most_complexity} is refused. Name state machines in full, by their beginning (\"nightly-*\") or by their end (\"*-prod\"), which costs nothing, or all of them (\"*\"); only a * in the middle, or more than one, costs."
    }
  }
}

resource "aws_cloudwatch_event_target" "handler" {
  rule      = aws_cloudwatch_event_rule.execution_status.name
  target_id = "handler"
  arn       = module.function.arn

  # EventBridge's own values. They cover what keeps it from invoking the function; what fails inside, Lambda retries.
  retry_policy {
    maximum_event_age_in_seconds = 24 * 60 * 60
    maximum_retry_attempts       = 185
  }

  dead_letter_config {
    arn = module.undelivered.arn
  }

  depends_on = [aws_lambda_permission.rule]
}

module "undelivered" {
  source = "../dead_letter_queue"

  name             = var.names.undelivered_execution_events
  location         = var.location
  tags             = var.tags
  kms_key_arn      = var.kms_key_arn
  sender           = { service = "events.amazonaws.com", source_arns = [aws_cloudwatch_event_rule.execution_status.arn] }
  max_message_size = var.max_message_size
}

resource "aws_lambda_permission" "rule" {
  statement_id  = "TheRuleMayInvokeTheHandler"
  action        = "lambda:InvokeFunction"
  function_name = module.function.name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.execution_status.arn
}

module "function" {
  source = "../lambda_function"

  name              = var.names.sfn_history_handler
  role_name         = var.names.sfn_history_handler_role
  description       = "Makes Slack messages of Step Functions executions and puts them on the queue."
  tags              = var.tags
  zip_file          = var.zip_file
  function_settings = var.function_settings
  kms_key_arn       = var.kms_key_arn
  key_services      = ["sqs"]
  timeout_seconds   = 60 # the longest history, 25,000 events, is 25 calls
  on_failure_queue  = { arn = module.failed_events.arn }

  reserved_concurrency = var.reserved_concurrency

  environment_variables = merge(var.function_variables, {
    ENVIRONMENT      = var.environment
    QUEUE_URL        = var.queue.url
    COMPARE_DURATION = tostring(var.compare_duration)
    LINK_STYLE       = var.link_style
  })

  policy_statements = concat(
    [
      {
        sid       = "ReadTheHistoryOfExecutions"
        actions   = ["states:GetExecutionHistory"]
        resources = [for name in local.read_names : "${local.states}:execution:${name}:*"]
      },
      {
        sid       = "CountTheItemsOfDistributedMaps"
        actions   = ["states:DescribeMapRun"]
        resources = [for name in local.read_names : "${local.states}:mapRun:${name}/*"]
      },
    ],
    var.compare_duration || var.reads_earlier_executions ? [{
      sid       = "ListEarlierExecutions"
      actions   = ["states:ListExecutions"]
      resources = [for name in local.read_names : "${local.states}:stateMachine:${name}"]
    }] : [],
    # The handler asks only where the input is too long for the event and an entry names a path of it to show.
    length(local.input_names) > 0 ? [{
      sid       = "ReadTheInputOfExecutions"
      actions   = ["states:DescribeExecution"]
      resources = [for name in local.input_names : "${local.states}:execution:${name}:*"]
    }] : [],
    [
      {
        sid       = "PutMessagesOnTheQueue"
        actions   = ["sqs:SendMessage"]
        resources = [var.queue.arn]
      },
    ],
  )
}

# Lambda keeps an event here that the handler failed three times.
module "failed_events" {
  source = "../dead_letter_queue"

  name             = var.names.failed_execution_events
  location         = var.location
  tags             = var.tags
  kms_key_arn      = var.kms_key_arn
  max_message_size = var.max_message_size
}

moved {
  from = module.function.module.on_failure[0]
  to   = module.failed_events
}

locals {
  # The region is open, because an event that another region's bus forwards is looked up there.
  states = "arn:${var.location.partition}:states:*:${var.location.account_id}"

  # IAM takes no more than Latin-1 in a policy, Step Functions takes any letter in a name.
  # https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
  readable_names = distinct([for name in local.names : replace(name, "/[^ -~]+/", "*")])
  read_names     = coalescelist(local.readable_names, ["*"])
  input_names = distinct([
    for machine in var.state_machines : replace(machine.state_machine, "/[^ -~]+/", "*")
    if length(coalesce(machine.input_paths, [])) > 0
  ])
}
