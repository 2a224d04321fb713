output "deployments_topic_arn" {
  description = "ARN of the topic for manual approvals, CodeDeploy triggers and notification rules of the Developer Tools."
  value       = module.codepipeline_source.topic_arn
}

output "slack_url_parameter_names" {
  description = "Name of the parameter that holds the webhook URL, by destination."
  value       = module.slack_delivery.parameter_names
}

output "queue_url" {
  description = "URL of the queue for messages to Slack."
  value       = module.slack_queue.url
}

output "dead_letter_queue_urls" {
  description = "URL of each dead-letter queue, by what is in it."
  value = { for content, url in {
    undelivered_messages          = module.slack_queue.dead_letter_url
    undelivered_notifications     = module.codepipeline_source.undelivered_queue_url
    undelivered_deployment_events = module.codepipeline_source.undelivered_events_queue_url
    undelivered_execution_events  = module.sfn_source.undelivered_queue_url
    failed_deployment_events      = module.codepipeline_source.failed_events_queue_url
    failed_execution_events       = module.sfn_source.failed_events_queue_url
  } : content => url if url != null }
}

output "alarm_names" {
  description = "Names of the alarms."
  value       = module.alarms.names
}

output "alarms_topic_arn" {
  description = "ARN of the topic that mails alarms to alarm_emails. null without addresses."
  value       = module.alarms.topic_arn
}

output "function_names" {
  description = "Name of each function, by its package."
  value = {
    codepipeline-handler = module.codepipeline_source.function_name
    sfn-history-handler  = module.sfn_source.function_name
    slack-sender         = module.slack_delivery.function_name
  }
}

output "role_names" {
  description = "Name of each function's role in IAM, by its package."
  value = {
    codepipeline-handler = module.codepipeline_source.function_role_name
    sfn-history-handler  = module.sfn_source.function_role_name
    slack-sender         = module.slack_delivery.function_role_name
  }
}

output "next_steps" {
  description = "What to do after the first apply."
  value       = <<-EOT
    1. Store the webhook of each channel:
    ${join("\n", [for destination in sort(local.destinations) : "     scripts/set-webhook ${var.environment}${destination == "default" ? "" : " ${destination}"}"])}
    2. ${local.deployments_come}
       Manual approvals, CodeDeploy triggers and notification rules of the Developer Tools may publish to the topic
         ${module.codepipeline_source.topic_arn}
       Approvals and triggers do it with the service role of the pipeline or deployment group, which needs sns:Publish
       on it. AWSCodeDeployRole has that; AWSCodeDeployRoleForECSLimited only for topics named CodeDeployTopic_*.
    3. For Step Functions there is nothing to do: ${local.executions_come}
    4. ${local.alarms_notify}

    AWS delivers the events of CodeDeploy, CodePipeline and Step Functions best effort: what it never sends, Shipbell cannot
    report. From what reaches a rule or the topic on, nothing is lost in silence.
  EOT
}

locals {
  alarms_notify = length(var.alarm_emails) + length(var.alarm_actions) == 0 ? (
    "Nobody is notified when a message is lost: the ${length(module.alarms.names)} alarms ring unheard. Set alarm_emails or alarm_actions, and apply again."
    ) : join(" ", concat(
      length(var.alarm_actions) > 0 ? ["Alarms act on ${join(", ", var.alarm_actions)}: a topic must let cloudwatch.amazonaws.com publish to it."] : [],
      length(var.alarm_emails) > 0 ? ["Alarms are mailed to ${join(", ", sort(var.alarm_emails))}, once each of them has opened the link that AWS mailed (AWS Notification - Subscription Confirmation)."] : [],
  ))

  executions_come = join(" ", concat(
    ["executions of ${length(module.settings.state_machines) == 0 ? "every state machine of the region" : "those in state_machines"} are reported from now on when they end as ${join(", ", local.executions.reported)}${
      anytrue([for entry in module.settings.state_machines : entry.statuses != null]) ? ", each as its entry says" : ""
    }."],
    contains(local.executions.reported, "succeeded") ? [] : local.executions.reports_slow ? [
      "Those that succeed are reported where they took as long as slower_than_typical says."
      ] : contains(local.executions.reported, "recovered") ? [] : ["Those that succeed are not: ${
        local.executions.statuses_are_set ? "statuses leaves succeeded out" : "for all of them, set state_machines = [{ state_machine = \"*\" }]"
    }."],
  ))
  executions = module.settings.executions

  services = [for service in ["CodeDeploy", "CodePipeline"] : service if contains(var.event_sources, lower(service))]
  deployments_come = (
    length(local.services) == 0
    ? "No events of CodeDeploy or CodePipeline come by themselves, for event_sources is empty."
    : "Events of ${join(" and ", local.services)} come by themselves: ${length(module.settings.deployments) == 0 ? "everything in the region is" : "what is in deployments is"} reported from now on${
      local.narrows_deployments ? ", as far as statuses names it" : ""
    }."
  )
  narrows_deployments = anytrue([for holder in concat(module.settings.deployments, [try(var.defaults.deployments, null)]) : try(holder.statuses != null, false)])
}
