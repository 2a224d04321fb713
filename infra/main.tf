# Shipbell's path through AWS, step by step: deployments and executions arrive, become messages on one queue, and are
# delivered to Slack. One workspace is one environment.

provider "aws" {
  region = var.region

  default_tags {
    tags = merge(var.tags, { Project = "shipbell", Environment = var.environment })
  }
}

module "codepipeline_source" {
  source = "./modules/codepipeline_source"

  context            = local.context
  deployments        = var.deployments
  additional_events  = var.additional_events
  event_sources      = var.event_sources
  discover_pipelines = var.discover_pipelines
  queue              = local.queue
  code               = local.code["codepipeline-handler"]
}

module "sfn_source" {
  source = "./modules/sfn_source"

  context            = local.context
  state_machines     = var.state_machines
  execution_statuses = var.execution_statuses
  compare_duration   = var.compare_duration
  queue              = local.queue
  code               = local.code["sfn-history-handler"]
}

module "slack_queue" {
  source = "./modules/slack_queue"

  context          = local.context
  delay_seconds    = var.message_delay_seconds
  consumer_timeout = local.sender_timeout
}

module "slack_delivery" {
  source = "./modules/slack_delivery"

  context        = local.context
  queue          = local.queue
  destinations   = local.destinations
  digest_backlog = var.digest_backlog
  code           = local.code["slack-sender"]
  timeout        = local.sender_timeout
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  context = {
    environment = var.environment
    prefix      = "shipbell-${var.environment}"
    partition   = data.aws_partition.current.partition
    region      = data.aws_region.current.id
    account_id  = data.aws_caller_identity.current.account_id
  }

  # Attribute by attribute: the module as a whole would be ready only when its redrive policy is.
  queue = {
    arn             = module.slack_queue.arn
    url             = module.slack_queue.url
    dead_letter_arn = module.slack_queue.dead_letter_arn
    dead_letter_url = module.slack_queue.dead_letter_url
  }

  # Seconds for a batch of ten messages, posted a second apart while Slack answers; it gives up early when it does not. The
  # sender begins no step that the rest of the time does not hold: with less than 30 it would read no webhook.
  sender_timeout = 60

  destinations = setunion(["default"], [
    for entry in concat(var.deployments[*].destination, var.state_machines[*].destination) : entry if entry != null
  ])

  code = { for function in ["codepipeline-handler", "sfn-history-handler", "slack-sender"] : function => {
    zip_file           = "${path.root}/../packages/${function}/dist/${function}.zip"
    runtime            = var.lambda_runtime
    memory_size        = var.lambda_memory_size
    log_level          = var.log_level
    log_retention_days = var.log_retention_days
  } }
}
