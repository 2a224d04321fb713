output "deployments_topic_arn" {
  description = "ARN of the topic to put into the trigger of a CodeDeploy deployment group, or into a manual approval."
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
  description = "URL of each hop's dead-letter queue, by what is in it."
  value = {
    undelivered_messages      = module.slack_queue.dead_letter_url
    undelivered_notifications = module.codepipeline_source.undelivered_queue_url
    undelivered_rule_events   = module.sfn_source.undelivered_queue_url
    failed_deployment_events  = module.codepipeline_source.function.on_failure_queue_url
    failed_execution_events   = module.sfn_source.function.on_failure_queue_url
  }
}

output "function_names" {
  description = "Name of each function, by its package."
  value = {
    codepipeline-handler = module.codepipeline_source.function.name
    sfn-history-handler  = module.sfn_source.function.name
    slack-sender         = module.slack_delivery.function.name
  }
}

output "next_steps" {
  description = "What to do after the first apply."
  value       = <<-EOT
    1. Store the webhook of each channel:
    ${join("\n", [for destination in sort(local.destinations) : "     scripts/set-webhook ${var.environment}${destination == "default" ? "" : " ${destination}"}"])}
    2. Let deployment groups tell of their deployments. In CodeDeploy, edit the group, create a trigger
       for the events you want, and give it this topic:
         ${module.codepipeline_source.topic_arn}
       The group's service role needs sns:Publish on it; AWS's policy AWSCodeDeployRole has that
       (AWSCodeDeployRoleForECSLimited has it only for topics named CodeDeployTopic_*).
    3. For Step Functions there is nothing to do: ${length(var.state_machines) == 0 ? "every state machine of the region is" : "those in state_machines are"} told of from now on.
  EOT
}
