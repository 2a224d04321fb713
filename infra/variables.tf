variable "environment" {
  description = "Name of the environment and of its workspace. Comes with environments/<environment>.tfvars."
  type        = string
  default     = null # so that a forgotten file is answered by the validation below, not by a prompt

  validation {
    condition     = var.environment != null
    error_message = "No environment was given. Type:\n  terraform apply -var-file=environments/${terraform.workspace == "default" ? "dev" : terraform.workspace}.tfvars"
  }

  validation {
    condition     = var.environment == null || can(regex("^[a-z][a-z0-9-]{0,17}$", var.environment))
    error_message = "environment must be at most 18 lower-case letters, digits and hyphens, the first one a letter: it becomes part of names and paths, and IAM takes 64 characters for the name of a role, which has the region as well."
  }

  validation {
    condition     = !can(regex("^(aws|ssm|default$)", var.environment))
    error_message = "environment must not be \"default\", which is the name of no environment, nor begin with \"aws\" or \"ssm\", which Parameter Store keeps for AWS."
  }

  validation {
    # Where Shipbell is called as a module, its folder is not the root module's, and the caller's workspace may have any name.
    condition     = var.environment == null || terraform.workspace == var.environment || path.module != path.root
    error_message = "These are the variables of \"${coalesce(var.environment, "-")}\" in the workspace \"${terraform.workspace}\". Every environment has the workspace of its name. Type:\n  terraform workspace select -or-create ${coalesce(var.environment, "-")}\n  terraform apply -var-file=environments/${coalesce(var.environment, "-")}.tfvars"
  }
}

variable "region" {
  description = "The region that these variables belong to, as a check: in any other region of the AWS provider, Terraform stops. null checks nothing."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for every resource that takes them, beside Project and Environment."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "deployments" {
  description = <<-EOT
    The CodeDeploy deployment groups and the pipelines to report. The first entry that matches counts, and what none
    matches is ignored. An empty list means all of them, under AWS's own names. Every entry has group or
    pipeline, or both. group, application and, without a group, pipeline may hold *.
    - group: the CodeDeploy deployment group.
    - application: its CodeDeploy application, when groups of several applications share a name.
    - pipeline: the pipeline that deploys to the group, which need not be looked for then; without a group, a pipeline
      whose executions are reported, whatever it deploys with.
    - name: what Slack calls it.
    - site_url: where the result can be seen.
    - destination: the channel, named as for scripts/set-webhook. The default one when left out.
    - statuses, slower_than_typical, mentions, people, links, hide: each replaces that of defaults.
  EOT
  type        = any # checked by modules/settings: an object type would drop a misspelled key without a word
  default     = []
  nullable    = false
}

variable "event_sources" {
  description = "The services whose events come by EventBridge rules, with no change to anything of yours: codedeploy, codepipeline. What comes by the topic is reported besides. Without codedeploy, the deployment groups need triggers: a pipeline's message does not report what CodeDeploy deploys for it. Without codepipeline, nothing reports the success of a deployment that the update of a CloudFormation stack makes in the last stage of a pipeline."
  type        = set(string)
  default     = ["codedeploy", "codepipeline"]
  nullable    = false

  validation {
    condition     = alltrue([for service in var.event_sources : contains(["codedeploy", "codepipeline"], service)])
    error_message = "event_sources may name codedeploy and codepipeline. Given: ${join(", ", var.event_sources)}"
  }
}

variable "additional_events" {
  description = <<-EOT
    What to report beyond results, whichever event source it comes from:
    - progress: deployments and executions that begin or go on, and those that a newer one supersedes.
    - stages, actions: of pipelines.
    - approvals: those asked for and those answered, of every pipeline that is reported. One whose action names the topic is
      reported anyway.
    - instances: of CodeDeploy deployments, one by one.
    - scaling: deployments that Auto Scaling makes CodeDeploy make, which release nothing. One that fails is reported anyway.
  EOT
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for kind in var.additional_events : contains(["progress", "stages", "actions", "approvals", "instances", "scaling"], kind)])
    error_message = "additional_events may name progress, stages, actions, approvals, instances and scaling. Given: ${join(", ", var.additional_events)}"
  }
}

variable "discover_pipelines" {
  description = "Whether to look for the pipeline that deploys to a CodeDeploy group where deployments does not name it. The handler may then read every pipeline of the account; switched off, a group's commit and its pipeline's failures need pipeline in deployments."
  type        = bool
  default     = true
  nullable    = false
}

variable "state_machines" {
  description = <<-EOT
    The Step Functions state machines to report. The first entry that matches counts, and what none matches is ignored.
    An empty list means all of the region, whose executions that succeed are not reported unless statuses of defaults asks
    for them. state_machine may hold *: nightly-*, *-prod and * cost the EventBridge rule nothing, and of the others, such
    as orders-*-prod or *etl*, AWS takes few.
    - state_machine: name of the state machine.
    - name: what Slack calls it.
    - image_url: a picture to know it by.
    - destination: the channel, named as for scripts/set-webhook. The default one when left out.
    - input_paths: JSON paths of what Slack may show of an execution's input, such as $.order.id. Nothing when left out.
    - statuses, slower_than_typical, mentions, people, links, hide: each replaces that of defaults.
  EOT
  type        = any # as of deployments
  default     = []
  nullable    = false
}

variable "defaults" {
  description = <<-EOT
    What holds for every entry that does not say otherwise, and for everything where there are no entries:
    { deployments = { … }, state_machines = { … } }, each with any of these:
    - statuses: which of what would be reported is: succeeded, failed, stopped, rolled_back, ready, waiting, started,
      superseded, recovered; of state machines succeeded, failed, timed_out, aborted, recovered. recovered is the first
      success after failures. Everything when left out; of state machines, where none is named, what went wrong.
    - slower_than_typical: a success is reported, whatever statuses says, when it took so many times the typical duration.
    - mentions: by status, whom the headline mentions: the ids of Slack users (U012ABC) and user groups (S045DEF), here,
      channel, and author, who is looked for in people.
    - people: the ids of Slack users by the e-mail address or name of a commit's author.
    - links: further links, each with a label and a url. A url may hold {name} and other placeholders after its host.
    - hide: parts of the message to leave out: commit_body, changes, log, timeline, facts, links.
  EOT
  type        = any # as of deployments
  default     = {}
  nullable    = false
}

variable "compare_duration" {
  description = "Whether a message says how an execution's duration compares with that of the last successful ones. It costs one call and the permission for it."
  type        = bool
  default     = true
  nullable    = false
}

variable "link_style" {
  description = "How messages show their links: text, or buttons. Slack shows a warning sign beside a button that was clicked wherever no endpoint of an app acknowledges the click, as with a webhook alone."
  type        = string
  default     = "text"
  nullable    = false

  validation {
    condition     = contains(["text", "buttons"], var.link_style)
    error_message = "link_style must be text or buttons. Given: ${var.link_style}"
  }
}

variable "message_delay_seconds" {
  description = "Seconds that every message waits on the queue before it goes to Slack."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.message_delay_seconds >= 0 && var.message_delay_seconds <= 900 && floor(var.message_delay_seconds) == var.message_delay_seconds
    error_message = "message_delay_seconds must be a whole number from 0 to 900, as SQS says."
  }
}

variable "digest_backlog" {
  description = "Whether messages that pile up for a channel come several at once: a post for up to ten of them keeps each one's line and links, and the channel catches up ten times as fast. Switched off, every message is a post of its own, about one a second."
  type        = bool
  default     = true
  nullable    = false
}

variable "lambda_runtime" {
  description = "Node.js runtime of the functions. They are built for Node.js 22."
  type        = string
  default     = "nodejs22.x"
  nullable    = false

  validation {
    condition     = can(regex("^nodejs[0-9]+\\.x$", var.lambda_runtime))
    error_message = "lambda_runtime must be a Node.js runtime such as nodejs22.x."
  }
}

variable "lambda_memory_size" {
  description = "Memory of each function in MB, at least 192. CPU grows with it."
  type        = number
  default     = 256
  nullable    = false

  validation {
    condition     = var.lambda_memory_size >= 192 && var.lambda_memory_size <= 10240
    error_message = "lambda_memory_size must be 192 to 10240 MB. With less, a Step Functions execution of 25,000 events, the most that there can be, could leave its message without memory; Lambda takes no more."
  }
}

variable "warm_up" {
  description = "Whether each function warms up when Lambda starts it: it processes an event that never happened, or reads its webhook, and opens its connections. Lambda initializes a function with more CPU than its memory buys, so that the first message after a pause comes sooner; initialization takes at most two seconds longer and is billed."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_level" {
  description = "The least that the functions log: debug, info, warn or error."
  type        = string
  default     = "info"
  nullable    = false

  validation {
    condition     = contains(["debug", "info", "warn", "error"], var.log_level)
    error_message = "log_level must be debug, info, warn or error."
  }
}

variable "log_retention_days" {
  description = "Days that the functions' logs are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of the periods that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "alarm_actions" {
  description = "ARNs of what every alarm acts on: an SNS topic in the region, to which CloudWatch may publish, or a Lambda function."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.alarm_actions : can(regex("^arn:[a-z-]+:[a-z0-9-]+:[^\\s]+$", arn))])
    error_message = "alarm_actions must be ARNs, such as that of an SNS topic: arn:aws:sns:REGION:ACCOUNT:NAME. Addresses belong in alarm_emails. Given: ${join(", ", var.alarm_actions)}"
  }

  validation {
    condition     = alltrue([for arn in var.alarm_actions : !endswith(arn, ".fifo") && !endswith(arn, ":${local.names.deployments_topic}")])
    error_message = "alarm_actions must not name a FIFO topic, which takes no alarms, nor Shipbell's topic for deployments: what Shipbell cannot deliver it cannot report there either. Given: ${join(", ", var.alarm_actions)}"
  }

  validation {
    condition     = length(var.alarm_actions) <= 4
    error_message = "alarm_actions may name four ARNs: CloudWatch takes five an alarm, and alarm_emails needs one. Let one topic notify several."
  }
}

variable "alarm_emails" {
  description = "Mail addresses that are notified of every alarm. AWS mails each of them a link once, which has to be opened."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.alarm_emails : can(regex("^[^\\s@,;<>]+@[^\\s@,;<>]+$", address))])
    error_message = "alarm_emails must be mail addresses, one each. Given: ${join(", ", var.alarm_emails)}"
  }
}

variable "silence_alarm_hours" {
  description = "After how many hours without a message to Slack an alarm rings, at most 168: a week. null for no such alarm."
  type        = number
  default     = null

  validation {
    condition     = var.silence_alarm_hours == null || can(regex("^[0-9]+$", var.silence_alarm_hours)) && try(var.silence_alarm_hours >= 1 && var.silence_alarm_hours <= 168, false)
    error_message = "silence_alarm_hours must be a whole number from 1 to 168: CloudWatch looks back a week at most."
  }
}

variable "reserved_concurrency" {
  description = "How many instances of each handler may run at once, which Lambda keeps free for it. null for whatever the account has. Lambda refuses a reservation that leaves the account fewer than 100, so that a new account can make none."
  type        = number
  default     = null

  validation {
    condition     = var.reserved_concurrency == null || can(regex("^[1-9][0-9]*$", var.reserved_concurrency))
    error_message = "reserved_concurrency must be a whole number from 1 on: with 0 no event would ever be handled."
  }
}

variable "maximum_concurrency" {
  description = "How many instances of the sender the queue invokes at once, from 2 to 1000. null for as many as channels have messages: each channel is posted to by one at a time."
  type        = number
  default     = null

  validation {
    condition     = var.maximum_concurrency == null || can(regex("^[0-9]+$", var.maximum_concurrency)) && try(var.maximum_concurrency >= 2 && var.maximum_concurrency <= 1000, false)
    error_message = "maximum_concurrency must be a whole number from 2 to 1000, as Lambda says."
  }
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds what the functions' roles may do, where the account demands one. null for none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null || can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/\\S+$", var.permissions_boundary))
    error_message = "permissions_boundary must be the ARN of a policy: arn:aws:iam::ACCOUNT:policy/NAME. Given: ${coalesce(var.permissions_boundary, "-")}"
  }
}

variable "role_path" {
  description = "Path of the functions' roles in IAM, such as /service/. It has to be decided before the first apply: IAM keeps the path of a role for ever, and no second role may have its name. null for /."
  type        = string
  default     = null

  validation {
    condition     = var.role_path == null || can(regex("^/([!-~]{1,510}/)?$", var.role_path))
    error_message = "role_path must begin and end with a slash, as in /service/, and have at most 512 characters. Given: ${coalesce(var.role_path, "-")}"
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts queues, topics, parameters and logs. Its policy has to let the services in that use it, as README says, before it is named here. null for AWS's own keys, with which topics are not encrypted."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a key, not that of an alias, which lets no role use the key: arn:aws:kms:REGION:ACCOUNT:key/ID. Given: ${coalesce(var.kms_key_arn, "-")}"
  }

  validation {
    condition     = var.kms_key_arn == null || try(split(":", var.kms_key_arn)[3], "") == data.aws_region.current.id
    error_message = "kms_key_arn must name a key of ${data.aws_region.current.id}, the region of the AWS provider: of a multi-region key, its replica there. Given: ${coalesce(var.kms_key_arn, "-")}"
  }
}
