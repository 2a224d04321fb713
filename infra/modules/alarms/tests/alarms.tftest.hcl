mock_provider "aws" {
  source = "../../tests/mocks"
}

override_resource {
  target = aws_sns_topic.alarms[0]
  values = { arn = "arn:aws-cn:sns:cn-north-1:111122223333:shipbell-dev-alarms" }
}

variables {
  environment = "dev"
  names = {
    codepipeline_handler = "shipbell-dev-codepipeline-handler"
    sfn_history_handler  = "shipbell-dev-sfn-history-handler"
    slack_sender         = "shipbell-dev-slack-sender"
    deployments_topic    = "shipbell-dev-deployments"
    slack_queue          = "shipbell-dev-slack.fifo"
    alarm_prefix         = "shipbell-dev"
    alarms_topic         = "shipbell-dev-alarms"
  }
  location = {
    partition  = "aws-cn"
    region     = "cn-north-1"
    account_id = "111122223333"
  }
  tags        = { Project = "shipbell", Environment = "dev" }
  kms_key_arn = null
  dead_letter_queue_names = {
    undelivered_messages          = "shipbell-dev-slack-dlq.fifo"
    undelivered_notifications     = "shipbell-dev-deployments-dlq"
    undelivered_deployment_events = "shipbell-dev-deployment-events-dlq"
    undelivered_execution_events  = "shipbell-dev-sfn-status-dlq"
    failed_deployment_events      = "shipbell-dev-codepipeline-handler-on-failure"
    failed_execution_events       = "shipbell-dev-sfn-history-handler-on-failure"
  }
  rule_names            = ["shipbell-dev-codedeploy-deployments", "shipbell-dev-sfn-status"]
  message_delay_seconds = 0
  silence_alarm_hours   = null
  alarm_actions         = []
  alarm_emails          = []
}

# Namespace, metric, dimension and its value, statistic, periods × seconds (of which how many must breach), comparison.
run "has_an_alarm_for_every_kind_of_loss" {
  variables {
    silence_alarm_hours = 168
  }

  assert {
    condition = { for alarm in aws_cloudwatch_metric_alarm.this : trimprefix(alarm.alarm_name, "shipbell-dev-") => join(" ", [
      alarm.namespace,
      alarm.metric_name,
      join(",", [for name, value in alarm.dimensions : "${name}=${value}"]),
      alarm.statistic,
      "${alarm.evaluation_periods}x${alarm.period}",
      alarm.comparison_operator == "GreaterThanThreshold" ? ">${alarm.threshold}" : "<${alarm.threshold}",
      alarm.treat_missing_data,
      ]) } == {
      undelivered-messages          = "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=shipbell-dev-slack-dlq.fifo Maximum 1x60 >0 notBreaching"
      undelivered-notifications     = "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=shipbell-dev-deployments-dlq Maximum 1x60 >0 notBreaching"
      undelivered-deployment-events = "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=shipbell-dev-deployment-events-dlq Maximum 1x60 >0 notBreaching"
      undelivered-execution-events  = "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=shipbell-dev-sfn-status-dlq Maximum 1x60 >0 notBreaching"
      failed-deployment-events      = "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=shipbell-dev-codepipeline-handler-on-failure Maximum 1x60 >0 notBreaching"
      failed-execution-events       = "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=shipbell-dev-sfn-history-handler-on-failure Maximum 1x60 >0 notBreaching"
      late-messages                 = "AWS/SQS ApproximateAgeOfOldestMessage QueueName=shipbell-dev-slack.fifo Maximum 1x60 >900 notBreaching"

      given-up-messages = "Shipbell DeadLettered Environment=dev Sum 1x300 >0 notBreaching"
      silence           = "Shipbell Delivered Environment=dev Sum 168x3600 <1 breaching"

      codepipeline-handler-errors    = "AWS/Lambda Errors FunctionName=shipbell-dev-codepipeline-handler Sum 3x300 >0 notBreaching"
      sfn-history-handler-errors     = "AWS/Lambda Errors FunctionName=shipbell-dev-sfn-history-handler Sum 3x300 >0 notBreaching"
      slack-sender-errors            = "AWS/Lambda Errors FunctionName=shipbell-dev-slack-sender Sum 3x300 >0 notBreaching"
      codepipeline-handler-throttles = "AWS/Lambda Throttles FunctionName=shipbell-dev-codepipeline-handler Sum 3x300 >0 notBreaching"
      sfn-history-handler-throttles  = "AWS/Lambda Throttles FunctionName=shipbell-dev-sfn-history-handler Sum 3x300 >0 notBreaching"
      slack-sender-throttles         = "AWS/Lambda Throttles FunctionName=shipbell-dev-slack-sender Sum 3x300 >0 notBreaching"

      codepipeline-handler-dropped-events = "AWS/Lambda AsyncEventsDropped FunctionName=shipbell-dev-codepipeline-handler Sum 1x300 >0 notBreaching"
      sfn-history-handler-dropped-events  = "AWS/Lambda AsyncEventsDropped FunctionName=shipbell-dev-sfn-history-handler Sum 1x300 >0 notBreaching"
      codepipeline-handler-lost-events    = "AWS/Lambda DestinationDeliveryFailures FunctionName=shipbell-dev-codepipeline-handler Sum 1x300 >0 notBreaching"
      sfn-history-handler-lost-events     = "AWS/Lambda DestinationDeliveryFailures FunctionName=shipbell-dev-sfn-history-handler Sum 1x300 >0 notBreaching"

      codedeploy-deployments-lost-events = "AWS/Events InvocationsFailedToBeSentToDlq RuleName=shipbell-dev-codedeploy-deployments Sum 1x300 >0 notBreaching"
      sfn-status-lost-events             = "AWS/Events InvocationsFailedToBeSentToDlq RuleName=shipbell-dev-sfn-status Sum 1x300 >0 notBreaching"
      lost-notifications                 = "AWS/SNS NumberOfNotificationsFailedToRedriveToDlq TopicName=shipbell-dev-deployments Sum 1x300 >0 notBreaching"
    }
    error_message = "These must be the alarms: ${jsonencode({ for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.metric_name })}"
  }

  assert {
    condition     = sort(output.names) == sort([for name in keys(aws_cloudwatch_metric_alarm.this) : "shipbell-dev-${name}"])
    error_message = "The output must name every alarm."
  }

  # https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.period * alarm.evaluation_periods <= (alarm.period < 3600 ? 86400 : 604800)])
    error_message = "CloudWatch looks back a day at most, and a week where a period has an hour or more."
  }

  assert {
    condition     = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.datapoints_to_alarm if alarm.datapoints_to_alarm != null && alarm.datapoints_to_alarm != 0 } == { for key in ["codepipeline-handler", "sfn-history-handler", "slack-sender"] : "${key}-errors" => 2 }
    error_message = "Errors must ring only where they go on, for what failed is tried again."
  }
}

# What happened, and what to type.
run "says_in_every_description_what_happened_and_what_to_type" {
  variables {
    silence_alarm_hours = 24
  }

  assert {
    condition = alltrue([for name, expected in {
      undelivered-messages                = ["Messages that Slack did not take", "shipbell-dev-slack-dlq.fifo", "14 days", "./scripts/redrive dev"]
      undelivered-notifications           = ["Notifications that SNS could not pass", "shipbell-dev-deployments-dlq", "./scripts/redrive dev"]
      undelivered-deployment-events       = ["Deployment events that EventBridge could not pass", "shipbell-dev-deployment-events-dlq", "./scripts/redrive dev"]
      undelivered-execution-events        = ["Execution events that EventBridge could not pass", "shipbell-dev-sfn-status-dlq", "./scripts/redrive dev"]
      failed-deployment-events            = ["failed three times", "shipbell-dev-codepipeline-handler-on-failure", "./scripts/redrive dev"]
      failed-execution-events             = ["failed three times", "shipbell-dev-sfn-history-handler-on-failure", "./scripts/redrive dev"]
      late-messages                       = ["more than 15 minutes", "./scripts/set-webhook dev [DESTINATION]", "/aws/lambda/shipbell-dev-slack-sender", "./scripts/redrive dev"]
      given-up-messages                   = ["gave up messages", "shipbell-dev-slack-dlq.fifo", "./scripts/redrive dev", "./scripts/set-webhook dev [DESTINATION]"]
      silence                             = ["No message has reached Slack for 24 hours", "/aws/lambda/shipbell-dev-codepipeline-handler", "/aws/lambda/shipbell-dev-sfn-history-handler", "./scripts/redrive dev"]
      codepipeline-handler-errors         = ["has failed", "/aws/lambda/shipbell-dev-codepipeline-handler", "./scripts/redrive dev"]
      sfn-history-handler-errors          = ["has failed", "/aws/lambda/shipbell-dev-sfn-history-handler", "./scripts/redrive dev"]
      slack-sender-errors                 = ["has failed", "/aws/lambda/shipbell-dev-slack-sender", "./scripts/redrive dev"]
      codepipeline-handler-throttles      = ["no concurrency is left", "six hours", "aws lambda get-account-settings", "reserved_concurrency", "./scripts/redrive dev"]
      sfn-history-handler-throttles       = ["no concurrency is left", "six hours", "aws lambda get-account-settings", "reserved_concurrency", "./scripts/redrive dev"]
      slack-sender-throttles              = ["no concurrency is left", "50 times", "aws lambda get-account-settings", "./scripts/redrive dev"]
      codepipeline-handler-dropped-events = ["dropped events", "shipbell-dev-codepipeline-handler-on-failure", "./scripts/redrive dev"]
      sfn-history-handler-dropped-events  = ["dropped events", "shipbell-dev-sfn-history-handler-on-failure", "./scripts/redrive dev"]
      codepipeline-handler-lost-events    = ["lost", "shipbell-dev-codepipeline-handler-on-failure", "terraform apply"]
      sfn-history-handler-lost-events     = ["lost", "shipbell-dev-sfn-history-handler-on-failure", "terraform apply"]
      codedeploy-deployments-lost-events  = ["lost", "shipbell-dev-codedeploy-deployments", "terraform apply"]
      sfn-status-lost-events              = ["lost", "shipbell-dev-sfn-status", "terraform apply"]
      lost-notifications                  = ["lost", "shipbell-dev-deployments", "terraform apply"]
    } : alltrue([for part in expected : strcontains(aws_cloudwatch_metric_alarm.this[name].alarm_description, part)])])
    error_message = "Each description must say what happened and what to type: ${jsonencode([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_description])}"
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : length(alarm.alarm_description) <= 1024])
    error_message = "CloudWatch takes descriptions of 1024 characters."
  }
}

run "rings_unheard_and_never_for_silence_unless_asked_to" {
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : length(alarm.alarm_actions) == 0]) && length(aws_sns_topic.alarms) == 0
    error_message = "Without actions and addresses there must be no topic and nothing to act on."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.this) == 21 && !contains(keys(aws_cloudwatch_metric_alarm.this), "silence")
    error_message = "The other alarms must be there, and that for silence only where it is asked for."
  }

  assert {
    condition     = output.topic_arn == null
    error_message = "The output must say that there is no topic."
  }
}

run "acts_on_what_is_given_and_mails_by_a_topic_of_its_own" {
  variables {
    alarm_actions = ["arn:aws-cn:sns:cn-north-1:111122223333:pager"]
    alarm_emails  = ["ops@example.com", "dev@example.com"]
  }

  assert {
    condition = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_actions == toset([
      "arn:aws-cn:sns:cn-north-1:111122223333:pager",
      "arn:aws-cn:sns:cn-north-1:111122223333:shipbell-dev-alarms",
    ]) && alarm.actions_enabled != false])
    error_message = "Every alarm must act on both."
  }

  assert {
    condition     = aws_sns_topic.alarms[0].name == "shipbell-dev-alarms" && output.topic_arn == aws_sns_topic.alarms[0].arn
    error_message = "The topic must be Shipbell's own for alarms."
  }

  assert {
    condition     = { for address, subscription in aws_sns_topic_subscription.email : address => [subscription.protocol, subscription.endpoint] } == { for address in ["dev@example.com", "ops@example.com"] : address => ["email", address] }
    error_message = "Each address must be subscribed."
  }

  assert {
    condition = jsondecode(aws_sns_topic_policy.alarms[0].policy).Statement == [
      {
        Sid       = "AlarmsOfThisEnvironmentMayPublish"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = "arn:aws-cn:sns:cn-north-1:111122223333:shipbell-dev-alarms"
        Condition = {
          StringEquals = { "aws:SourceAccount" = "111122223333" }
          ArnEquals    = { "aws:SourceArn" = [for alarm in values(aws_cloudwatch_metric_alarm.this) : "arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:${alarm.alarm_name}"] }
        }
      },
      {
        Sid       = "NothingMayComeUnencrypted"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "sns:Publish"
        Resource  = "arn:aws-cn:sns:cn-north-1:111122223333:shipbell-dev-alarms"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
    error_message = "Nobody but CloudWatch, for alarms of this environment, may publish."
  }
}

run "every_resource_of_its_own_has_the_tags" {
  variables {
    alarm_emails = ["ops@example.com"]
  }

  assert {
    condition     = alltrue([for resource in concat(values(aws_cloudwatch_metric_alarm.this), aws_sns_topic.alarms) : resource.tags == tomap({ Project = "shipbell", Environment = "dev" })])
    error_message = "Every resource that takes tags must have those given."
  }
}

run "the_topic_for_mail_is_encrypted_with_the_key_that_is_given" {
  variables {
    alarm_emails = ["ops@example.com"]
    kms_key_arn  = "arn:aws:kms:eu-west-1:111122223333:key/0a1b"
  }

  assert {
    condition     = aws_sns_topic.alarms[0].kms_master_key_id == "arn:aws:kms:eu-west-1:111122223333:key/0a1b"
    error_message = "The topic must be encrypted with the given key."
  }
}

run "does_not_call_late_what_the_queue_keeps_back" {
  variables {
    message_delay_seconds = 900
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["late-messages"].threshold == 1800 && strcontains(aws_cloudwatch_metric_alarm.this["late-messages"].alarm_description, "more than 30 minutes")
    error_message = "With a delay of 15 minutes every message would ring the alarm."
  }
}
