# Who is notified: what alarm_actions names, and the mail addresses, by a topic that is not the one for deployments.

locals {
  actions = concat(var.alarm_actions, aws_sns_topic.alarms[*].arn)
}

resource "aws_sns_topic" "alarms" {
  count = length(var.alarm_emails) > 0 ? 1 : 0

  name              = var.names.alarms_topic
  kms_master_key_id = var.kms_key_arn
  tags              = var.tags
}

# Everybody to whom AWS mailed has to confirm it once.
resource "aws_sns_topic_subscription" "email" {
  for_each = var.alarm_emails

  topic_arn = aws_sns_topic.alarms[0].arn
  protocol  = "email"
  endpoint  = each.key
}

# Replaces SNS's own policy, under which everybody in the account may publish.
# https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
resource "aws_sns_topic_policy" "alarms" {
  count = length(var.alarm_emails) > 0 ? 1 : 0

  arn = aws_sns_topic.alarms[0].arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AlarmsOfThisEnvironmentMayPublish"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms[0].arn
        Condition = {
          StringEquals = { "aws:SourceAccount" = var.location.account_id }
          # Alarm by alarm: what begins as these do may be another environment's, such as dev-2's beside dev.
          ArnEquals = { "aws:SourceArn" = [for name in keys(local.alarms) :
            "arn:${var.location.partition}:cloudwatch:${var.location.region}:${var.location.account_id}:alarm:${var.names.alarm_prefix}-${name}"
          ] }
        }
      },
      {
        Sid       = "NothingMayComeUnencrypted"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms[0].arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}
