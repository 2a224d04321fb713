# Shipbell's path through AWS, step by step: deployments and executions arrive, become messages on one queue, and are
# delivered to Slack. One workspace is one environment. Region and credentials are those of the caller's AWS provider.

module "settings" {
  source = "./modules/settings"

  deployments    = var.deployments
  state_machines = var.state_machines
  defaults       = var.defaults
}

module "codepipeline_source" {
  source = "./modules/codepipeline_source"

  environment        = var.environment
  names              = local.names
  location           = local.location
  tags               = local.tags
  deployments        = module.settings.deployments
  function_variables = module.settings.function_variables.codepipeline_handler
  additional_events  = var.additional_events
  event_sources      = var.event_sources
  discover_pipelines = var.discover_pipelines
  link_style         = var.link_style
  queue              = local.queue
  zip_file           = local.zip_files["codepipeline-handler"]
  function_settings  = local.function_settings
  kms_key_arn        = var.kms_key_arn

  reserved_concurrency = var.reserved_concurrency
  max_message_size     = local.max_message_size
}

module "sfn_source" {
  source = "./modules/sfn_source"

  environment        = var.environment
  names              = local.names
  location           = local.location
  tags               = local.tags
  state_machines     = module.settings.state_machines
  execution_statuses = module.settings.executions.rule_statuses
  function_variables = module.settings.function_variables.sfn_history_handler
  compare_duration   = var.compare_duration
  link_style         = var.link_style
  queue              = local.queue
  zip_file           = local.zip_files["sfn-history-handler"]
  function_settings  = local.function_settings
  kms_key_arn        = var.kms_key_arn

  reads_earlier_executions = module.settings.executions.reads_earlier_ones
  reserved_concurrency     = var.reserved_concurrency
  max_message_size         = local.max_message_size
}

module "slack_queue" {
  source = "./modules/slack_queue"

  names                    = local.names
  location                 = local.location
  tags                     = local.tags
  kms_key_arn              = var.kms_key_arn
  delay_seconds            = var.message_delay_seconds
  consumer_timeout_seconds = local.sender_timeout_seconds
  max_message_size         = local.max_message_size
}

module "slack_delivery" {
  source = "./modules/slack_delivery"

  environment       = var.environment
  names             = local.names
  tags              = local.tags
  queue             = local.queue
  destinations      = local.destinations
  digest_backlog    = var.digest_backlog
  zip_file          = local.zip_files["slack-sender"]
  function_settings = local.function_settings
  kms_key_arn       = var.kms_key_arn
  timeout_seconds   = local.sender_timeout_seconds

  maximum_concurrency = var.maximum_concurrency
}

module "alarms" {
  source = "./modules/alarms"

  environment             = var.environment
  names                   = local.names
  location                = local.location
  tags                    = local.tags
  kms_key_arn             = var.kms_key_arn
  dead_letter_queue_names = local.dead_letter_queue_names
  rule_names              = concat(module.codepipeline_source.rule_names, [module.sfn_source.rule_name])
  message_delay_seconds   = var.message_delay_seconds
  silence_alarm_hours     = var.silence_alarm_hours
  alarm_actions           = var.alarm_actions
  alarm_emails            = var.alarm_emails
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

data "aws_region" "current" {
  lifecycle {
    postcondition {
      condition     = var.region == null || self.id == var.region
      error_message = "The variables belong to the region \"${coalesce(var.region, "-")}\", but the AWS provider works in \"${self.id}\". Type:\n  export AWS_REGION=${coalesce(var.region, "-")}\nand run Terraform again, or change region in the variables. Where Shipbell is called as a module, it is the caller's provider block that sets the region."
    }
  }
}

locals {
  # What ARNs begin with.
  location = {
    partition  = data.aws_partition.current.partition
    region     = data.aws_region.current.id # .name in version 5 of the provider, .region in version 6, .id in both
    account_id = data.aws_caller_identity.current.account_id
  }

  # On every resource that takes tags but the event source mapping: GovCloud and China refuse them there.
  tags = merge(var.tags, { Project = "shipbell", Environment = var.environment })

  # Attribute by attribute: the module as a whole would be ready only when its redrive policy is.
  queue = {
    arn             = module.slack_queue.arn
    url             = module.slack_queue.url
    dead_letter_arn = module.slack_queue.dead_letter_arn
    dead_letter_url = module.slack_queue.dead_letter_url
  }

  # By the keys of the output dead_letter_queue_urls. Without rules for deployments there is no queue for their events.
  dead_letter_queue_names = { for key in [
    "undelivered_messages",
    "undelivered_notifications",
    "undelivered_deployment_events",
    "undelivered_execution_events",
    "failed_deployment_events",
    "failed_execution_events",
  ] : key => local.names[key] if key != "undelivered_deployment_events" || length(module.codepipeline_source.rule_names) > 0 }

  # The most that SQS, EventBridge and Lambda take, in bytes; version 5 of the provider, whose region data has no `region`, sets
  # no more than a quarter of it. Version 6 does since 6.8.
  # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
  max_message_size = contains(keys(data.aws_region.current), "region") ? 1024 * 1024 : 256 * 1024

  # For a batch of ten messages, posted a second apart while Slack answers; it gives up early when it does not. The sender
  # begins no step for which the time left is too short: with a timeout under 30 s it would read no webhook.
  sender_timeout_seconds = 60

  destinations = setunion(["default"], [
    for entry in concat(module.settings.deployments, module.settings.state_machines) : entry.destination if entry.destination != null
  ])

  zip_files = { for function in ["codepipeline-handler", "sfn-history-handler", "slack-sender"] :
    function => "${path.module}/../packages/${function}/dist/${function}.zip"
  }

  function_settings = {
    runtime            = var.lambda_runtime
    memory_size        = var.lambda_memory_size
    log_level          = var.log_level
    log_retention_days = var.log_retention_days
    warm_up            = var.warm_up

    permissions_boundary = var.permissions_boundary
    role_path            = var.role_path
  }
}
