# Deployments: they come by EventBridge rules (event_rules.tf) and by the topic (topic.tf), and this is the handler that
# makes messages of them.

module "function" {
  source = "../lambda_function"

  name                = "${var.context.prefix}-codepipeline-handler"
  description         = "Makes Slack messages of deployments and puts them on the queue."
  context             = var.context
  code                = var.code
  timeout             = 60 # seconds: twenty to find out more, and the queue's retries
  keeps_failed_events = true

  environment = {
    ENVIRONMENT        = var.context.environment
    QUEUE_URL          = var.queue.url
    DEPLOYMENTS        = local.deployments
    ADDITIONAL_EVENTS  = jsonencode(sort(var.additional_events))
    DISCOVER_PIPELINES = tostring(local.discovers)
  }

  statements = concat(local.read_pipelines, local.find_pipelines, local.read_deployments, [{
    sid       = "PutMessagesOnTheQueue"
    actions   = ["sqs:SendMessage"]
    resources = [var.queue.arn]
  }])
}

locals {
  # The function's own spelling, without what was not given.
  deployments = jsonencode([for deployment in var.deployments : {
    for key, value in {
      group       = deployment.group
      application = deployment.application
      pipeline    = deployment.pipeline
      name        = deployment.name
      siteUrl     = deployment.site_url
      destination = deployment.destination
    } : key => value if value != null
  }])
}
