# What a team sets in deployments, state_machines and defaults: which keys there are, what each entry has, and whether it has
# the form that it should. The rules for the values are in entries.tf and team.tf.

locals {
  # Every key, with the form of its value. README's tables have the same keys.
  deployment_keys = merge(local.team_keys, {
    group       = "text"
    application = "text"
    pipeline    = "text"
    name        = "text"
    site_url    = "text"
    destination = "text"
  })
  state_machine_keys = merge(local.team_keys, {
    state_machine = "text"
    name          = "text"
    image_url     = "text"
    destination   = "text"
    input_paths   = "a list of texts, as in [\"$.order.id\"]"
  })
  team_keys = {
    statuses            = "a list of texts, as in [\"failed\", \"recovered\"]"
    slower_than_typical = "a number"
    mentions            = "an object of lists, as in { failed = [\"here\"] }"
    people              = "an object of texts, as in { \"ann@example.com\" = \"U012ABC\" }"
    links               = "a list of objects, as in [{ label = \"Runbook\", url = \"https://example.com/{name}\" }]"
    hide                = "a list of texts, as in [\"commit_body\"]"
  }
  defaults_keys = { for kind in ["deployments", "state_machines"] : kind => "an object, as in { statuses = [\"failed\"] }" }
  link_keys     = { label = "text", url = "text" }

  # Whatever may hold a team's settings: each entry, and the defaults of each kind.
  holders = concat(
    [for index, entry in flatten([var.deployments]) : {
      kind     = "deployments"
      where    = "deployments[${index}]${try(" (group ${entry.group})", " (pipeline ${entry.pipeline})", "")}"
      keys     = local.deployment_keys
      given    = entry
      is_entry = true
    }],
    [for index, entry in flatten([var.state_machines]) : {
      kind     = "state_machines"
      where    = "state_machines[${index}]${try(" (${entry.state_machine})", "")}"
      keys     = local.state_machine_keys
      given    = entry
      is_entry = true
    }],
    [for kind in keys(local.defaults_keys) : {
      kind     = kind
      where    = "defaults.${kind}"
      keys     = local.team_keys
      given    = var.defaults[kind]
      is_entry = false
    } if try(var.defaults[kind] != null, false)],
  )

  # What they hold, with null for what is missing and for what has another form than it should; coalesce refuses a null and
  # an empty text among others.
  settings = [for holder in local.holders : {
    kind     = holder.kind
    where    = holder.where
    is_entry = holder.is_entry

    group         = try(tostring(holder.given.group), null)
    application   = try(tostring(holder.given.application), null)
    pipeline      = try(tostring(holder.given.pipeline), null)
    state_machine = try(tostring(holder.given.state_machine), null)
    name          = try(tostring(holder.given.name), null)
    site_url      = try(tostring(holder.given.site_url), null)
    image_url     = try(tostring(holder.given.image_url), null)
    destination   = try(tostring(holder.given.destination), null)
    input_paths   = try([for path in tolist(holder.given.input_paths) : coalesce(tostring(path))], null)

    statuses            = try([for status in tolist(holder.given.statuses) : coalesce(tostring(status))], null)
    slower_than_typical = try(tonumber(holder.given.slower_than_typical), null)
    mentions = try({ for status in keys(holder.given.mentions) :
      status => [for mention in tolist(holder.given.mentions[status]) : coalesce(tostring(mention))]
    }, null)
    people = try({ for author in keys(holder.given.people) : author => coalesce(tostring(holder.given.people[author])) }, null)
    links = try([for link in concat(holder.given.links) : {
      label = try(tostring(link.label), null)
      url   = try(tostring(link.url), null)
    }], null)
    hide = try([for part in tolist(holder.given.hide) : coalesce(tostring(part))], null)
  }]

  # What is wrong with the form of each holder: a key that nobody knows, a value of another form.
  misshapen = [for index, holder in local.holders : concat(
    can(keys(holder.given)) ? [] : ["${holder.where} must be an object in braces, with some of ${join(", ", keys(holder.keys))}."],
    [for key in setsubtract(try(keys(holder.given), []), keys(holder.keys)) :
    "${holder.where} has ${key}, which is no key here. The keys are ${join(", ", keys(holder.keys))}."],
    [for key, form in holder.keys : "${holder.where}: ${key} must be ${form}. Given: ${jsonencode(holder.given[key])}"
    if try(holder.given[key] != null, false) && local.settings[index][key] == null],
    flatten([for number, link in try(concat(holder.given.links), []) : concat(
      [for key in setsubtract(try(keys(link), []), keys(local.link_keys)) :
      "${holder.where}: links[${number}] has ${key}, which is no key here. The keys are ${join(", ", keys(local.link_keys))}."],
      try(tostring(link.label) != null && tostring(link.url) != null, false) ? [] : [
        "${holder.where}: links[${number}] must be an object with a ${join(" and a ", keys(local.link_keys))}. Given: ${jsonencode(link)}"
      ],
    )]),
  )]

  # The others, whose values can be looked at.
  well_formed = [for index, setting in local.settings : setting if length(local.misshapen[index]) == 0]

  problems = flatten([
    [for name, value in { deployments = var.deployments, state_machines = var.state_machines } :
      "${name} must be a list in brackets, with an object for each entry."
    if !can(concat(value)) || anytrue([for entry in try(concat(value), []) : can(concat(entry))])],
    can(keys(var.defaults)) ? [] : ["defaults must be an object in braces, with ${join(" or ", keys(local.defaults_keys))}."],
    [for key in setsubtract(try(keys(var.defaults), []), keys(local.defaults_keys)) :
    "defaults has ${key}, which is no key here. The keys are ${join(", ", keys(local.defaults_keys))}."],
    local.misshapen,
    local.entry_problems,
    local.team_problems,
  ])
  problems_of = { for name in ["deployments", "state_machines", "defaults"] : name => [for problem in local.problems : problem if startswith(problem, name)] }
}
