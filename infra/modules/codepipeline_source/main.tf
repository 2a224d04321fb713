# The handler that makes messages of deployments, which come by EventBridge rules (event_rules.tf) and by the topic
# (topic.tf).

module "function" {
  source = "../lambda_function"

  name              = var.names.codepipeline_handler
  role_name         = var.names.codepipeline_handler_role
  description       = "Makes Slack messages of deployments and puts them on the queue."
  tags              = var.tags
  zip_file          = var.zip_file
  function_settings = var.function_settings
  kms_key_arn       = var.kms_key_arn
  key_services      = ["sqs"]
  timeout_seconds   = 60 # twenty to read what the event leaves out, and the queue's retries
  on_failure_queue  = { arn = module.failed_events.arn }

  reserved_concurrency = var.reserved_concurrency

  environment_variables = merge(var.function_variables, {
    ENVIRONMENT        = var.environment
    QUEUE_URL          = var.queue.url
    ADDITIONAL_EVENTS  = jsonencode(sort(var.additional_events))
    DISCOVER_PIPELINES = tostring(local.discovers)
    LINK_STYLE         = var.link_style
  })

  policy_statements = concat(local.read_pipelines, local.find_pipelines, local.read_deployments, [{
    sid       = "PutMessagesOnTheQueue"
    actions   = ["sqs:SendMessage"]
    resources = [var.queue.arn]
  }])
}

# Lambda keeps an event here that the handler failed three times.
module "failed_events" {
  source = "../dead_letter_queue"

  name             = var.names.failed_deployment_events
  location         = var.location
  tags             = var.tags
  kms_key_arn      = var.kms_key_arn
  max_message_size = var.max_message_size
}

moved {
  from = module.function.module.on_failure[0]
  to   = module.failed_events
}
