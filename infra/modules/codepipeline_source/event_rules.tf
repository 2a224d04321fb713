# EventBridge rules that pass the events of CodeDeploy and CodePipeline from the default event bus straight to the handler:
# one for each kind of event that is reported.

locals {
  is_reported = { for kind in ["progress", "stages", "actions", "approvals", "instances"] : kind => contains(var.additional_events, kind) }

  # What is not reported is left out by name. A state that AWS adds gets through, and the handler reports it as one that it
  # does not know.
  # https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html
  # https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
  progress = {
    codedeploy   = ["START"]
    codepipeline = ["STARTED", "RESUMED", "STOPPING", "SUPERSEDED", "CANCELED"]
  }
  without_progress = { for service, states in local.progress : service =>
    local.is_reported.progress ? null : { state = [{ anything-but = states }] }
  }

  # The end of a CodeDeploy action passes without being asked for: it leads to the message of its deployment, whose own
  # event may be lost. AWS delivers both by best effort:
  # https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-codepipeline.html
  actions = {
    all                = { type = { category = [{ anything-but = ["Approval"] }] } } # an approval comes by the next rule
    of_codedeploy_only = { state = ["SUCCEEDED", "FAILED"], type = { provider = ["CodeDeploy", "CodeDeployToECS"] } }
  }

  kinds_of_event = {
    codedeploy-deployments = {
      service     = "codedeploy"
      detail_type = "CodeDeploy Deployment State-change Notification"
      detail      = local.without_progress.codedeploy
      is_reported = true
    }
    codedeploy-instances = {
      service     = "codedeploy"
      detail_type = "CodeDeploy Instance State-change Notification"
      detail      = null
      is_reported = local.is_reported.instances
    }
    codepipeline-executions = {
      service     = "codepipeline"
      detail_type = "CodePipeline Pipeline Execution State Change"
      detail      = local.without_progress.codepipeline
      is_reported = true
    }
    codepipeline-stages = {
      service     = "codepipeline"
      detail_type = "CodePipeline Stage Execution State Change"
      detail      = null
      is_reported = local.is_reported.stages
    }
    codepipeline-actions = {
      service     = "codepipeline"
      detail_type = "CodePipeline Action Execution State Change"
      detail      = local.actions[local.is_reported.actions ? "all" : "of_codedeploy_only"]
      is_reported = local.is_reported.actions || length(local.groups) > 0
    }
    codepipeline-approvals = {
      service     = "codepipeline"
      detail_type = "CodePipeline Action Execution State Change"
      detail      = { type = { category = ["Approval"] } }
      is_reported = local.is_reported.approvals
    }
  }

  event_patterns = { for name, kind in local.kinds_of_event : name => jsonencode({ for key, value in {
    source      = ["aws.${kind.service}"]
    detail-type = [kind.detail_type]
    detail      = kind.detail
  } : key => value if value != null }) if kind.is_reported && contains(var.event_sources, kind.service) }
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = local.event_patterns

  name          = "${var.names.deployment_rule_prefix}-${each.key}"
  description   = "${local.kinds_of_event[each.key].detail_type}, as far as it is reported."
  event_pattern = each.value
  tags          = var.tags
}

resource "aws_cloudwatch_event_target" "handler" {
  for_each = local.event_patterns

  rule      = aws_cloudwatch_event_rule.this[each.key].name
  target_id = "handler"
  arn       = module.function.arn

  # EventBridge's own values. They cover what keeps it from invoking the function; what fails inside, Lambda retries.
  retry_policy {
    maximum_event_age_in_seconds = 24 * 60 * 60
    maximum_retry_attempts       = 185
  }

  dead_letter_config {
    arn = module.undelivered_events[0].arn
  }

  depends_on = [aws_lambda_permission.rule]
}

resource "aws_lambda_permission" "rule" {
  for_each = local.event_patterns

  statement_id  = "TheRuleMayInvokeTheHandler-${each.key}"
  action        = "lambda:InvokeFunction"
  function_name = module.function.name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.this[each.key].arn
}

# One queue for all rules: EventBridge writes on every dead-lettered message which rule it comes from.
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
module "undelivered_events" {
  count  = length(local.event_patterns) > 0 ? 1 : 0
  source = "../dead_letter_queue"

  name             = var.names.undelivered_deployment_events
  location         = var.location
  tags             = var.tags
  kms_key_arn      = var.kms_key_arn
  sender           = { service = "events.amazonaws.com", source_arns = values(aws_cloudwatch_event_rule.this)[*].arn }
  max_message_size = var.max_message_size
}
