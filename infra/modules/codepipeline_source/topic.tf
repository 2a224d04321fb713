# The topic: for CodeDeploy triggers, manual approvals, Developer Tools notification rules and EventBridge rules
# that are not Shipbell's.

resource "aws_sns_topic" "this" {
  name              = var.names.deployments_topic
  kms_master_key_id = var.kms_key_arn # never AWS's own key: no service but SNS may use that one
  tags              = var.tags
}

# Replaces SNS's own policy, under which everybody in the account may publish. A CodeDeploy trigger publishes with the
# service role of its deployment group, an approval with that of its pipeline, so what lets them in is sns:Publish in
# that role's policy: https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-sns-event-notifications-permisssions.html
#
# EventBridge gets no statement of its own: "You can't use Condition blocks in Amazon SNS topic policies for EventBridge",
# so it would let in the rules of every account. A rule comes in as a role too, its target's execution role:
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RolesOfThisAccountMayPublishIfTheirPolicySaysSo"
        Effect    = "Allow"
        Principal = { AWS = "arn:${var.location.partition}:iam::${var.location.account_id}:root" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.this.arn
      },
      {
        # https://docs.aws.amazon.com/dtconsole/latest/userguide/troubleshooting.html
        Sid       = "NotificationRulesOfThisAccountMayPublish"
        Effect    = "Allow"
        Principal = { Service = "codestar-notifications.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.this.arn
        Condition = { StringEquals = { "aws:SourceAccount" = var.location.account_id } }
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

resource "aws_lambda_permission" "topic" {
  statement_id  = "TheTopicMayInvokeTheHandler"
  action        = "lambda:InvokeFunction"
  function_name = module.function.name
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.this.arn
}

module "undelivered" {
  source = "../dead_letter_queue"

  name             = var.names.undelivered_notifications
  location         = var.location
  tags             = var.tags
  kms_key_arn      = var.kms_key_arn
  sender           = { service = "sns.amazonaws.com", source_arns = [aws_sns_topic.this.arn] }
  max_message_size = var.max_message_size
}
