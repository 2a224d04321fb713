# Deployments: CodeDeploy triggers and manual approvals publish to the topic, the handler makes messages of them.

resource "aws_sns_topic" "this" {
  name = "${var.context.prefix}-deployments"
}

# Replaces SNS's own policy, under which everybody in the account may publish. A CodeDeploy trigger publishes with the
# service role of its deployment group, an approval with that of its pipeline, so what lets them in is sns:Publish in
# that role's policy: https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-sns-event-notifications-permisssions.html
# An AWS service that publishes in its own name needs a statement of its own here.
resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RolesOfThisAccountMayPublishIfTheirPolicySaysSo"
        Effect    = "Allow"
        Principal = { AWS = "arn:${var.context.partition}:iam::${var.context.account_id}:root" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.this.arn
      },
      {
        Sid       = "NothingMayComeUnencrypted"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.this.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "handler" {
  topic_arn = aws_sns_topic.this.arn
  protocol  = "lambda"
  endpoint  = module.function.arn

  # SNS gives up at once when it may not invoke the function, and after 23 days when Lambda does not answer.
  # https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
  redrive_policy = jsonencode({ deadLetterTargetArn = module.undelivered.arn })

  depends_on = [aws_lambda_permission.topic]
}

module "undelivered" {
  source = "../dead_letter_queue"

  context = var.context
  name    = "${aws_sns_topic.this.name}-dlq"
  sender  = { service = "sns.amazonaws.com", source_arn = aws_sns_topic.this.arn }
}

resource "aws_lambda_permission" "topic" {
  statement_id  = "TheTopicMayInvokeTheHandler"
  action        = "lambda:InvokeFunction"
  function_name = module.function.name
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.this.arn
}

module "function" {
  source = "../lambda_function"

  name                = "${var.context.prefix}-codepipeline-handler"
  description         = "Makes Slack messages of deployments and puts them on the queue."
  context             = var.context
  code                = var.code
  timeout             = 60 # seconds: a few calls to AWS, each with its retries
  keeps_failed_events = true

  environment = {
    ENVIRONMENT = var.context.environment
    QUEUE_URL   = var.queue.url
    DEPLOYMENTS = local.deployments
  }

  statements = concat(local.read_pipelines, [
    {
      # These two know no resource to name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html
      sid       = "ReadWhereADeploymentFailed"
      actions   = ["codedeploy:ListDeploymentTargets", "codedeploy:BatchGetDeploymentTargets"]
      resources = ["*"]
    },
    {
      sid       = "PutMessagesOnTheQueue"
      actions   = ["sqs:SendMessage"]
      resources = [var.queue.arn]
    },
  ])
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

  pipelines = distinct([for deployment in var.deployments : deployment.pipeline if deployment.pipeline != null])

  # A policy statement may not be without resources.
  read_pipelines = [for pipelines in [local.pipelines] : {
    sid     = "ReadThePipelinesOfTheDeployments"
    actions = ["codepipeline:GetPipelineState", "codepipeline:ListActionExecutions", "codepipeline:GetPipelineExecution"]
    resources = [
      for pipeline in pipelines :
      "arn:${var.context.partition}:codepipeline:${var.context.region}:${var.context.account_id}:${pipeline}"
    ]
  } if length(pipelines) > 0]
}
