# What the rule's pattern lets through, and what it costs EventBridge.

mock_provider "aws" {
  source = "../../tests/mocks"
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
  execution_statuses       = ["FAILED"]
  function_variables       = {}
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

run "the_rule_lets_through_the_statuses_that_are_given" {
  command = plan

  variables {
    execution_statuses = ["FAILED", "SUCCEEDED"]
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.execution_status.event_pattern).detail == { status = ["FAILED", "SUCCEEDED"] }
    error_message = "The pattern must be the statuses and nothing about the state machine."
  }
}

run "each_name_becomes_the_cheapest_matcher_that_says_it" {
  command = plan

  variables {
    state_machines = [for name in ["a*z", "nightly-*", "*-prod", "orders", "*etl*", "nightly-*"] : { state_machine = name }]
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.execution_status.event_pattern).detail.stateMachineArn == [
      "arn:aws-cn:states:cn-north-1:111122223333:stateMachine:orders",
      { prefix = "arn:aws-cn:states:cn-north-1:111122223333:stateMachine:nightly-" },
      { suffix = "-prod" },
      { wildcard = "arn:aws-cn:states:cn-north-1:111122223333:stateMachine:a*z" },
      { wildcard = "arn:aws-cn:states:cn-north-1:111122223333:stateMachine:*etl*" },
      { anything-but = { prefix = "arn:aws-cn:states:cn-north-1:111122223333:" } },
    ]
    error_message = "A name must be matched as a whole, its beginning by prefix, its end by suffix, the rest by wildcard, each once."
  }
}

run "a_star_alone_stands_for_every_state_machine" {
  command = plan

  variables {
    state_machines = [{ state_machine = "*etl*" }, { state_machine = "*" }]
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.execution_status.event_pattern).detail == { status = ["FAILED"] }
    error_message = "The pattern must have no condition on the state machine."
  }

  assert {
    condition     = local.complexity == 0
    error_message = "A pattern without wildcards must cost nothing."
  }
}

# The same names are in the test of the handler's findSetting: the rule lets through what the handler reports.
run "the_rule_lets_through_the_state_machines_that_an_entry_is_for" {
  command = plan

  variables {
    state_machines = [for name in jsondecode(file("tests/state_machine_names.json")).entries : { state_machine = name }]
  }

  assert {
    condition = jsondecode(file("tests/state_machine_names.json")).reported == [
      for name in flatten([for names in ["reported", "ignored"] : jsondecode(file("tests/state_machine_names.json"))[names]]) : name
      if anytrue(flatten([for arn in ["arn:aws-cn:states:cn-north-1:111122223333:stateMachine:${name}"] : [
        for matcher in jsondecode(aws_cloudwatch_event_rule.execution_status.event_pattern).detail.stateMachineArn : [
          matcher == arn,
          try(startswith(arn, matcher.prefix), false),
          try(endswith(arn, matcher.suffix), false),
          try(can(regex("^${replace(matcher.wildcard, "*", ".*")}$", arn)), false),
          try(!startswith(arn, matcher.anything-but.prefix), false),
        ]
      ]]))
    ]
    error_message = "The rule must let through the names that are reported, and no others."
  }
}

run "events_that_another_region_or_account_forwards_reach_the_handler" {
  command = plan

  variables {
    state_machines = [{ state_machine = "nightly-*" }]
  }

  assert {
    condition = [
      for arn in [
        "arn:aws-cn:states:cn-northwest-1:111122223333:stateMachine:nightly-etl",
        "arn:aws-cn:states:cn-north-1:444455556666:stateMachine:nightly-etl",
        "arn:aws-cn:states:cn-north-1:111122223333:stateMachine:orders",
      ] : !startswith(arn, jsondecode(aws_cloudwatch_event_rule.execution_status.event_pattern).detail.stateMachineArn[1].anything-but.prefix)
    ] == [true, true, false]
    error_message = "Only this region's and account's own state machines may be left out."
  }
}

# The numbers are those of EventBridge's public matcher: https://github.com/aws/event-ruler
run "a_wildcard_costs_its_stars_and_the_parts_that_end_alike" {
  command = plan

  variables {
    state_machines = [for name in ["*abc*", "*dev-d*"] : { state_machine = name }]
  }

  assert {
    condition     = local.complexity == 2 + 2 + 2
    error_message = "Two stars cost 2 each, and a part that ends as it begins may be met twice."
  }
}

run "wildcards_that_begin_differently_are_not_added_up" {
  command = plan

  variables {
    state_machines = [for name in ["orders-*-prod", "billing-*-prod", "crm-*-prod", "etl-*-prod", "web-*-prod", "nightly-*"] : { state_machine = name }]
  }

  assert {
    condition     = local.complexity == 5
    error_message = "No text matches more than one of them, but all of them begin with the ARN."
  }
}

run "wildcards_that_begin_alike_are_added_up" {
  command = plan

  variables {
    state_machines = [for name in ["*etl*", "x-*-prod", "x-a-*-dev", "nightly-*", "*-test"] : { state_machine = name }]
  }

  assert {
    condition     = local.complexity == 6
    error_message = "What begins with a star or alike must be added up, and what costs nothing must not."
  }
}

run "takes_what_eventbridge_was_seen_to_take" {
  command = plan

  variables {
    state_machines = [for name in ["*-x*", "*-y*", "*-z*"] : { state_machine = name }]
  }

  assert {
    condition     = local.complexity == 9
    error_message = "Three names with a star on both sides must be taken."
  }
}

run "refuses_a_pattern_that_is_too_complex_for_eventbridge" {
  command = plan

  variables {
    state_machines = [for name in ["*-w*", "*-x*", "*-y*", "*-z*"] : { state_machine = name }]
  }

  expect_failures = [aws_cloudwatch_event_rule.execution_status]
}

run "refuses_more_wildcards_than_can_ever_be_taken" {
  command = plan

  variables {
    state_machines = [for letter in split("", "abcdefghij") : { state_machine = "${letter}*z" }]
  }

  expect_failures = [aws_cloudwatch_event_rule.execution_status]
}
