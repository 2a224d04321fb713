# The rules for the settings that deployments, state_machines and their defaults have alike: what is reported, whom it mentions,
# what it shows.

locals {
  statuses = {
    deployments    = ["succeeded", "failed", "stopped", "rolled_back", "ready", "waiting", "started", "superseded", "recovered"]
    state_machines = ["succeeded", "failed", "timed_out", "aborted", "recovered"]
  }

  parts = ["commit_body", "changes", "log", "timeline", "facts", "links"]

  # What a link's address may hold in braces. core/src/settings/placeholders.ts has the same names.
  placeholders = {
    deployments = concat(local.common_placeholders, [
      "application", "group", "deployment_id", "pipeline", "execution_id", "commit",
    ])
    state_machines = concat(local.common_placeholders, ["state_machine", "execution_arn", "execution_name"])
  }
  common_placeholders = ["environment", "name", "status", "region", "account"]

  team_problems = flatten([for setting in local.well_formed : [for problem in concat(
    local.choice_problems[setting.where], local.people_problems[setting.where], local.link_problems[setting.where],
  ) : "${setting.where}: ${problem}"]])

  choice_problems = { for setting in local.well_formed : setting.where => flatten([
    try(length(setting.statuses) == 0, false) ? ["statuses must name one at least. Leave it out for everything that is reported."] : [],
    [for key, known in { statuses = local.statuses[setting.kind], hide = local.parts } : [
      for value in try(concat(setting[key]), []) : "${key} may name ${join(", ", known)}. Given: ${value}" if !contains(known, value)
    ]],
    try(setting.slower_than_typical <= 1 || setting.slower_than_typical > 100, false) ? [
      "slower_than_typical must be a number above 1, at most 100: how many times the typical duration. Given: ${setting.slower_than_typical}"
    ] : [],
  ]) }

  # Slack's own ids: nothing else pings.
  user    = "[UW][A-Z0-9]{2,20}"
  mention = "^(?:${local.user}|S[A-Z0-9]{2,20}|here|channel|author)$"

  people_problems = { for setting in local.well_formed : setting.where => concat(
    [for status in try(keys(setting.mentions), []) : "mentions may have lists for ${join(", ", local.statuses[setting.kind])}. Given: ${status}"
    if !contains(local.statuses[setting.kind], status)],
    [for mention in try(flatten(values(setting.mentions)), []) :
      "mentions may name the ids of Slack users (U012ABC) and user groups (S045DEF), here, channel and author. Given: ${mention}"
    if !can(regex(local.mention, mention))],
    [for author in try(keys(setting.people), []) :
      "people must have the id of a Slack user, such as U012ABC, for each author. Given for ${author}: ${setting.people[author]}"
    if !can(regex("^${local.user}$", setting.people[author]))],
  ) }

  link_problems = { for setting in local.well_formed : setting.where => flatten([
    try(length(setting.links) > 5, false) ? ["links may be 5 at most. Given: ${length(setting.links)}"] : [],
    [for link in try(concat(setting.links), []) : [for rule in [
      {
        holds = can(regex("^[^\\p{Cc}\\p{Zl}\\p{Zp}]+$", link.label)) && can(regex("[^\\pZ]", link.label)) && length(link.label) <= 40
        says  = "links must have labels of 1 to 40 characters on one line. Given: ${link.label}"
      },
      {
        holds = length(setsubtract(regexall("\\{([^{}]*)\\}", link.url)[*][0], local.placeholders[setting.kind])) == 0
        says  = "links may hold {${join("}, {", local.placeholders[setting.kind])}}. Given: ${link.url}"
      },
      {
        # As with x for each placeholder; no brace may be left. A message counts & as &amp;, and what a browser encodes as it does.
        holds = can(regex("^https://[^/?#{}]+(?:[/?#]|$)", link.url)) && alltrue([for url in [replace(link.url, "/\\{[^{}]*\\}/", "x")] :
          can(regex(local.https_url, url)) && !can(regex("[{}]", url)) &&
          length(urlencode(replace(replace(url, "&", "&amp;"), "/[A-Za-z0-9_.~:/?#\\[\\]@!$&()*+,;=%-]/", "x"))) <= 500
        ])
        says = "links must have https URLs of at most 500 characters, without a user's name, and placeholders only after the host. Given: ${link.url}"
      },
    ] : rule.says if !rule.holds]],
  ]) }
}
