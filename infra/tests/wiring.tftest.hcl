# Whether each module gets what it needs of the others. Runs in the workspace "dev", with the functions built.

mock_provider "aws" {
  source = "./tests/mocks"
}

override_resource {
  target = module.codepipeline_source.aws_sns_topic.this
  values = { arn = "arn:aws:sns:eu-west-1:111122223333:shipbell-dev-deployments" }
}

override_resource {
  target = module.slack_queue.aws_sqs_queue.this
  values = { arn = "arn:aws:sqs:eu-west-1:111122223333:shipbell-dev-slack.fifo", url = "https://queue" }
}

override_resource {
  target = module.slack_queue.aws_sqs_queue.dead_letter
  values = { arn = "arn:aws:sqs:eu-west-1:111122223333:shipbell-dev-slack-dlq.fifo", url = "https://undelivered-messages" }
}

override_resource {
  target = module.codepipeline_source.module.undelivered.aws_sqs_queue.this
  values = { arn = "arn:aws:sqs:eu-west-1:111122223333:topic-dlq", url = "https://topic-dlq" }
}

override_resource {
  target = module.sfn_source.module.undelivered.aws_sqs_queue.this
  values = { arn = "arn:aws:sqs:eu-west-1:111122223333:rule-dlq", url = "https://rule-dlq" }
}

override_resource {
  target = module.codepipeline_source.module.undelivered_events[0].aws_sqs_queue.this
  values = { arn = "arn:aws:sqs:eu-west-1:111122223333:rules-dlq", url = "https://rules-dlq" }
}

override_resource {
  target = module.codepipeline_source.module.failed_events.aws_sqs_queue.this
  values = { arn = "arn:aws:sqs:eu-west-1:111122223333:codepipeline-on-failure", url = "https://codepipeline-on-failure" }
}

override_resource {
  target = module.sfn_source.module.failed_events.aws_sqs_queue.this
  values = { arn = "arn:aws:sqs:eu-west-1:111122223333:sfn-on-failure", url = "https://sfn-on-failure" }
}

variables {
  environment = "dev"
  log_level   = "debug"
  deployments = [
    { group = "shop-dev", pipeline = "shop-pipeline", destination = "shop", hide = ["log"] },
    { group = "blog-dev", destination = "default" },
    { pipeline = "admin-dev", destination = "shop" },
  ]
  additional_events  = ["stages", "approvals"]
  event_sources      = ["codepipeline"]
  discover_pipelines = false
  link_style         = "buttons"
  alarm_actions      = ["arn:aws:sns:eu-west-1:111122223333:pager"]
  alarm_emails       = ["ops@example.com"]

  silence_alarm_hours  = 24
  reserved_concurrency = 5
  maximum_concurrency  = 3
  digest_backlog       = false
  warm_up              = false
  state_machines = [
    { state_machine = "nightly-etl", destination = "data" },
    { state_machine = "orders" },
  ]
  defaults = {
    deployments    = { statuses = ["failed", "recovered"] }
    state_machines = { mentions = { failed = ["here"] } }
  }
}

run "both_handlers_send_to_the_queue_and_the_sender_takes_from_it" {
  assert {
    condition = [
      module.codepipeline_source.function_environment_variables.QUEUE_URL,
      module.sfn_source.function_environment_variables.QUEUE_URL,
      module.slack_delivery.function_environment_variables.DEAD_LETTER_QUEUE_URL,
    ] == ["https://queue", "https://queue", "https://undelivered-messages"]
    error_message = "The handlers must know the queue, and the sender its dead-letter queue."
  }

  assert {
    condition = alltrue([
      for policy in [module.codepipeline_source.function_policy, module.sfn_source.function_policy] :
      contains(jsondecode(policy).Statement, {
        Sid      = "PutMessagesOnTheQueue"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = ["arn:aws:sqs:eu-west-1:111122223333:shipbell-dev-slack.fifo"]
      })
    ])
    error_message = "The handlers must be allowed to send to the queue."
  }

  assert {
    condition = [for statement in slice(jsondecode(module.slack_delivery.function_policy).Statement, 1, 3) : statement.Resource] == [
      ["arn:aws:sqs:eu-west-1:111122223333:shipbell-dev-slack.fifo"],
      ["arn:aws:sqs:eu-west-1:111122223333:shipbell-dev-slack-dlq.fifo"],
    ]
    error_message = "The sender must be allowed to take from the queue and to send to its dead-letter queue."
  }
}

run "settings_reach_their_functions" {
  assert {
    condition = [for name in ["DEPLOYMENTS", "DEPLOYMENT_DEFAULTS"] : module.codepipeline_source.function_environment_variables[name]] == [for json in [
      jsonencode([{ group = "shop-dev", pipeline = "shop-pipeline", destination = "shop", hide = ["log"] }, { group = "blog-dev", destination = "default" }, { pipeline = "admin-dev", destination = "shop" }]),
      jsonencode({ statuses = ["failed", "recovered"] }),
    ] : base64gzip(json)]
    error_message = "deployments and their defaults must reach the codepipeline-handler."
  }

  assert {
    condition = (
      module.codepipeline_source.function_environment_variables.ADDITIONAL_EVENTS == jsonencode(["approvals", "stages"]) &&
      module.codepipeline_source.function_environment_variables.DISCOVER_PIPELINES == "false" &&
      module.codepipeline_source.function_environment_variables.LINK_STYLE == "buttons" &&
      module.sfn_source.function_environment_variables.LINK_STYLE == "buttons" &&
      module.codepipeline_source.rule_names == ["shipbell-dev-codepipeline-actions", "shipbell-dev-codepipeline-approvals", "shipbell-dev-codepipeline-executions", "shipbell-dev-codepipeline-stages"]
    )
    error_message = "additional_events, event_sources, discover_pipelines and link_style must reach the handlers and the rules."
  }

  assert {
    condition = [for name in ["STATE_MACHINES", "STATE_MACHINE_DEFAULTS"] : module.sfn_source.function_environment_variables[name]] == [for json in [
      jsonencode([{ stateMachine = "nightly-etl", destination = "data" }, { stateMachine = "orders" }]),
      jsonencode({ mentions = { failed = ["here"] } }),
    ] : base64gzip(json)]
    error_message = "state_machines and their defaults must reach the sfn-history-handler."
  }

  assert {
    condition     = module.slack_delivery.function_environment_variables.DIGEST_BACKLOG == "false"
    error_message = "digest_backlog must reach the sender."
  }

  assert {
    condition = alltrue([
      for variables in [
        module.codepipeline_source.function_environment_variables,
        module.sfn_source.function_environment_variables,
        module.slack_delivery.function_environment_variables,
      ] : variables.ENVIRONMENT == "dev" && variables.LOG_LEVEL == "debug" && variables.WARM_UP == "false"
    ])
    error_message = "Every function must know its environment, its log level and whether to warm up."
  }

  assert {
    condition     = jsondecode(module.sfn_source.function_policy).Statement[2].Resource[0] == "arn:aws:states:*:111122223333:execution:nightly-etl:*"
    error_message = "ARNs must be those of the provider's partition, region and account."
  }
}

run "every_destination_has_a_webhook" {
  assert {
    condition = output.slack_url_parameter_names == {
      default = "/dev/SLACK_URL"
      data    = "/dev/SLACK_URL/data"
      shop    = "/dev/SLACK_URL/shop"
    }
    error_message = "Each destination that is named anywhere, and the default one, must have its parameter, once."
  }
}

run "every_dead_letter_queue_rule_and_function_has_its_alarms" {
  assert {
    condition = sort(output.alarm_names) == sort([for name in concat(
      [for key in keys(output.dead_letter_queue_urls) : replace(key, "_", "-")],
      ["late-messages", "given-up-messages", "silence", "lost-notifications"],
      [for rule_name in concat(module.codepipeline_source.rule_names, [module.sfn_source.rule_name]) : "${trimprefix(rule_name, "shipbell-dev-")}-lost-events"],
      [for pair in setproduct(keys(output.function_names), ["errors", "throttles"]) : join("-", pair)],
      [for pair in setproduct(["codepipeline-handler", "sfn-history-handler"], ["dropped-events", "lost-events"]) : join("-", pair)],
    ) : "shipbell-dev-${name}"])
    error_message = "These are the alarms: ${join(", ", output.alarm_names)}"
  }

  assert {
    condition     = output.alarms_topic_arn != null && output.alarms_topic_arn != output.deployments_topic_arn
    error_message = "Alarms must have a topic of their own."
  }

  assert {
    condition = (
      strcontains(output.next_steps, "4. Alarms act on arn:aws:sns:eu-west-1:111122223333:pager: ") &&
      strcontains(output.next_steps, "Alarms are mailed to ops@example.com, once ")
    )
    error_message = "The next steps must say who is notified, and that addresses have to be confirmed."
  }
}

run "concurrency_reaches_the_functions" {
  assert {
    condition = (
      module.codepipeline_source.function_reserved_concurrency == 5 &&
      module.sfn_source.function_reserved_concurrency == 5 &&
      module.slack_delivery.maximum_concurrency == 3
    )
    error_message = "reserved_concurrency must reach both handlers, and maximum_concurrency the sender."
  }
}

run "the_account_decides_how_roles_and_encryption_are" {
  variables {
    permissions_boundary = "arn:aws:iam::111122223333:policy/bounds"
    role_path            = "/service/"
    kms_key_arn          = "arn:aws:kms:eu-west-1:111122223333:key/0a1b"
  }

  assert {
    condition = output.role_names == {
      codepipeline-handler = "shipbell-dev-codepipeline-handler-eu-west-1"
      sfn-history-handler  = "shipbell-dev-sfn-history-handler-eu-west-1"
      slack-sender         = "shipbell-dev-slack-sender-eu-west-1"
    }
    error_message = "Each role must be named after its function and the region."
  }

  assert {
    condition = (
      local.function_settings.permissions_boundary == "arn:aws:iam::111122223333:policy/bounds" &&
      local.function_settings.role_path == "/service/"
    )
    error_message = "The boundary and the path must reach the functions."
  }

  assert {
    condition = alltrue([for policy in [
      module.codepipeline_source.function_policy,
      module.sfn_source.function_policy,
      module.slack_delivery.function_policy,
    ] : strcontains(policy, "arn:aws:kms:eu-west-1:111122223333:key/0a1b")])
    error_message = "The key must reach the functions."
  }
}

run "says_when_nobody_is_notified" {
  variables {
    alarm_actions = []
    alarm_emails  = []
  }

  assert {
    condition     = strcontains(output.next_steps, "4. Nobody is notified when a message is lost: the ${length(output.alarm_names)} alarms ring unheard. Set alarm_emails or alarm_actions")
    error_message = "The alarms must exist, and the next steps say that nobody hears of them."
  }
}

run "outputs_say_what_is_where_and_what_to_do" {
  assert {
    condition = output.function_names == {
      codepipeline-handler = "shipbell-dev-codepipeline-handler"
      sfn-history-handler  = "shipbell-dev-sfn-history-handler"
      slack-sender         = "shipbell-dev-slack-sender"
    }
    error_message = "Functions must be named after the environment and their package."
  }

  assert {
    condition = output.queue_url == "https://queue" && output.dead_letter_queue_urls == {
      undelivered_messages          = "https://undelivered-messages"
      undelivered_notifications     = "https://topic-dlq"
      undelivered_deployment_events = "https://rules-dlq"
      undelivered_execution_events  = "https://rule-dlq"
      failed_deployment_events      = "https://codepipeline-on-failure"
      failed_execution_events       = "https://sfn-on-failure"
    }
    error_message = "Each dead-letter queue must be found under its own key."
  }

  assert {
    condition = output.deployments_topic_arn == "arn:aws:sns:eu-west-1:111122223333:shipbell-dev-deployments" && alltrue([
      for step in [output.deployments_topic_arn, "scripts/set-webhook dev\n", "scripts/set-webhook dev shop\n", "scripts/set-webhook dev data\n"] :
      strcontains(output.next_steps, step)
    ])
    error_message = "The next steps must name the topic and every webhook to store."
  }
}

run "without_rules_for_deployments_there_is_no_queue_for_them" {
  variables {
    event_sources = []
  }

  assert {
    condition     = !contains(keys(output.dead_letter_queue_urls), "undelivered_deployment_events")
    error_message = "Without rules for deployments there must be no queue of theirs."
  }

  assert {
    condition     = !contains(output.alarm_names, "shipbell-dev-undelivered-deployment-events")
    error_message = "Without that queue there must be no alarm for it."
  }

  assert {
    condition     = strcontains(output.next_steps, "No events of CodeDeploy or CodePipeline come by themselves")
    error_message = "The next steps must say that nothing comes without a trigger."
  }
}

run "says_which_ends_of_executions_are_reported" {
  assert {
    condition     = strcontains(output.next_steps, "executions of those in state_machines are reported from now on when they end as succeeded, failed, timed_out, aborted.\n")
    error_message = "With entries, the next steps must name all four ends."
  }

  assert {
    condition     = strcontains(output.next_steps, "AWS delivers the events of CodeDeploy, CodePipeline and Step Functions best effort")
    error_message = "The next steps must say where the promise begins."
  }
}

run "says_which_deployments_are_reported" {
  assert {
    condition     = strcontains(output.next_steps, "come by themselves: what is in deployments is reported from now on, as far as statuses names it.\n")
    error_message = "The next steps must say that statuses leaves some out: ${output.next_steps}"
  }
}

run "says_that_everything_is_reported_where_no_statuses_are_named" {
  variables {
    deployments = []
    defaults    = {}
  }

  assert {
    condition     = strcontains(output.next_steps, "come by themselves: everything in the region is reported from now on.\n")
    error_message = "Without entries and statuses, the next steps must say that everything is reported: ${output.next_steps}"
  }
}

run "says_that_executions_that_succeed_are_not_reported" {
  variables {
    state_machines = []
  }

  assert {
    condition     = strcontains(output.next_steps, "executions of every state machine of the region are reported from now on when they end as failed, timed_out, aborted. Those that succeed are not: for all of them, set state_machines = [{ state_machine = \"*\" }].\n")
    error_message = "Without entries, the next steps must say what is left out and how to get it."
  }
}

run "says_which_statuses_were_set" {
  variables {
    defaults = { state_machines = { statuses = ["failed"] } }
  }

  assert {
    condition     = strcontains(output.next_steps, "when they end as failed. Those that succeed are not: statuses leaves succeeded out.\n")
    error_message = "The next steps must follow statuses: ${output.next_steps}"
  }
}

run "says_when_successes_are_reported_for_a_reason_only" {
  variables {
    state_machines = [{ state_machine = "orders", statuses = ["failed", "recovered"] }]
    defaults       = { state_machines = { slower_than_typical = 2 } }
  }

  assert {
    condition     = strcontains(output.next_steps, "when they end as failed, recovered, each as its entry says. Those that succeed are reported where they took as long as slower_than_typical says.\n")
    error_message = "The next steps must say which successes are reported: ${output.next_steps}"
  }

  assert {
    condition     = jsondecode(module.sfn_source.event_pattern).detail.status == ["FAILED", "SUCCEEDED"] && strcontains(module.sfn_source.function_policy, "states:ListExecutions")
    error_message = "The rule and the handler's permissions must follow the settings."
  }
}

run "queues_take_as_much_as_the_provider_lets_them" {
  assert {
    condition     = local.max_message_size == { "5" = 262144, "6" = 1048576 }[contains(keys(data.aws_region.current), "region") ? "6" : "5"]
    error_message = "A dead-letter queue must take 1 MiB with version 6 of the provider and 256 KiB with version 5."
  }
}
