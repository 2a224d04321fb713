# The rules for what an entry of deployments or state_machines has beside the settings of team.tf.

locals {
  entry_problems = flatten([for entry in local.well_formed : [for rule in [
    {
      holds = entry.kind != "deployments" || entry.group != null || entry.pipeline != null
      says  = "needs a group (of CodeDeploy) or a pipeline, or both. To report everything, leave the list empty."
    },
    {
      holds = entry.application == null || entry.group != null
      says  = "has an application and needs a group too; group = \"*\" means every group of the application."
    },
    {
      holds = alltrue([for name in [entry.group, entry.application] : name == null || can(regex("^.{1,100}$", name))])
      says  = "must have a group and an application of 1 to 100 characters, as in CodeDeploy."
    },
    {
      holds = entry.pipeline == null || can(regex("^[A-Za-z0-9.@*_-]{1,100}$", entry.pipeline))
      says  = "must have as pipeline the name of one, no ARN, of 1 to 100 letters, digits and . @ - _ or *. Given: ${coalesce(entry.pipeline, "-")}"
    },
    {
      holds = entry.group == null || !strcontains(coalesce(entry.pipeline, "-"), "*")
      says  = "may have a pipeline with * only where there is no group: one pipeline deploys to a group. Leave it out where it is to be looked for. Given: ${coalesce(entry.pipeline, "-")}"
    },
    {
      holds = entry.kind != "state_machines" || can(regex(local.state_machine_name, entry.state_machine)) && !strcontains(coalesce(entry.state_machine, "-"), "**")
      says  = "must have as state_machine a state machine's name of 1 to 80 characters: no ARN, and single * only. Given: ${coalesce(entry.state_machine, "-")}"
    },
    {
      holds = entry.name == null || can(regex("^.{1,80}$", entry.name))
      says  = "must have a name of 1 to 80 characters: a message's headline begins with it."
    },
    {
      holds = entry.site_url == null || can(regex(local.https_url, entry.site_url)) && length(coalesce(entry.site_url, "-")) <= 1000
      says  = "must have as site_url an https URL of at most 1000 characters, without a user's name. Given: ${coalesce(entry.site_url, "-")}"
    },
    {
      holds = entry.image_url == null || can(regex(local.https_url, entry.image_url)) && length(coalesce(entry.image_url, "-")) <= 1000
      says  = "must have as image_url an https URL of at most 1000 characters, without a user's name: Slack fetches the picture. Given: ${coalesce(entry.image_url, "-")}"
    },
    {
      holds = entry.destination == null || can(regex("^[a-z0-9][a-z0-9_-]{0,63}$", entry.destination))
      says  = "must have a destination of at most 64 lower-case letters, digits, - and _, beginning with a letter or digit: it becomes part of a parameter's name. Given: ${coalesce(entry.destination, "-")}"
    },
    {
      holds = alltrue([for path in flatten([entry.input_paths]) : path == null || can(regex(local.json_path, path))])
      says  = "must have input_paths that each name one value: $.order.id, $.items[0] or $['order id']. Given: ${jsonencode(entry.input_paths)}"
    },
  ] : "${entry.where} ${rule.says}" if !rule.holds] if entry.is_entry])

  # What browsers take for an address: names in dots of which the last does not begin with a digit, or four numbers; a port of 16
  # bits. No user, whom a reader takes for the host. https://url.spec.whatwg.org/#host-parsing
  https_url = "^https://(?:${local.host_name}|${local.ipv4})(?::${local.port})?(?:[/?#][^\\s\\pZ\\pC<>|\"]*)?$"
  host_name = "(?:[\\pL0-9_-]{1,63}\\.)*[\\pL_][\\pL0-9_-]{0,62}"
  ipv4      = "(?:${local.byte}\\.){3}${local.byte}"
  byte      = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
  port      = "(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})"

  state_machine_name = "^[^\\s<>{}\\[\\]?\"#%\\\\^|~`$&,;:/]{1,80}$" # Step Functions' rule, but * is for us

  # What the sfn-history-handler reads: names after a dot, indexes and quoted names in brackets.
  json_path = "^\\$(?:\\.[\\pL_][\\pL\\pN_-]*|\\[[0-9]+\\]|\\['(?:[^'\\\\]|\\\\.)+'\\]|\\[\"(?:[^\"\\\\]|\\\\.)+\"\\])+$"
}
