# The functions, by what Lambda counts of them.
# https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html

locals {
  handlers = {
    codepipeline-handler = { name = var.names.codepipeline_handler, on_failure = var.dead_letter_queue_names.failed_deployment_events }
    sfn-history-handler  = { name = var.names.sfn_history_handler, on_failure = var.dead_letter_queue_names.failed_execution_events }
  }
  function_names = merge({ for key, handler in local.handlers : key => handler.name }, { slack-sender = var.names.slack_sender })

  function_alarms = merge(concat(
    [for key, name in local.function_names : {
      # One that fails is tried again within minutes, and rings the alarm of its queue where that fails too.
      "${key}-errors" = {
        description = "${name} has failed in two of the last three spans of five minutes. What it could not do is tried again or kept: ${local.redrive} shows what was given up. The errors are in its log /aws/lambda/${name}; after an apply, see whether the version before it ran."
        namespace   = "AWS/Lambda"
        metric_name = "Errors"
        dimensions  = { FunctionName = name }
        periods     = 3
        datapoints  = 2
      }
      # A burst passes by itself, for events and messages wait.
      "${key}-throttles" = {
        description = "Lambda has refused to start ${name} for 15 minutes, because no concurrency is left for it. Messages are late, and ${contains(keys(local.handlers), key) ? "an event that waits for six hours is given up" : "each refusal uses up one of the 50 times that a message is received"}. See what takes the account's concurrency (type aws lambda get-account-settings), raise ${contains(keys(local.handlers), key) ? "reserved_concurrency or " : ""}the account's limit, then type ${local.redrive} for what was given up."
        namespace   = "AWS/Lambda"
        metric_name = "Throttles"
        dimensions  = { FunctionName = name }
        periods     = 3
      }
    }],
    [for key, handler in local.handlers : {
      "${key}-dropped-events" = {
        description = "Lambda has dropped events of ${handler.name} that failed three times or waited for six hours. They are in ${handler.on_failure}, unless the alarm ${var.names.alarm_prefix}-${key}-lost-events rings too. See why, and send them on: type ${local.redrive}"
        namespace   = "AWS/Lambda"
        metric_name = "AsyncEventsDropped"
        dimensions  = { FunctionName = handler.name }
      }
      "${key}-lost-events" = {
        description = "Lambda could not keep events that ${handler.name} failed: they did not get into ${handler.on_failure} and are lost, with their messages. The queue must exist and the function's role be allowed to send to it: type terraform apply to restore both. What was deployed or executed meanwhile is in the consoles of CodeDeploy, CodePipeline and Step Functions."
        namespace   = "AWS/Lambda"
        metric_name = "DestinationDeliveryFailures"
        dimensions  = { FunctionName = handler.name }
      }
    }],
  )...)
}
