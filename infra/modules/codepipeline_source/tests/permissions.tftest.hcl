mock_provider "aws" {
  source = "../../tests/mocks"
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

run "the_handler_may_read_pipelines_and_deployments_and_send_and_nothing_else" {
  assert {
    condition = { for statement in jsondecode(module.function.policy).Statement : statement.Sid => statement.Action } == {
      WriteItsOwnLog              = ["logs:CreateLogStream", "logs:PutLogEvents"]
      KeepEventsItCouldNotProcess = ["sqs:SendMessage"]
      ReadThePipelines = [
        "codepipeline:GetPipelineState",
        "codepipeline:GetPipelineExecution",
        "codepipeline:ListActionExecutions",
        "codepipeline:ListPipelineExecutions",
        "codepipeline:GetPipeline",
      ]
      FindThePipelineOfADeploymentGroup = ["codepipeline:ListPipelines"]
      ReadTheDeployments                = ["codedeploy:GetDeployment", "codedeploy:ListDeployments", "codedeploy:BatchGetDeployments"]
      ReadWhereADeploymentFailed        = ["codedeploy:ListDeploymentTargets", "codedeploy:BatchGetDeploymentTargets"]
      PutMessagesOnTheQueue             = ["sqs:SendMessage"]
    }
    error_message = "The handler must be allowed to read pipelines and deployments and to send, and nothing else."
  }
}

run "an_empty_list_opens_everything_of_this_account_in_any_region" {
  assert {
    condition = { for statement in slice(jsondecode(module.function.policy).Statement, 2, 7) : statement.Sid => statement.Resource } == {
      ReadThePipelines                  = ["arn:aws-cn:codepipeline:*:111122223333:*"]
      FindThePipelineOfADeploymentGroup = ["*"]
      ReadTheDeployments                = ["arn:aws-cn:codedeploy:*:111122223333:deploymentgroup:*"]
      ReadWhereADeploymentFailed        = ["*"]
      PutMessagesOnTheQueue             = ["arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack.fifo"]
    }
    error_message = "An empty list must open all pipelines and groups of the account."
  }
}

run "only_the_named_pipelines_and_groups_may_be_read" {
  variables {
    deployments = [
      { group = "shop-dev", application = "shop", pipeline = "shop-pipeline" },
      { group = "shop-dev-workers", pipeline = "shop-pipeline" },
      { group = "shop-dev", application = "shop", pipeline = "shop-hotfix" },
      { pipeline = "lambda-*" },
    ]
  }

  assert {
    condition = { for statement in slice(jsondecode(module.function.policy).Statement, 2, 5) : statement.Sid => statement.Resource } == {
      ReadThePipelines = [
        "arn:aws-cn:codepipeline:*:111122223333:shop-pipeline",
        "arn:aws-cn:codepipeline:*:111122223333:shop-hotfix",
        "arn:aws-cn:codepipeline:*:111122223333:lambda-*",
      ]
      ReadTheDeployments = [
        "arn:aws-cn:codedeploy:*:111122223333:deploymentgroup:shop/shop-dev",
        "arn:aws-cn:codedeploy:*:111122223333:deploymentgroup:*/shop-dev-workers",
      ]
      ReadWhereADeploymentFailed = ["*"]
    }
    error_message = "Where every entry names its pipeline, only the named ones may be read, each once, and nothing be looked for."
  }

  assert {
    condition     = module.function.environment_variables.DISCOVER_PIPELINES == "false"
    error_message = "The handler must not look for pipelines that it may not list."
  }
}

run "an_entry_without_a_pipeline_opens_all_pipelines_but_not_all_groups" {
  variables {
    deployments = [
      { group = "shop-dev", pipeline = "shop-pipeline" },
      { group = "blog-*" },
    ]
  }

  assert {
    condition = { for statement in slice(jsondecode(module.function.policy).Statement, 2, 5) : statement.Sid => statement.Resource } == {
      ReadThePipelines                  = ["arn:aws-cn:codepipeline:*:111122223333:*"]
      FindThePipelineOfADeploymentGroup = ["*"]
      ReadTheDeployments = [
        "arn:aws-cn:codedeploy:*:111122223333:deploymentgroup:*/shop-dev",
        "arn:aws-cn:codedeploy:*:111122223333:deploymentgroup:*/blog-*",
      ]
    }
    error_message = "To find a group's pipeline takes all pipelines, and no more groups than are named."
  }

  assert {
    condition     = module.function.environment_variables.DISCOVER_PIPELINES == "true"
    error_message = "The handler must look for the pipeline."
  }
}

run "without_discovery_only_named_pipelines_are_read" {
  variables {
    discover_pipelines = false
    deployments = [
      { group = "shop-dev", pipeline = "shop-pipeline" },
      { group = "blog-*" },
    ]
  }

  assert {
    condition     = jsondecode(module.function.policy).Statement[2].Resource == ["arn:aws-cn:codepipeline:*:111122223333:shop-pipeline"]
    error_message = "Without discovery, only the named pipeline may be read."
  }

  assert {
    condition     = !contains(jsondecode(module.function.policy).Statement[*].Sid, "FindThePipelineOfADeploymentGroup")
    error_message = "Without discovery, pipelines must not be listed."
  }
}

run "without_discovery_an_empty_list_still_reads_the_pipelines_that_are_reported" {
  variables {
    discover_pipelines = false
  }

  assert {
    condition = { for statement in slice(jsondecode(module.function.policy).Statement, 2, 4) : statement.Sid => statement.Resource } == {
      ReadThePipelines   = ["arn:aws-cn:codepipeline:*:111122223333:*"]
      ReadTheDeployments = ["arn:aws-cn:codedeploy:*:111122223333:deploymentgroup:*"]
    }
    error_message = "An event of any pipeline is reported, so any pipeline may be read, and none be looked for."
  }
}

run "without_a_pipeline_to_read_there_is_no_statement_for_pipelines" {
  variables {
    discover_pipelines = false
    deployments        = [{ group = "shop-dev" }]
  }

  assert {
    condition     = !contains(jsondecode(module.function.policy).Statement[*].Sid, "ReadThePipelines")
    error_message = "There must be no statement without resources: IAM refuses it."
  }
}

run "without_a_group_codedeploy_may_not_be_read" {
  variables {
    deployments = [{ pipeline = "lambda-pipeline" }]
  }

  assert {
    condition     = jsondecode(module.function.policy).Statement[*].Sid == ["WriteItsOwnLog", "KeepEventsItCouldNotProcess", "ReadThePipelines", "PutMessagesOnTheQueue"]
    error_message = "Without a group, CodeDeploy must not be read."
  }
}

run "a_group_in_any_script_leaves_a_policy_that_iam_takes" {
  variables {
    deployments = [{ group = "결제-prod" }, { group = "$${aws:username}" }, { group = "주문-prod" }]
  }

  assert {
    condition = jsondecode(module.function.policy).Statement[4].Resource == [
      "arn:aws-cn:codedeploy:*:111122223333:deploymentgroup:*/*-prod",
      "arn:aws-cn:codedeploy:*:111122223333:deploymentgroup:*/*{aws:username}",
    ]
    error_message = "What a policy cannot hold must become *, and nothing a policy variable."
  }
}
