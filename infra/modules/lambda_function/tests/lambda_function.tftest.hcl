mock_provider "aws" {
  source = "../../tests/mocks"
}

override_resource {
  target = aws_cloudwatch_log_group.this
  values = { arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/shipbell-dev-x" }
}

variables {
  tags            = { Project = "shipbell", Environment = "dev" }
  name            = "shipbell-dev-x"
  role_name       = "shipbell-dev-x-eu-west-1"
  kms_key_arn     = null
  key_services    = ["sqs"]
  description     = "Does x."
  timeout_seconds = 60
  zip_file        = "main.tf" # any file will do, nothing is uploaded
  function_settings = {
    runtime            = "nodejs22.x"
    memory_size        = 256
    log_level          = "debug"
    log_retention_days = 30
    warm_up            = true
  }
  environment_variables = { QUEUE_URL = "https://queue" }
  policy_statements     = [{ sid = "DoX", actions = ["x:Do"], resources = ["arn:aws:x"] }]
}

run "runs_the_built_zip_on_arm64" {
  assert {
    condition = (
      aws_lambda_function.this.filename == "main.tf" &&
      aws_lambda_function.this.source_code_hash == filebase64sha256("main.tf") &&
      aws_lambda_function.this.handler == "index.handler" &&
      aws_lambda_function.this.runtime == "nodejs22.x" &&
      aws_lambda_function.this.architectures == tolist(["arm64"])
    )
    error_message = "The function must be the zip's index.handler on arm64, replaced when the zip's content changes."
  }

  assert {
    condition     = aws_lambda_function.this.memory_size == 256 && aws_lambda_function.this.timeout == 60
    error_message = "Memory and timeout must be the given ones."
  }
}

run "takes_what_concurrency_the_account_has" {
  assert {
    condition     = coalesce(aws_lambda_function.this.reserved_concurrent_executions, -1) == -1
    error_message = "Nothing may be reserved unless it is asked for: a new account refuses it."
  }
}

run "keeps_concurrency_free_where_that_is_asked_for" {
  variables {
    reserved_concurrency = 5
  }

  assert {
    condition     = aws_lambda_function.this.reserved_concurrent_executions == 5 && output.reserved_concurrency == 5
    error_message = "The reservation must be the given one."
  }
}

run "reads_its_environment_the_log_level_and_whether_to_warm_up" {
  assert {
    condition     = aws_lambda_function.this.environment[0].variables == tomap({ QUEUE_URL = "https://queue", LOG_LEVEL = "debug", WARM_UP = "true" })
    error_message = "The environment must be the given one, LOG_LEVEL and WARM_UP."
  }

  assert {
    condition     = output.environment_variables == { QUEUE_URL = "https://queue", LOG_LEVEL = "debug", WARM_UP = "true" }
    error_message = "The output must show the environment."
  }
}

run "logs_to_a_group_of_its_own_that_does_not_grow_for_ever" {
  assert {
    condition     = aws_cloudwatch_log_group.this.name == "/aws/lambda/shipbell-dev-x" && aws_cloudwatch_log_group.this.retention_in_days == 30
    error_message = "The log group must be the one that Lambda writes to, with the given retention."
  }
}

run "may_write_its_log_and_what_the_caller_says_and_nothing_else" {
  assert {
    condition = jsondecode(aws_iam_role_policy.this.policy).Statement == [
      {
        Sid      = "WriteItsOwnLog"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/shipbell-dev-x:*"]
      },
      { Sid = "DoX", Effect = "Allow", Action = ["x:Do"], Resource = ["arn:aws:x"] },
    ]
    error_message = "The policy must be the log and the statements of the caller."
  }

  assert {
    condition     = output.policy == aws_iam_role_policy.this.policy && aws_iam_role_policy.this.role == "shipbell-dev-x-eu-west-1"
    error_message = "The policy must be that of the function's role, and the output must show it."
  }

  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[*].Principal == [{ Service = "lambda.amazonaws.com" }]
    error_message = "Nobody but Lambda may take the role."
  }
}

run "has_no_on_failure_queue_unless_one_is_given" {
  assert {
    condition     = length(aws_lambda_function_event_invoke_config.this) == 0 && !strcontains(aws_iam_role_policy.this.policy, "KeepEventsItCouldNotProcess")
    error_message = "A function that nobody invokes asynchronously must have no on-failure queue."
  }
}

run "keeps_events_that_failed_every_attempt" {
  variables {
    on_failure_queue = { arn = "arn:aws:sqs:eu-west-1:111122223333:shipbell-dev-x-on-failure" }
  }

  assert {
    condition = (
      aws_lambda_function_event_invoke_config.this[0].maximum_retry_attempts == 2 &&
      aws_lambda_function_event_invoke_config.this[0].maximum_event_age_in_seconds == 21600 &&
      aws_lambda_function_event_invoke_config.this[0].function_name == "shipbell-dev-x"
    )
    error_message = "Lambda must try again twice, within six hours."
  }

  assert {
    condition     = aws_lambda_function_event_invoke_config.this[0].destination_config[0].on_failure[0].destination == "arn:aws:sqs:eu-west-1:111122223333:shipbell-dev-x-on-failure"
    error_message = "What failed must go to the function's on-failure queue."
  }

  assert {
    condition = contains(jsondecode(aws_iam_role_policy.this.policy).Statement, {
      Sid      = "KeepEventsItCouldNotProcess"
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = ["arn:aws:sqs:eu-west-1:111122223333:shipbell-dev-x-on-failure"]
    })
    error_message = "The role must be allowed to send to the on-failure queue."
  }
}

run "has_a_role_of_its_own_without_a_boundary" {
  assert {
    condition = (
      aws_iam_role.this.name == "shipbell-dev-x-eu-west-1" && aws_iam_role_policy.this.name == "shipbell-dev-x" &&
      coalesce(aws_iam_role.this.path, "/") == "/" && aws_iam_role.this.permissions_boundary == null
    )
    error_message = "The role must have the given name, and neither path nor boundary."
  }
}

run "keeps_to_the_boundary_and_the_path_of_the_account" {
  variables {
    function_settings = {
      runtime              = "nodejs22.x"
      memory_size          = 256
      log_level            = "debug"
      log_retention_days   = 30
      warm_up              = true
      permissions_boundary = "arn:aws:iam::111122223333:policy/bounds"
      role_path            = "/service/"
    }
  }

  assert {
    condition     = aws_iam_role.this.permissions_boundary == "arn:aws:iam::111122223333:policy/bounds" && aws_iam_role.this.path == "/service/"
    error_message = "The role must have the boundary and the path."
  }
}

run "leaves_the_log_to_the_key_of_aws" {
  assert {
    condition     = aws_cloudwatch_log_group.this.kms_key_id == null && !strcontains(aws_iam_role_policy.this.policy, "kms:")
    error_message = "Without a key there must be no permission for one."
  }
}

run "encrypts_its_log_and_uses_the_key_through_the_named_services_alone" {
  variables {
    kms_key_arn  = "arn:aws:kms:eu-west-1:111122223333:key/0a1b"
    key_services = ["sqs", "ssm"]
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.kms_key_id == "arn:aws:kms:eu-west-1:111122223333:key/0a1b"
    error_message = "The log must be encrypted with the key."
  }

  assert {
    condition = contains(jsondecode(aws_iam_role_policy.this.policy).Statement, {
      Sid       = "UseTheKeyOfWhatItReadsAndSends"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = ["arn:aws:kms:eu-west-1:111122223333:key/0a1b"]
      Condition = { StringLike = { "kms:ViaService" = ["sqs.*", "ssm.*"] } }
    })
    error_message = "The role must be allowed to use the key, through these services."
  }
}

run "says_to_build_when_there_is_no_zip" {
  command = plan

  variables {
    zip_file = "dist/nowhere.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "takes_the_longest_policy_that_iam_takes" {
  variables {
    # Beside these, the policy has 289 characters. IAM does not count spaces.
    policy_statements = [{ sid = "DoX", actions = ["x:Do"], resources = ["${format("%09951d", 0)} "] }]
  }

  assert {
    condition     = length(aws_iam_role_policy.this.policy) == 10241
    error_message = "This must be the longest policy that IAM takes, with a space more."
  }
}

run "refuses_a_longer_policy_before_iam_does" {
  command = plan

  variables {
    policy_statements = [{ sid = "DoX", actions = ["x:Do"], resources = [format("%09952d", 0)] }]
  }

  expect_failures = [aws_iam_role_policy.this]
}

run "every_resource_of_its_own_has_the_tags" {
  assert {
    condition = alltrue([for resource in [
      aws_lambda_function.this,
      aws_cloudwatch_log_group.this,
      aws_iam_role.this,
    ] : resource.tags == tomap({ Project = "shipbell", Environment = "dev" })])
    error_message = "Every resource that takes tags must have those given."
  }
}
