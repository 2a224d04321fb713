mock_provider "aws" {
  source = "../../tests/mocks"
}

override_resource {
  target = aws_ssm_parameter.webhook["default"]
  values = { arn = "arn:aws-cn:ssm:cn-north-1:111122223333:parameter/dev/SLACK_URL" }
}

override_resource {
  target = aws_ssm_parameter.webhook["ops"]
  values = { arn = "arn:aws-cn:ssm:cn-north-1:111122223333:parameter/dev/SLACK_URL/ops" }
}

override_resource {
  target = module.function.aws_lambda_function.this
  values = { arn = "arn:aws-cn:lambda:cn-north-1:111122223333:function:shipbell-dev-slack-sender" }
}

variables {
  environment = "dev"
  names = {
    slack_sender      = "shipbell-dev-slack-sender"
    slack_sender_role = "shipbell-dev-slack-sender-cn-north-1"
    webhook_parameter = "/dev/SLACK_URL"
  }
  tags        = { Project = "shipbell", Environment = "dev" }
  kms_key_arn = null
  queue = {
    arn             = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack.fifo"
    dead_letter_arn = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack-dlq.fifo"
    dead_letter_url = "https://undelivered-messages"
  }
  destinations    = ["default", "ops"]
  digest_backlog  = true
  timeout_seconds = 60
  zip_file        = "main.tf" # any file will do, nothing is uploaded
  function_settings = {
    runtime            = "nodejs22.x"
    memory_size        = 256
    log_level          = "info"
    log_retention_days = 30
    warm_up            = true
  }
}

run "takes_batches_of_which_single_messages_may_fail" {
  assert {
    condition = (
      aws_lambda_event_source_mapping.queue.event_source_arn == "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack.fifo" &&
      aws_lambda_event_source_mapping.queue.function_name == "arn:aws-cn:lambda:cn-north-1:111122223333:function:shipbell-dev-slack-sender"
    )
    error_message = "The queue must feed the sender."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.queue.batch_size == 10 && aws_lambda_event_source_mapping.queue.function_response_types == toset(["ReportBatchItemFailures"])
    error_message = "Of a batch of ten, only what failed may come again."
  }
}

run "is_invoked_as_often_at_once_as_there_are_channels" {
  assert {
    condition     = length(aws_lambda_event_source_mapping.queue.scaling_config) == 0
    error_message = "The queue must be limited only where that is asked for."
  }
}

run "is_invoked_less_often_at_once_where_that_is_asked_for" {
  variables {
    maximum_concurrency = 2
  }

  assert {
    condition     = aws_lambda_event_source_mapping.queue.scaling_config[0].maximum_concurrency == 2 && output.maximum_concurrency == 2
    error_message = "The limit must be the given one."
  }
}

run "has_a_parameter_for_each_webhook_and_never_reads_its_value" {
  assert {
    condition     = output.parameter_names == { default = "/dev/SLACK_URL", ops = "/dev/SLACK_URL/ops" }
    error_message = "Each destination must have its parameter."
  }

  assert {
    condition     = alltrue([for parameter in aws_ssm_parameter.webhook : parameter.type == "SecureString"])
    error_message = "A webhook is a secret, so its parameter must be a SecureString."
  }

  assert {
    condition     = alltrue([for parameter in aws_ssm_parameter.webhook : parameter.value_wo_version == 1 && parameter.value_wo == null])
    error_message = "The value must be write-only, so that Terraform does not read it back, and written once."
  }
}

run "may_take_messages_dead_letter_them_and_read_its_webhooks" {
  assert {
    condition = [for statement in slice(jsondecode(module.function.policy).Statement, 1, 5) : [statement.Action, statement.Resource]] == [
      [
        ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
        ["arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack.fifo"],
      ],
      [
        ["sqs:SendMessage"],
        ["arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack-dlq.fifo"],
      ],
      [
        ["sqs:SendMessage"],
        ["arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack.fifo"],
      ],
      [
        ["ssm:GetParameter"],
        [
          "arn:aws-cn:ssm:cn-north-1:111122223333:parameter/dev/SLACK_URL",
          "arn:aws-cn:ssm:cn-north-1:111122223333:parameter/dev/SLACK_URL/ops",
        ],
      ],
    ]
    error_message = "The sender must be allowed to take from its queue and to send to it, its dead-letter queue and its parameters."
  }

  assert {
    condition     = length(jsondecode(module.function.policy).Statement) == 5
    error_message = "The sender must be allowed nothing else but its log."
  }
}

run "gets_the_settings_of_the_contract" {
  assert {
    condition = module.function.environment_variables == {
      ENVIRONMENT           = "dev"
      DEAD_LETTER_QUEUE_URL = "https://undelivered-messages"
      SLACK_URL_PARAMETER   = "/dev/SLACK_URL"
      DIGEST_BACKLOG        = "true"
      LOG_LEVEL             = "info"
      WARM_UP               = "true"
    }
    error_message = "The sender's environment must be the contract's."
  }

  assert {
    condition     = module.function.name == "shipbell-dev-slack-sender" && output.function_name == "shipbell-dev-slack-sender"
    error_message = "The sender must be named after the environment."
  }
}

run "posts_every_message_alone_when_digests_are_switched_off" {
  variables {
    digest_backlog = false
  }

  assert {
    condition     = module.function.environment_variables.DIGEST_BACKLOG == "false"
    error_message = "The sender must know that it may not fold messages."
  }
}

run "every_resource_of_its_own_has_the_tags" {
  assert {
    condition = alltrue([for resource in [
      aws_ssm_parameter.webhook["default"],
      aws_ssm_parameter.webhook["ops"],
    ] : resource.tags == tomap({ Project = "shipbell", Environment = "dev" })])
    error_message = "Every resource that takes tags must have those given."
  }
}

run "the_event_source_mapping_has_no_tags" {
  assert {
    condition     = aws_lambda_event_source_mapping.queue.tags == null
    error_message = "GovCloud and China refuse an event source mapping with tags."
  }
}

run "encrypts_new_webhooks_with_the_key_that_is_given_and_reads_them_with_it" {
  # New: what there was before keeps the key that it has.
  state_key = "with_a_key"

  variables {
    kms_key_arn = "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b"
  }

  assert {
    condition     = alltrue([for parameter in aws_ssm_parameter.webhook : parameter.key_id == "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b"])
    error_message = "The parameters must be encrypted with the given key."
  }

  assert {
    condition = [for statement in jsondecode(output.function_policy).Statement : statement.Condition
    if statement.Sid == "UseTheKeyOfWhatItReadsAndSends"] == [{ StringLike = { "kms:ViaService" = ["sqs.*", "ssm.*"] } }]
    error_message = "The sender must be allowed to use the key for the queues and the parameters."
  }
}

run "a_webhook_keeps_the_key_under_which_it_was_stored" {
  command   = plan
  state_key = "with_a_key"

  variables {
    kms_key_arn = "arn:aws-cn:kms:cn-north-1:111122223333:key/another"
  }

  assert {
    condition     = alltrue([for parameter in aws_ssm_parameter.webhook : parameter.key_id == "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b"])
    error_message = "Another key must change no parameter: the provider would write the value too, which it does not have."
  }
}
