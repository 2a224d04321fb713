# What is refused before anything is created; deployments, state_machines and defaults are in modules/settings. Runs in the
# workspace "dev", with the functions built.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  environment = "dev"
}

run "stops_when_the_workspace_is_another_environments" {
  command = plan

  variables {
    environment = "prod"
  }

  expect_failures = [var.environment]
}

run "refuses_a_name_with_which_a_role_would_have_too_long_a_name" {
  command = plan

  variables {
    environment = "nineteen-characters"
  }

  expect_failures = [var.environment]
}

run "stops_without_an_environment" {
  command = plan

  variables {
    environment = null
  }

  expect_failures = [var.environment]
}

run "takes_null_for_the_default" {
  command = plan

  variables {
    region                = null
    tags                  = null
    deployments           = null
    event_sources         = null
    additional_events     = null
    discover_pipelines    = null
    state_machines        = null
    defaults              = null
    compare_duration      = null
    link_style            = null
    message_delay_seconds = null
    digest_backlog        = null
    lambda_runtime        = null
    lambda_memory_size    = null
    log_level             = null
    log_retention_days    = null
    alarm_actions         = null
    alarm_emails          = null
    silence_alarm_hours   = null
    reserved_concurrency  = null
    maximum_concurrency   = null
    permissions_boundary  = null
    role_path             = null
    kms_key_arn           = null
  }

  assert {
    condition = (
      length(var.tags) + length(var.deployments) + length(var.state_machines) + length(var.additional_events) == 0 &&
      length(var.event_sources) == 2 && length(var.defaults) == 0 &&
      var.discover_pipelines && var.compare_duration && var.digest_backlog && var.link_style == "text"
    )
    error_message = "null must mean the default in what decides which messages come."
  }

  assert {
    condition = (
      var.message_delay_seconds == 2 && var.lambda_runtime == "nodejs22.x" && var.lambda_memory_size == 256 &&
      var.log_level == "info" && var.log_retention_days == 30
    )
    error_message = "null must mean the default in what decides how the functions run."
  }

  assert {
    condition     = alltrue([for setting in [var.permissions_boundary, var.role_path, var.kms_key_arn] : setting == null])
    error_message = "null must mean the default in what decides how roles and keys are."
  }

  assert {
    condition = (
      length(var.alarm_actions) + length(var.alarm_emails) == 0 &&
      alltrue([for setting in [var.silence_alarm_hours, var.reserved_concurrency, var.maximum_concurrency] : setting == null])
    )
    error_message = "null must mean the default in what decides who is notified and how much runs at once."
  }
}

run "takes_the_region_of_the_provider" {
  command = plan

  variables {
    region = "eu-west-1"
  }
}

run "stops_in_another_region_than_the_variables_belong_to" {
  command = plan

  variables {
    region = "ap-northeast-2"
  }

  expect_failures = [data.aws_region.current]
}

run "takes_pipelines_without_a_group_and_every_kind_of_event" {
  command = plan

  variables {
    deployments        = [{ pipeline = "*-prod" }, { group = "*", application = "shop" }]
    event_sources      = []
    additional_events  = ["progress", "stages", "actions", "approvals", "instances", "scaling"]
    discover_pipelines = false
  }
}

run "refuses_unknown_event_sources_and_events" {
  command = plan

  variables {
    event_sources     = ["codebuild"]
    additional_events = ["builds"]
  }

  expect_failures = [var.event_sources, var.additional_events]
}

run "refuses_an_unknown_link_style" {
  command = plan

  variables {
    link_style = "icons"
  }

  expect_failures = [var.link_style]
}

run "refuses_what_aws_would_refuse" {
  command = plan

  variables {
    message_delay_seconds = 901
    lambda_runtime        = "python3.13"
    lambda_memory_size    = 64
    log_level             = "INFO"
    log_retention_days    = 2
  }

  expect_failures = [
    var.message_delay_seconds,
    var.lambda_runtime,
    var.lambda_memory_size,
    var.log_level,
    var.log_retention_days,
  ]
}

run "takes_alarms_and_concurrency_at_their_limits" {
  command = plan

  variables {
    alarm_actions = [
      "arn:aws:sns:eu-west-1:111122223333:pager",
      "arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:open-ticket",
      "arn:aws:ssm:eu-west-1:111122223333:opsitem:1#CATEGORY=Availability",
      "arn:aws:ssm-incidents::111122223333:responseplan/shipbell",
    ]
    alarm_emails         = ["ops@example.com", "o'hara+night@mail.example.com"]
    silence_alarm_hours  = 168
    reserved_concurrency = 1
    maximum_concurrency  = 1000
  }
}

run "refuses_what_no_alarm_can_act_on" {
  command = plan

  variables {
    alarm_actions = ["ops@example.com"]
    alarm_emails  = ["ops"]
  }

  expect_failures = [var.alarm_actions, var.alarm_emails]
}

run "refuses_several_addresses_in_one" {
  command = plan

  variables {
    alarm_emails = ["ops@example.com, dev@example.com"]
  }

  expect_failures = [var.alarm_emails]
}

run "refuses_more_actions_than_an_alarm_takes" {
  command = plan

  variables {
    alarm_actions = [for number in range(5) : "arn:aws:sns:eu-west-1:111122223333:pager-${number}"]
  }

  expect_failures = [var.alarm_actions]
}

run "refuses_to_report_alarms_to_the_topic_for_deployments" {
  command = plan

  variables {
    alarm_actions = ["arn:aws:sns:eu-west-1:111122223333:shipbell-dev-deployments"]
  }

  expect_failures = [var.alarm_actions]
}

run "refuses_a_fifo_topic_for_alarms" {
  command = plan

  variables {
    alarm_actions = ["arn:aws:sns:eu-west-1:111122223333:pager.fifo"]
  }

  expect_failures = [var.alarm_actions]
}

run "refuses_silence_concurrency_and_reservations_that_are_too_small" {
  command = plan

  variables {
    silence_alarm_hours  = 0
    reserved_concurrency = 0
    maximum_concurrency  = 1
  }

  expect_failures = [var.silence_alarm_hours, var.reserved_concurrency, var.maximum_concurrency]
}

run "refuses_silence_and_concurrency_that_are_too_large" {
  command = plan

  variables {
    silence_alarm_hours = 169
    maximum_concurrency = 1001
  }

  expect_failures = [var.silence_alarm_hours, var.maximum_concurrency]
}

run "refuses_parts_of_hours_and_of_instances" {
  command = plan

  variables {
    silence_alarm_hours  = 1.5
    reserved_concurrency = 2.5
    maximum_concurrency  = 2.5
  }

  expect_failures = [var.silence_alarm_hours, var.reserved_concurrency, var.maximum_concurrency]
}

run "refuses_what_is_no_policy_no_path_and_no_key" {
  command = plan

  variables {
    permissions_boundary = "bounds"
    role_path            = "service"
    kms_key_arn          = "arn:aws:kms:eu-west-1:111122223333:alias/shipbell"
  }

  expect_failures = [var.permissions_boundary, var.role_path, var.kms_key_arn]
}

run "refuses_a_key_of_another_region" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/mrk-0a1b"
  }

  expect_failures = [var.kms_key_arn]
}

run "takes_policies_of_aws_paths_at_their_limit_and_keys_of_several_regions" {
  command = plan

  variables {
    permissions_boundary = "arn:aws-us-gov:iam::aws:policy/service/Bounds"
    role_path            = "/${join("", [for number in range(510) : "p"])}/"
    kms_key_arn          = "arn:aws:kms:eu-west-1:111122223333:key/mrk-0a1b2c3d"
  }
}

run "refuses_a_variable_that_has_another_name_now" {
  command = plan

  variables {
    execution_statuses = ["FAILED", "TIMED_OUT"]
  }

  expect_failures = [var.execution_statuses]
}
