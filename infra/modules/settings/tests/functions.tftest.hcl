# What the handlers read of the settings, and how much of it there may be.

run "the_handlers_get_their_own_spelling_without_what_was_not_given" {
  command = plan

  variables {
    deployments = [
      { group = "shop-dev", site_url = "https://dev.example.com", name = null, slower_than_typical = 2, mentions = { rolled_back = ["here"] } },
      { pipeline = "lambda-*", hide = [], statuses = toset(["failed"]) },
    ]
    state_machines = [{ state_machine = "nightly-*", image_url = "https://example.com/i.png", input_paths = ["$.date"], destination = "data" }]
    defaults       = { deployments = { people = { "ann@example.com" = "U012ABC" } }, state_machines = { links = [{ label = "Runbook", url = "https://example.com/{name}" }] } }
  }

  assert {
    condition = output.function_variables == {
      codepipeline_handler = {
        DEPLOYMENTS = base64gzip(jsonencode([
          { group = "shop-dev", siteUrl = "https://dev.example.com", slowerThanTypical = 2, mentions = { rolled_back = ["here"] } },
          { pipeline = "lambda-*", hide = [], statuses = ["failed"] },
        ]))
        DEPLOYMENT_DEFAULTS = base64gzip(jsonencode({ people = { "ann@example.com" = "U012ABC" } }))
      }
      sfn_history_handler = {
        STATE_MACHINES = base64gzip(jsonencode([
          { stateMachine = "nightly-*", imageUrl = "https://example.com/i.png", inputPaths = ["$.date"], destination = "data" },
        ]))
        STATE_MACHINE_DEFAULTS = base64gzip(jsonencode({ links = [{ label = "Runbook", url = "https://example.com/{name}" }] }))
      }
    }
    error_message = "Each variable must be the gzip of the contract's keys, in order, without nulls: ${jsonencode([local.entries_json, local.defaults_json])}"
  }

  assert {
    condition     = output.deployments[*].destination == [null, null] && output.state_machines[0].destination == "data"
    error_message = "An entry must have every key, with null for what it does not have."
  }
}

run "nothing_given_is_an_empty_list_and_an_empty_object" {
  command = plan

  assert {
    condition = output.function_variables == {
      codepipeline_handler = { DEPLOYMENTS = base64gzip("[]"), DEPLOYMENT_DEFAULTS = base64gzip("{}") }
      sfn_history_handler  = { STATE_MACHINES = base64gzip("[]"), STATE_MACHINE_DEFAULTS = base64gzip("{}") }
    }
    error_message = "Without settings the handlers must get empty ones."
  }
}

run "fifty_rich_entries_of_deployments_and_25_of_state_machines_fit" {
  command = plan

  variables {
    deployments = [for service in jsondecode(file("tests/services.json")) : {
      group       = "${service.name}-production-group"
      application = "${service.name}-deploy"
      pipeline    = "${service.name}-production-pipeline"
      name        = service.name
      site_url    = "https://${service.name}.example.com"
      destination = service.team
      statuses    = ["failed", "rolled_back", "recovered", "waiting"]
      mentions    = { failed = [service.on_call, "here"], waiting = [service.lead] }
      links       = [{ label = "Runbook", url = "https://wiki.example.com/${service.team}/${service.name}?commit={commit}" }]
    }]
    state_machines = [for service in slice(jsondecode(file("tests/services.json")), 0, 25) : {
      state_machine       = "${service.name}-nightly-export"
      name                = service.name
      destination         = service.team
      input_paths         = ["$.date"]
      statuses            = ["failed", "timed_out", "recovered"]
      slower_than_typical = 2
      mentions            = { failed = [service.on_call], timed_out = [service.on_call] }
      links               = [{ label = "Runbook", url = "https://wiki.example.com/${service.team}/{state_machine}" }]
    }]
  }

  assert {
    condition     = length(local.entries_json.deployments) > 20000 && length(local.entries_json.state_machines) > 8000
    error_message = "The entries must be rich: ${length(local.entries_json.deployments)} and ${length(local.entries_json.state_machines)} bytes of JSON."
  }

  # The numbers of README.
  assert {
    condition     = local.bytes.codepipeline_handler < 3100 && local.bytes.sfn_history_handler < 1000
    error_message = "They must take about 3 KB and 1 KB: ${jsonencode(local.bytes)}"
  }
}

run "refuses_settings_that_no_function_can_hold" {
  command = plan

  # Texts that gzip cannot shorten.
  variables {
    deployments    = [for number in range(100) : { group = sha256("d${number}") }]
    state_machines = [for number in range(100) : { state_machine = sha256("s${number}") }]
  }

  expect_failures = [output.deployments, output.state_machines]
}
