# Reads the text of infra and finds the blocks that should have tags and have none.

locals {
  infra  = "${path.module}/../.."
  text   = join("\n", [for name in setunion(fileset(local.infra, "*.tf"), fileset(local.infra, "modules/*/*.tf")) : file("${local.infra}/${name}")])
  blocks = regexall("(?ms)^(?:resource|module) \"[^\\n]+? \\{$.*?^\\}$", local.text)

  takes_no_tags = [
    "aws_cloudwatch_event_target",
    "aws_iam_role_policy",
    "aws_lambda_event_source_mapping", # it would, but GovCloud and China refuse them
    "aws_lambda_function_event_invoke_config",
    "aws_lambda_permission",
    "aws_sns_topic_policy",
    "aws_sns_topic_subscription",
    "aws_sqs_queue_redrive_policy",
    "settings", # a module that makes nothing
  ]
}

output "tagged" {
  description = "How many blocks have tags."
  value       = length([for block in local.blocks : block if can(regex("(?m)^  tags += ", block))])
}

output "untagged" {
  description = "First line of each block that takes tags and has none."
  value = [
    for block in local.blocks : split(" {", block)[0]
    if !can(regex("(?m)^  tags += ", block)) && !contains(local.takes_no_tags, split("\"", block)[1])
  ]
}
