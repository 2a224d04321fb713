# Nothing of a setting that is wrong leaves this module.

output "deployments" {
  description = "The entries of deployments, with null for what they do not have."
  value       = local.entries.deployments

  precondition {
    condition     = length(local.problems_of.deployments) == 0
    error_message = join("\n", local.problems_of.deployments)
  }

  precondition {
    condition     = local.bytes.codepipeline_handler <= local.most_bytes
    error_message = "deployments is too long: with defaults.deployments, in Base64 of its gzip, it has ${local.bytes.codepipeline_handler} bytes, and ${local.most_bytes} of the 4096 that a Lambda function's environment holds are free for it. Let one entry stand for several groups (group = \"shop-*\"), or put what the entries have alike into defaults.deployments."
  }
}

output "state_machines" {
  description = "The entries of state_machines, with null for what they do not have."
  value       = local.entries.state_machines

  precondition {
    condition     = length(local.problems_of.state_machines) == 0
    error_message = join("\n", local.problems_of.state_machines)
  }

  precondition {
    condition     = local.bytes.sfn_history_handler <= local.most_bytes
    error_message = "state_machines is too long: with defaults.state_machines, in Base64 of its gzip, it has ${local.bytes.sfn_history_handler} bytes, and ${local.most_bytes} of the 4096 that a Lambda function's environment holds are free for it. Let one entry stand for several state machines (state_machine = \"nightly-*\"), or put what the entries have alike into defaults.state_machines."
  }
}

output "function_variables" {
  description = "What each handler reads of the settings at cold start."
  value       = local.function_variables

  precondition {
    condition     = length(local.problems_of.defaults) == 0
    error_message = join("\n", local.problems_of.defaults)
  }
}

output "executions" {
  description = "Which ends of executions are reported (reported, reports_slow) and whether somebody chose them (statuses_are_set), which of them the rule lets through (rule_statuses), and whether earlier executions have to be read (reads_earlier_ones)."
  value       = local.executions
}
