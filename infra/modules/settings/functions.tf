# What the handlers read of the settings at cold start, in their own spelling (site_url is siteUrl there) and without what was
# not given.

locals {
  entries = { for kind in keys(local.defaults_keys) : kind => [for index, holder in local.holders :
    { for key in keys(holder.keys) : key => local.settings[index][key] } if holder.kind == kind && holder.is_entry
  ] }
  defaults = { for kind in keys(local.defaults_keys) : kind => { for key in keys(local.team_keys) :
    key => one([for setting in local.settings : setting[key] if setting.kind == kind && !setting.is_entry])
  } }

  spelling = { for key in keys(merge(local.deployment_keys, local.state_machine_keys)) :
    key => join("", [for index, word in split("_", key) : index == 0 ? word : title(word)])
  }
  entries_json = { for kind, entries in local.entries :
    kind => jsonencode([for entry in entries : { for key, value in entry : local.spelling[key] => value if value != null }])
  }
  defaults_json = { for kind, defaults in local.defaults :
    kind => jsonencode({ for key, value in merge(defaults, kind == "state_machines" ? local.narrowed_statuses : {}) :
    local.spelling[key] => value if value != null })
  }

  function_variables = {
    codepipeline_handler = {
      DEPLOYMENTS         = base64gzip(local.entries_json.deployments)
      DEPLOYMENT_DEFAULTS = base64gzip(local.defaults_json.deployments)
    }
    sfn_history_handler = {
      STATE_MACHINES         = base64gzip(local.entries_json.state_machines)
      STATE_MACHINE_DEFAULTS = base64gzip(local.defaults_json.state_machines)
    }
  }

  # What a function's settings may take of the 4096 bytes of its environment, which Lambda counts as one JSON text: the other
  # variables and all the names are under 400. Base64 of gzip, because JSON would be escaped there once more: fifty rich entries of
  # deployments are 20 KB of it and take 3 KB, 25 of state_machines 8 KB and 1 KB.
  most_bytes = 3600
  bytes      = { for function, variables in local.function_variables : function => sum([for value in values(variables) : length(value)]) }
}
