mock_provider "aws" {
  source = "../../tests/mocks"
}

override_resource {
  target = aws_cloudwatch_event_rule.execution_status
  values = { arn = "arn:aws-cn:events:cn-north-1:111122223333:rule/shipbell-dev-sfn-status" }
}

override_resource {
  target = module.undelivered.aws_sqs_queue.this
  values = { arn = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-sfn-status-dlq", url = "https://undelivered" }
}

override_resource {
  target = module.failed_events.aws_sqs_queue.this
  values = { arn = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-sfn-history-handler-on-failure", url = "https://failed-events" }
}

override_resource {
  target = module.function.aws_lambda_function.this
  values = { arn = "arn:aws-cn:lambda:cn-north-1:111122223333:function:shipbell-dev-sfn-history-handler" }
}

variables {
  max_message_size = 262144
  environment      = "dev"
  names = {
    sfn_history_handler          = "shipbell-dev-sfn-history-handler"
    sfn_history_handler_role     = "shipbell-dev-sfn-history-handler-cn-north-1"
    execution_rule               = "shipbell-dev-sfn-status"
    undelivered_execution_events = "shipbell-dev-sfn-status-dlq"
    failed_execution_events      = "shipbell-dev-sfn-history-handler-on-failure"
  }
  location = {
    partition  = "aws-cn"
    region     = "cn-north-1"
    account_id = "111122223333"
  }
  tags                     = { Project = "shipbell", Environment = "dev" }
  kms_key_arn              = null
  queue                    = { arn = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack.fifo", url = "https://queue" }
  execution_statuses       = ["FAILED", "TIMED_OUT"]
  function_variables       = { STATE_MACHINES = "the entries", STATE_MACHINE_DEFAULTS = "the defaults" }
  compare_duration         = true
  reads_earlier_executions = false
  link_style               = "text"
  state_machines           = []
  zip_file                 = "main.tf" # any file will do, nothing is uploaded
  function_settings = {
    runtime            = "nodejs22.x"
    memory_size        = 256
    log_level          = "info"
    log_retention_days = 30
    warm_up            = true
  }
}

run "without_names_the_rule_picks_every_state_machine" {
  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.execution_status.event_pattern) == {
      source      = ["aws.states"]
      detail-type = ["Step Functions Execution Status Change"]
      detail      = { status = ["FAILED", "TIMED_OUT"] }
    }
    error_message = "The pattern must be the statuses and nothing about the state machine."
  }

  assert {
    condition     = jsondecode(module.function.policy).Statement[2].Resource == ["arn:aws-cn:states:*:111122223333:execution:*:*"]
    error_message = "The handler must be allowed the history of all executions."
  }
}

run "the_named_state_machines_are_the_pattern_and_the_permission" {
  variables {
    state_machines = [
      { state_machine = "nightly-*", input_paths = ["$.date", "$['order id']"] },
      { state_machine = "orders", input_paths = [] },
      { state_machine = "orders" },
    ]
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.execution_status.event_pattern).detail.stateMachineArn == [
      "arn:aws-cn:states:cn-north-1:111122223333:stateMachine:orders",
      { prefix = "arn:aws-cn:states:cn-north-1:111122223333:stateMachine:nightly-" },
      { anything-but = { prefix = "arn:aws-cn:states:cn-north-1:111122223333:" } },
    ]
    error_message = "The pattern must pick the named state machines, each once."
  }

  assert {
    condition = jsondecode(module.function.policy).Statement[2].Resource == [
      "arn:aws-cn:states:*:111122223333:execution:nightly-*:*",
      "arn:aws-cn:states:*:111122223333:execution:orders:*",
    ]
    error_message = "The handler must be allowed the histories of the named state machines alone."
  }

  assert {
    condition = [for statement in jsondecode(module.function.policy).Statement : statement.Resource
    if statement.Action == ["states:DescribeExecution"]] == [["arn:aws-cn:states:*:111122223333:execution:nightly-*:*"]]
    error_message = "The handler must be allowed to ask for the input where some of it is shown, and there alone."
  }

  assert {
    condition = [for statement in slice(jsondecode(module.function.policy).Statement, 3, 5) : statement.Resource] == [
      [
        "arn:aws-cn:states:*:111122223333:mapRun:nightly-*/*",
        "arn:aws-cn:states:*:111122223333:mapRun:orders/*",
      ],
      [
        "arn:aws-cn:states:*:111122223333:stateMachine:nightly-*",
        "arn:aws-cn:states:*:111122223333:stateMachine:orders",
      ],
    ]
    error_message = "The handler must be allowed the map runs and the list of executions of the named state machines alone."
  }
}

run "without_compare_duration_no_executions_may_be_listed" {
  variables {
    compare_duration = false
  }

  assert {
    condition     = module.function.environment_variables.COMPARE_DURATION == "false"
    error_message = "The handler must know that it may not compare."
  }

  assert {
    condition     = !strcontains(module.function.policy, "states:ListExecutions") && length(jsondecode(module.function.policy).Statement) == 5
    error_message = "Without the comparison the handler must not be allowed to list executions."
  }
}

run "a_setting_that_needs_earlier_executions_lets_them_be_listed" {
  variables {
    compare_duration         = false
    reads_earlier_executions = true
    state_machines           = [{ state_machine = "orders" }]
  }

  assert {
    condition = [for statement in jsondecode(module.function.policy).Statement : statement.Resource
    if statement.Action == ["states:ListExecutions"]] == [["arn:aws-cn:states:*:111122223333:stateMachine:orders"]]
    error_message = "The handler must be allowed to list the executions that recovered and slower_than_typical compare with."
  }
}

run "a_name_in_any_script_leaves_a_policy_that_iam_takes" {
  command = plan

  variables {
    state_machines = [{ state_machine = "주문-orders" }]
  }

  assert {
    condition     = strcontains(aws_cloudwatch_event_rule.execution_status.event_pattern, ":stateMachine:주문-orders\"")
    error_message = "The rule must pick the state machine by its own name."
  }

  assert {
    condition     = local.readable_names == tolist(["*-orders"])
    error_message = "The policy must name it without the characters that IAM refuses."
  }
}

run "the_rule_invokes_the_handler" {
  assert {
    condition     = aws_cloudwatch_event_rule.execution_status.name == "shipbell-dev-sfn-status" && output.rule_name == "shipbell-dev-sfn-status"
    error_message = "The rule must be named after the environment."
  }

  assert {
    condition = (
      aws_cloudwatch_event_target.handler.rule == "shipbell-dev-sfn-status" &&
      aws_cloudwatch_event_target.handler.arn == "arn:aws-cn:lambda:cn-north-1:111122223333:function:shipbell-dev-sfn-history-handler"
    )
    error_message = "The rule's target must be the handler."
  }

  assert {
    condition = (
      aws_lambda_permission.rule.function_name == "shipbell-dev-sfn-history-handler" &&
      aws_lambda_permission.rule.principal == "events.amazonaws.com" &&
      aws_lambda_permission.rule.source_arn == "arn:aws-cn:events:cn-north-1:111122223333:rule/shipbell-dev-sfn-status"
    )
    error_message = "This rule, and no other, must be allowed to invoke the handler."
  }
}

run "keeps_events_that_never_reached_the_handler" {
  assert {
    condition = (
      aws_cloudwatch_event_target.handler.dead_letter_config[0].arn == "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-sfn-status-dlq" &&
      aws_cloudwatch_event_target.handler.retry_policy[0].maximum_event_age_in_seconds == 86400 &&
      aws_cloudwatch_event_target.handler.retry_policy[0].maximum_retry_attempts == 185
    )
    error_message = "What EventBridge cannot deliver within a day must go to the target's dead-letter queue."
  }

  assert {
    condition     = module.undelivered.name == "shipbell-dev-sfn-status-dlq" && output.undelivered_queue_url == "https://undelivered"
    error_message = "That queue must be named after the rule and be an output."
  }
}

run "the_handler_may_read_histories_and_send" {
  assert {
    condition = [for statement in slice(jsondecode(module.function.policy).Statement, 2, 6) : statement.Action] == [
      ["states:GetExecutionHistory"],
      ["states:DescribeMapRun"],
      ["states:ListExecutions"],
      ["sqs:SendMessage"],
    ]
    error_message = "The handler must be allowed to read histories, map runs and the list of executions, and to send."
  }

  assert {
    condition     = jsondecode(module.function.policy).Statement[5].Resource == ["arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack.fifo"]
    error_message = "The handler must be allowed to send to the queue alone."
  }

  assert {
    condition     = length(jsondecode(module.function.policy).Statement) == 6
    error_message = "The handler must be allowed nothing else but its log and its on-failure queue."
  }

  assert {
    condition = module.function.environment_variables == {
      ENVIRONMENT            = "dev"
      QUEUE_URL              = "https://queue"
      STATE_MACHINES         = "the entries"
      STATE_MACHINE_DEFAULTS = "the defaults"
      COMPARE_DURATION       = "true"
      LINK_STYLE             = "text"
      LOG_LEVEL              = "info"
      WARM_UP                = "true"
    }
    error_message = "The environment must be the contract's."
  }

  assert {
    condition     = module.function.name == "shipbell-dev-sfn-history-handler" && output.function_name == "shipbell-dev-sfn-history-handler"
    error_message = "The handler must be named after the environment."
  }
}

run "refuses_a_pattern_that_is_too_long_for_eventbridge" {
  command = plan

  variables {
    state_machines = [for number in range(25) : { state_machine = "a-state-machine-with-a-rather-long-name-${number}" }]
  }

  expect_failures = [aws_cloudwatch_event_rule.execution_status]
}

run "keeps_events_that_the_handler_failed_every_time" {
  assert {
    condition     = module.failed_events.name == "shipbell-dev-sfn-history-handler-on-failure" && output.failed_events_queue_url == "https://failed-events"
    error_message = "The on-failure queue must be named after the handler and be an output."
  }

  assert {
    condition = contains(jsondecode(module.function.policy).Statement, {
      Sid      = "KeepEventsItCouldNotProcess"
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = ["arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-sfn-history-handler-on-failure"]
    })
    error_message = "The handler must be allowed to send to its on-failure queue."
  }
}

run "every_resource_of_its_own_has_the_tags" {
  assert {
    condition     = alltrue([for resource in [aws_cloudwatch_event_rule.execution_status] : resource.tags == tomap({ Project = "shipbell", Environment = "dev" })])
    error_message = "Every resource that takes tags must have those given."
  }
}

run "the_queues_are_encrypted_with_the_key_that_is_given" {
  variables {
    kms_key_arn = "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b"
  }

  assert {
    condition     = [module.failed_events.kms_key_arn, module.undelivered.kms_key_arn] == ["arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b", "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b"]
    error_message = "The queues must be encrypted with the given key."
  }

  assert {
    condition = [for statement in jsondecode(output.function_policy).Statement : statement.Condition
    if statement.Sid == "UseTheKeyOfWhatItReadsAndSends"] == [{ StringLike = { "kms:ViaService" = ["sqs.*"] } }]
    error_message = "The handler must be allowed to use the key for the queues."
  }
}
