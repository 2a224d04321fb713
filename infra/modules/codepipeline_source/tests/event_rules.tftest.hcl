mock_provider "aws" {
  source = "../../tests/mocks"
}

override_resource {
  target = aws_cloudwatch_event_rule.this["codedeploy-deployments"]
  values = { arn = "arn:aws-cn:events:cn-north-1:111122223333:rule/shipbell-dev-codedeploy-deployments" }
}

override_resource {
  target = aws_cloudwatch_event_rule.this["codepipeline-actions"]
  values = { arn = "arn:aws-cn:events:cn-north-1:111122223333:rule/shipbell-dev-codepipeline-actions" }
}

override_resource {
  target = aws_cloudwatch_event_rule.this["codepipeline-executions"]
  values = { arn = "arn:aws-cn:events:cn-north-1:111122223333:rule/shipbell-dev-codepipeline-executions" }
}

override_resource {
  target = module.undelivered_events[0].aws_sqs_queue.this
  values = { arn = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-deployment-events-dlq", url = "https://undelivered-events" }
}

override_resource {
  target = module.function.aws_lambda_function.this
  values = { arn = "arn:aws-cn:lambda:cn-north-1:111122223333:function:shipbell-dev-codepipeline-handler" }
}

variables {
  max_message_size = 262144
  environment      = "dev"
  names = {
    codepipeline_handler          = "shipbell-dev-codepipeline-handler"
    codepipeline_handler_role     = "shipbell-dev-codepipeline-handler-cn-north-1"
    deployments_topic             = "shipbell-dev-deployments"
    deployment_rule_prefix        = "shipbell-dev"
    undelivered_notifications     = "shipbell-dev-deployments-dlq"
    undelivered_deployment_events = "shipbell-dev-deployment-events-dlq"
    failed_deployment_events      = "shipbell-dev-codepipeline-handler-on-failure"
  }
  location = {
    partition  = "aws-cn"
    region     = "cn-north-1"
    account_id = "111122223333"
  }
  tags               = { Project = "shipbell", Environment = "dev" }
  kms_key_arn        = null
  queue              = { arn = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack.fifo", url = "https://queue" }
  deployments        = []
  function_variables = {}
  additional_events  = []
  event_sources      = ["codedeploy", "codepipeline"]
  discover_pipelines = true
  link_style         = "text"
  zip_file           = "main.tf" # any file will do, nothing is uploaded
  function_settings = {
    runtime            = "nodejs22.x"
    memory_size        = 256
    log_level          = "info"
    log_retention_days = 30
    warm_up            = true
  }
}

run "results_pass_and_what_is_not_reported_is_left_out_by_name" {
  assert {
    condition = { for name, rule in aws_cloudwatch_event_rule.this : name => jsondecode(rule.event_pattern) } == {
      codedeploy-deployments = {
        source      = ["aws.codedeploy"]
        detail-type = ["CodeDeploy Deployment State-change Notification"]
        detail      = { state = [{ anything-but = ["START"] }] }
      }
      codepipeline-actions = {
        source      = ["aws.codepipeline"]
        detail-type = ["CodePipeline Action Execution State Change"]
        detail      = { state = ["SUCCEEDED", "FAILED"], type = { provider = ["CodeDeploy", "CodeDeployToECS"] } }
      }
      codepipeline-executions = {
        source      = ["aws.codepipeline"]
        detail-type = ["CodePipeline Pipeline Execution State Change"]
        detail      = { state = [{ anything-but = ["STARTED", "RESUMED", "STOPPING", "SUPERSEDED", "CANCELED"] }] }
      }
    }
    error_message = "By default, all states of deployments and executions but those of progress must pass, the ends of CodeDeploy actions, and nothing else."
  }

  assert {
    condition     = output.rule_names == ["shipbell-dev-codedeploy-deployments", "shipbell-dev-codepipeline-actions", "shipbell-dev-codepipeline-executions"]
    error_message = "A rule must be named after the environment and the events that it passes."
  }
}

run "progress_lets_every_state_pass" {
  variables {
    additional_events = ["progress"]
  }

  assert {
    condition = { for name, rule in aws_cloudwatch_event_rule.this : name => jsondecode(rule.event_pattern) if name != "codepipeline-actions" } == {
      codedeploy-deployments = {
        source      = ["aws.codedeploy"]
        detail-type = ["CodeDeploy Deployment State-change Notification"]
      }
      codepipeline-executions = {
        source      = ["aws.codepipeline"]
        detail-type = ["CodePipeline Pipeline Execution State Change"]
      }
    }
    error_message = "With progress, deployments and executions must pass in every state."
  }
}

run "stages_and_instances_have_rules_of_their_own" {
  variables {
    additional_events = ["stages", "instances"]
  }

  assert {
    condition = [for name in ["codepipeline-stages", "codedeploy-instances"] : jsondecode(aws_cloudwatch_event_rule.this[name].event_pattern)] == [
      { source = ["aws.codepipeline"], detail-type = ["CodePipeline Stage Execution State Change"] },
      { source = ["aws.codedeploy"], detail-type = ["CodeDeploy Instance State-change Notification"] },
    ]
    error_message = "Stages and instances must pass when asked for."
  }

  assert {
    condition     = length(aws_cloudwatch_event_rule.this) == 5
    error_message = "Nothing may pass that was not asked for."
  }
}

run "actions_and_approvals_come_by_rules_that_share_no_event" {
  variables {
    additional_events = ["actions", "approvals"]
  }

  assert {
    condition = [for name in ["actions", "approvals"] : jsondecode(aws_cloudwatch_event_rule.this["codepipeline-${name}"].event_pattern)] == [
      for category in [[{ anything-but = ["Approval"] }], ["Approval"]] : {
        source      = ["aws.codepipeline"]
        detail-type = ["CodePipeline Action Execution State Change"]
        detail      = { type = { category = category } }
      }
    ]
    error_message = "Approvals must pass by their rule, all other actions by theirs."
  }

  assert {
    condition     = length(aws_cloudwatch_event_rule.this) == 4
    error_message = "Nothing may pass that was not asked for."
  }
}

run "approvals_pass_without_other_actions" {
  variables {
    additional_events = ["approvals"]
    deployments       = [{ pipeline = "web-release" }]
  }

  assert {
    condition     = output.rule_names == ["shipbell-dev-codedeploy-deployments", "shipbell-dev-codepipeline-approvals", "shipbell-dev-codepipeline-executions"]
    error_message = "With approvals alone, no other action may pass where no entry is for a deployment."
  }
}

run "the_ends_of_codedeploy_actions_pass_for_an_entry_with_a_group" {
  variables {
    deployments = [{ pipeline = "web-release" }, { group = "backend-group" }]
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["codepipeline-actions"].event_pattern).detail == { state = ["SUCCEEDED", "FAILED"], type = { provider = ["CodeDeploy", "CodeDeployToECS"] } }
    error_message = "The ends of CodeDeploy actions must pass without being asked for, and no other action."
  }
}

run "a_service_that_event_sources_does_not_name_has_no_rules" {
  variables {
    event_sources     = ["codedeploy"]
    additional_events = ["progress", "stages", "actions", "approvals", "instances"]
  }

  assert {
    condition     = keys(aws_cloudwatch_event_rule.this) == ["codedeploy-deployments", "codedeploy-instances"]
    error_message = "Only the named service's events must come by rules."
  }
}

run "without_rules_there_is_no_queue_for_them" {
  variables {
    event_sources     = []
    additional_events = ["stages"]
  }

  assert {
    condition     = length(output.rule_names) == 0 && length(module.undelivered_events) == 0 && output.undelivered_events_queue_url == null
    error_message = "Without rules there must be no queue for them."
  }
}

run "each_rule_invokes_the_handler" {
  assert {
    condition = [for target in aws_cloudwatch_event_target.handler : [target.rule, target.arn]] == [
      for rule in ["shipbell-dev-codedeploy-deployments", "shipbell-dev-codepipeline-actions", "shipbell-dev-codepipeline-executions"] :
      [rule, "arn:aws-cn:lambda:cn-north-1:111122223333:function:shipbell-dev-codepipeline-handler"]
    ]
    error_message = "The handler must be the target of every rule."
  }

  assert {
    condition = [for permission in aws_lambda_permission.rule : [permission.function_name, permission.action, permission.principal, permission.source_arn]] == [
      for rule in ["codedeploy-deployments", "codepipeline-actions", "codepipeline-executions"] :
      ["shipbell-dev-codepipeline-handler", "lambda:InvokeFunction", "events.amazonaws.com", "arn:aws-cn:events:cn-north-1:111122223333:rule/shipbell-dev-${rule}"]
    ]
    error_message = "These rules, and no others, must be allowed to invoke the handler."
  }
}

run "keeps_events_that_never_reached_the_handler" {
  assert {
    condition = alltrue([for target in aws_cloudwatch_event_target.handler :
      target.dead_letter_config[0].arn == "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-deployment-events-dlq" &&
      target.retry_policy[0].maximum_event_age_in_seconds == 86400 &&
      target.retry_policy[0].maximum_retry_attempts == 185
    ])
    error_message = "EventBridge must try for a day and then keep the event."
  }

  assert {
    condition     = module.undelivered_events[0].name == "shipbell-dev-deployment-events-dlq" && output.undelivered_events_queue_url == "https://undelivered-events"
    error_message = "The rules' queue must be named after the environment and be an output."
  }

  assert {
    condition = jsondecode(module.undelivered_events[0].policy).Statement[1].Condition == { ArnEquals = { "aws:SourceArn" = [
      "arn:aws-cn:events:cn-north-1:111122223333:rule/shipbell-dev-codedeploy-deployments",
      "arn:aws-cn:events:cn-north-1:111122223333:rule/shipbell-dev-codepipeline-actions",
      "arn:aws-cn:events:cn-north-1:111122223333:rule/shipbell-dev-codepipeline-executions",
    ] } }
    error_message = "Every rule, and no other, must be allowed to send to the queue."
  }
}
