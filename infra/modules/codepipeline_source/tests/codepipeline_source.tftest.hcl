mock_provider "aws" {
  source = "../../tests/mocks"
}

override_resource {
  target = aws_sns_topic.this
  values = { arn = "arn:aws-cn:sns:cn-north-1:111122223333:shipbell-dev-deployments" }
}

override_resource {
  target = module.undelivered.aws_sqs_queue.this
  values = { arn = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-deployments-dlq", url = "https://undelivered" }
}

override_resource {
  target = module.failed_events.aws_sqs_queue.this
  values = { arn = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-codepipeline-handler-on-failure", url = "https://failed-events" }
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
  tags        = { Project = "shipbell", Environment = "dev" }
  kms_key_arn = null
  queue       = { arn = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack.fifo", url = "https://queue" }
  deployments = [
    {
      group       = "shop-dev"
      application = "shop"
      pipeline    = "shop-pipeline"
    },
    { group = "blog-*" },
    { pipeline = "lambda-*" },
  ]
  function_variables = { DEPLOYMENTS = "the entries", DEPLOYMENT_DEFAULTS = "the defaults" }
  additional_events  = ["progress", "approvals"]
  event_sources      = ["codedeploy", "codepipeline"]
  discover_pipelines = false
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

run "the_topic_invokes_the_handler" {
  assert {
    condition     = aws_sns_topic.this.name == "shipbell-dev-deployments"
    error_message = "The topic must be named after the environment."
  }

  assert {
    condition = (
      aws_sns_topic_subscription.handler.topic_arn == "arn:aws-cn:sns:cn-north-1:111122223333:shipbell-dev-deployments" &&
      aws_sns_topic_subscription.handler.protocol == "lambda" &&
      aws_sns_topic_subscription.handler.endpoint == "arn:aws-cn:lambda:cn-north-1:111122223333:function:shipbell-dev-codepipeline-handler"
    )
    error_message = "The handler must be subscribed to the topic."
  }

  assert {
    condition = (
      aws_lambda_permission.topic.function_name == "shipbell-dev-codepipeline-handler" &&
      aws_lambda_permission.topic.principal == "sns.amazonaws.com" &&
      aws_lambda_permission.topic.source_arn == "arn:aws-cn:sns:cn-north-1:111122223333:shipbell-dev-deployments"
    )
    error_message = "This topic, and no other, must be allowed to invoke the handler."
  }

  assert {
    condition     = output.topic_arn == "arn:aws-cn:sns:cn-north-1:111122223333:shipbell-dev-deployments"
    error_message = "The output must be the topic's ARN."
  }
}

run "keeps_notifications_that_never_reached_the_handler" {
  assert {
    condition     = jsondecode(aws_sns_topic_subscription.handler.redrive_policy).deadLetterTargetArn == "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-deployments-dlq"
    error_message = "What SNS cannot deliver must go to the subscription's dead-letter queue."
  }

  assert {
    condition     = module.undelivered.name == "shipbell-dev-deployments-dlq" && output.undelivered_queue_url == "https://undelivered"
    error_message = "That queue must be named after the topic and be an output."
  }
}

run "only_this_account_may_publish_itself_or_by_notification_rules_and_only_over_tls" {
  assert {
    condition     = aws_sns_topic_policy.this.arn == "arn:aws-cn:sns:cn-north-1:111122223333:shipbell-dev-deployments"
    error_message = "The policy must be the topic's."
  }

  assert {
    condition = jsondecode(aws_sns_topic_policy.this.policy).Statement == [
      {
        Sid       = "RolesOfThisAccountMayPublishIfTheirPolicySaysSo"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws-cn:iam::111122223333:root" }
        Action    = "sns:Publish"
        Resource  = "arn:aws-cn:sns:cn-north-1:111122223333:shipbell-dev-deployments"
      },
      {
        Sid       = "NotificationRulesOfThisAccountMayPublish"
        Effect    = "Allow"
        Principal = { Service = "codestar-notifications.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = "arn:aws-cn:sns:cn-north-1:111122223333:shipbell-dev-deployments"
        Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }
      },
      {
        Sid       = "NothingMayComeUnencrypted"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "sns:Publish"
        Resource  = "arn:aws-cn:sns:cn-north-1:111122223333:shipbell-dev-deployments"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
    error_message = "The account's own roles and notification rules may publish, nobody else, and nobody in plain text."
  }
}

run "the_handler_reads_its_settings" {
  assert {
    condition = module.function.environment_variables == {
      ENVIRONMENT         = "dev"
      QUEUE_URL           = "https://queue"
      LOG_LEVEL           = "info"
      WARM_UP             = "true"
      DEPLOYMENTS         = "the entries"
      DEPLOYMENT_DEFAULTS = "the defaults"
      ADDITIONAL_EVENTS   = "[\"approvals\",\"progress\"]"
      DISCOVER_PIPELINES  = "false"
      LINK_STYLE          = "text"
    }
    error_message = "The environment must be the contract's."
  }

  assert {
    condition     = module.function.name == "shipbell-dev-codepipeline-handler" && output.function_name == "shipbell-dev-codepipeline-handler"
    error_message = "The handler must be named after the environment."
  }
}

run "without_entries_pipelines_are_looked_for_and_nothing_is_reported_beyond_results" {
  variables {
    deployments        = []
    additional_events  = []
    discover_pipelines = true
  }

  assert {
    condition     = [for key in ["ADDITIONAL_EVENTS", "DISCOVER_PIPELINES"] : module.function.environment_variables[key]] == ["[]", "true"]
    error_message = "Empty settings must be empty lists."
  }
}

run "the_longest_settings_fit_into_what_lambda_takes" {
  variables {
    environment = "eighteen-character"
    queue       = { arn = "arn:aws-cn:sqs:cn-north-1:111122223333:slack.fifo", url = "https://sqs.us-isof-south-1.csp.hci.ic.gov/111122223333/shipbell-eighteen-character-slack.fifo" }
    # The 3600 bytes that ../settings takes.
    function_variables = { DEPLOYMENTS = join("", [for number in range(300) : "ten bytes."]), DEPLOYMENT_DEFAULTS = join("", [for number in range(60) : "ten bytes."]) }
    additional_events  = ["progress", "stages", "actions", "approvals", "instances", "scaling"]
  }

  assert {
    condition     = length(jsonencode(module.function.environment_variables)) <= 4096
    error_message = "Beside 3600 bytes of deployments and their defaults, the other settings must fit into Lambda's 4096: ${length(jsonencode(module.function.environment_variables))}"
  }
}

run "keeps_events_that_the_handler_failed_every_time" {
  assert {
    condition     = module.failed_events.name == "shipbell-dev-codepipeline-handler-on-failure" && output.failed_events_queue_url == "https://failed-events"
    error_message = "The on-failure queue must be named after the handler and be an output."
  }

  assert {
    condition = contains(jsondecode(module.function.policy).Statement, {
      Sid      = "KeepEventsItCouldNotProcess"
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = ["arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-codepipeline-handler-on-failure"]
    })
    error_message = "The handler must be allowed to send to its on-failure queue."
  }
}

run "every_resource_of_its_own_has_the_tags" {
  assert {
    condition = alltrue([for resource in [
      aws_sns_topic.this,
      aws_cloudwatch_event_rule.this["codedeploy-deployments"],
      aws_cloudwatch_event_rule.this["codepipeline-executions"],
    ] : resource.tags == tomap({ Project = "shipbell", Environment = "dev" })])
    error_message = "Every resource that takes tags must have those given."
  }
}

run "the_topic_is_not_encrypted_unless_a_key_is_given" {
  assert {
    condition     = aws_sns_topic.this.kms_master_key_id == null
    error_message = "With SNS's own key, nobody else could publish to the topic."
  }
}

run "everything_is_encrypted_with_the_key_that_is_given" {
  variables {
    kms_key_arn = "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b"
  }

  assert {
    condition     = aws_sns_topic.this.kms_master_key_id == "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b"
    error_message = "The topic must be encrypted with the given key."
  }

  assert {
    condition = [module.failed_events.kms_key_arn, module.undelivered.kms_key_arn, module.undelivered_events[0].kms_key_arn] == [
      "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b",
      "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b",
      "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b",
    ]
    error_message = "The queues must be encrypted with the given key."
  }

  assert {
    condition = [for statement in jsondecode(output.function_policy).Statement : statement.Condition
    if statement.Sid == "UseTheKeyOfWhatItReadsAndSends"] == [{ StringLike = { "kms:ViaService" = ["sqs.*"] } }]
    error_message = "The handler must be allowed to use the key for the queues."
  }
}
