# Whether a key that nobody knows, or a value of another form, is refused wherever it stands, with the entry, the key and what
# would be right.

run "refuses_every_key_of_deployments_when_it_is_misspelled" {
  command = plan

  variables {
    deployments = [for key in [
      "application", "destination", "group", "hide", "links", "mentions", "name", "people", "pipeline", "site_url", "slower_than_typical", "statuses",
    ] : { group = "g", "${key}s" = null }]
  }

  expect_failures = [output.deployments]

  assert {
    condition = local.problems == [for index, key in keys(local.deployment_keys) :
      "deployments[${index}] (group g) has ${key}s, which is no key here. The keys are ${join(", ", keys(local.deployment_keys))}."
    ]
    error_message = "Each misspelled key must be named with its entry and the keys that there are: ${join("\n", local.problems)}"
  }
}

run "refuses_every_key_of_state_machines_when_it_is_misspelled" {
  command = plan

  variables {
    state_machines = [for key in [
      "destination", "hide", "image_url", "input_paths", "links", "mentions", "name", "people", "slower_than_typical", "state_machine", "statuses",
    ] : { state_machine = "s", "${key}s" = null }]
  }

  expect_failures = [output.state_machines]

  assert {
    condition = local.problems == [for index, key in keys(local.state_machine_keys) :
      "state_machines[${index}] (s) has ${key}s, which is no key here. The keys are ${join(", ", keys(local.state_machine_keys))}."
    ]
    error_message = "Each misspelled key must be named with its entry and the keys that there are: ${join("\n", local.problems)}"
  }
}

run "refuses_every_key_of_the_defaults_when_it_is_misspelled" {
  command = plan

  variables {
    defaults = merge(
      { deployment = {}, state_machine = {} },
      { for kind in ["deployments", "state_machines"] : kind => {
        for key in ["hide", "links", "mentions", "people", "slower_than_typical", "statuses"] : "${key}s" => null
      } },
    )
  }

  expect_failures = [output.function_variables]

  assert {
    condition = local.problems == concat(
      [for key in ["deployment", "state_machine"] : "defaults has ${key}, which is no key here. The keys are deployments, state_machines."],
      [for pair in setproduct(["deployments", "state_machines"], keys(local.team_keys)) :
        "defaults.${pair[0]} has ${pair[1]}s, which is no key here. The keys are ${join(", ", keys(local.team_keys))}."
      ],
    )
    error_message = "Each misspelled key must be named with where it stands and the keys that there are: ${join("\n", local.problems)}"
  }
}

run "refuses_every_key_within_a_setting_when_it_is_misspelled" {
  command = plan

  variables {
    deployments = [
      { group = "g", links = [{ label = "Runbook", url = "https://example.com" }, { lable = "Runbook", url = "https://example.com" }] },
      { group = "h", links = [{ label = "Runbook", ulr = "https://example.com" }] },
      { group = "i", mentions = { for status in ["succeeded", "failed", "stopped", "rolled_back", "ready", "waiting", "started", "superseded", "recovered"] : "${status}s" => [] } },
    ]
    state_machines = [{ state_machine = "s", mentions = { for status in ["succeeded", "failed", "timed_out", "aborted", "recovered"] : "${status}s" => [] } }]
  }

  expect_failures = [output.deployments, output.state_machines]

  assert {
    condition = slice(local.problems, 0, 4) == [
      "deployments[0] (group g): links[1] has lable, which is no key here. The keys are label, url.",
      "deployments[0] (group g): links[1] must be an object with a label and a url. Given: {\"lable\":\"Runbook\",\"url\":\"https://example.com\"}",
      "deployments[1] (group h): links[0] has ulr, which is no key here. The keys are label, url.",
      "deployments[1] (group h): links[0] must be an object with a label and a url. Given: {\"label\":\"Runbook\",\"ulr\":\"https://example.com\"}",
    ]
    error_message = "A misspelled key of a link must be named with its link: ${join("\n", local.problems)}"
  }

  assert {
    condition = slice(local.problems, 4, length(local.problems)) == concat(
      [for status in sort(local.statuses.deployments) : "deployments[2] (group i): mentions may have lists for ${join(", ", local.statuses.deployments)}. Given: ${status}s"],
      [for status in sort(local.statuses.state_machines) : "state_machines[0] (s): mentions may have lists for ${join(", ", local.statuses.state_machines)}. Given: ${status}s"],
    )
    error_message = "A misspelled status of a mention must be named: ${join("\n", local.problems)}"
  }
}

run "refuses_every_value_of_another_form" {
  command = plan

  variables {
    deployments = [for key, value in {
      application         = ["a"]
      destination         = { a = "b" }
      group               = ["a"]
      hide                = "log"
      links               = { label = "Runbook", url = "https://example.com" }
      mentions            = [["here"]]
      name                = []
      people              = ["U012ABC"]
      pipeline            = {}
      site_url            = ["https://example.com"]
      slower_than_typical = "twice"
      statuses            = "failed"
    } : { (key) = value }]
    state_machines = [for key, value in {
      destination         = ["a"]
      hide                = [["log"]]
      image_url           = ["https://example.com"]
      input_paths         = "$.a"
      links               = "https://example.com"
      mentions            = { failed = "here" }
      name                = ["a"]
      people              = { ann = ["U012ABC"] }
      slower_than_typical = [2]
      state_machine       = ["s"]
      statuses            = [null]
    } : { (key) = value }]
    defaults = { deployments = { hide = { a = "log" } }, state_machines = { mentions = { failed = [null] } } }
  }

  expect_failures = [output.deployments, output.state_machines, output.function_variables]

  assert {
    condition = [for problem in local.problems : split(". Given: ", problem)[0]] == concat(
      [for index, key in keys(local.deployment_keys) : "deployments[${index}]: ${key} must be ${local.deployment_keys[key]}"],
      [for index, key in keys(local.state_machine_keys) : "state_machines[${index}]: ${key} must be ${local.state_machine_keys[key]}"],
      ["defaults.deployments: hide must be ${local.team_keys.hide}", "defaults.state_machines: mentions must be ${local.team_keys.mentions}"],
    )
    error_message = "Each value of another form must be named with its key and the form that it should have: ${join("\n", local.problems)}"
  }
}

run "refuses_links_that_are_no_objects" {
  command = plan

  variables {
    deployments = [{ group = "g", links = ["https://example.com", null, { label = ["Runbook"], url = null }] }]
  }

  expect_failures = [output.deployments]

  assert {
    condition = local.problems == [for index, given in ["\"https://example.com\"", "null", "{\"label\":[\"Runbook\"],\"url\":null}"] :
      "deployments[0] (group g): links[${index}] must be an object with a label and a url. Given: ${given}"
    ]
    error_message = join("\n", local.problems)
  }
}

run "refuses_entries_that_are_no_objects" {
  command = plan

  variables {
    deployments    = ["shop", null, 5, true]
    state_machines = [5]
    defaults       = { deployments = ["failed"], state_machines = "failed" }
  }

  expect_failures = [output.deployments, output.state_machines, output.function_variables]

  assert {
    condition = [for problem in local.problems : split(" in braces", problem)[0]] == [for where in [
      "deployments[0]", "deployments[1]", "deployments[2]", "deployments[3]", "state_machines[0]", "defaults.deployments", "defaults.state_machines",
    ] : "${where} must be an object"]
    error_message = join("\n", local.problems)
  }
}

run "refuses_an_entry_where_a_list_of_them_is_due_and_a_list_where_the_defaults_are_due" {
  command = plan

  variables {
    deployments    = { group = "g" }
    state_machines = "nightly-etl"
    defaults       = ["failed"]
  }

  expect_failures = [output.deployments, output.state_machines, output.function_variables]

  assert {
    condition = slice(local.problems, 0, 3) == [
      "deployments must be a list in brackets, with an object for each entry.",
      "state_machines must be a list in brackets, with an object for each entry.",
      "defaults must be an object in braces, with deployments or state_machines.",
    ]
    error_message = join("\n", local.problems)
  }
}

run "refuses_lists_of_entries_within_the_list" {
  command = plan

  variables {
    deployments    = [[{ group = "g" }], [{ group = "h" }]]
    state_machines = [{ state_machine = "s" }, [{ state_machine = "t" }]]
  }

  expect_failures = [output.deployments, output.state_machines]

  assert {
    condition     = local.problems == [for name in ["deployments", "state_machines"] : "${name} must be a list in brackets, with an object for each entry."]
    error_message = join("\n", local.problems)
  }
}

run "takes_null_for_what_is_missing" {
  command = plan

  variables {
    deployments    = [{ for key in ["application", "destination", "hide", "links", "mentions", "name", "people", "pipeline", "site_url", "slower_than_typical", "statuses"] : key => null }, { pipeline = "p" }]
    state_machines = null
    defaults       = { deployments = null, state_machines = { statuses = null } }
  }

  expect_failures = [output.deployments] # the first entry has neither group nor pipeline

  assert {
    condition     = local.problems == ["deployments[0] needs a group (of CodeDeploy) or a pipeline, or both. To report everything, leave the list empty."]
    error_message = join("\n", local.problems)
  }
}
