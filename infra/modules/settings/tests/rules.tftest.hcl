# What the values of the settings may be.

run "refuses_entries_that_name_no_group_pipeline_or_state_machine" {
  command = plan

  variables {
    deployments = [
      { name = "the shop" },
      { pipeline = "p", application = "shop" },
      { group = "" },
      { group = "g", pipeline = "arn:aws:codepipeline:eu-west-1:111122223333:p" },
      { group = "g", pipeline = "shop-*" },
    ]
    state_machines = [
      { state_machine = null },
      { state_machine = "arn:aws:states:eu-west-1:111122223333:stateMachine:s" },
      { state_machine = "a**" },
    ]
  }

  expect_failures = [output.deployments, output.state_machines]

  assert {
    condition = [for problem in local.problems : split(".", problem)[0]] == [
      "deployments[0] needs a group (of CodeDeploy) or a pipeline, or both",
      "deployments[1] (pipeline p) has an application and needs a group too; group = \"*\" means every group of the application",
      "deployments[2] (group ) must have a group and an application of 1 to 100 characters, as in CodeDeploy",
      "deployments[3] (group g) must have as pipeline the name of one, no ARN, of 1 to 100 letters, digits and ",
      "deployments[4] (group g) may have a pipeline with * only where there is no group: one pipeline deploys to a group",
      "state_machines[0] must have as state_machine a state machine's name of 1 to 80 characters: no ARN, and single * only",
      "state_machines[1] (arn:aws:states:eu-west-1:111122223333:stateMachine:s) must have as state_machine a state machine's name of 1 to 80 characters: no ARN, and single * only",
      "state_machines[2] (a**) must have as state_machine a state machine's name of 1 to 80 characters: no ARN, and single * only",
    ]
    error_message = join("\n", local.problems)
  }
}

run "refuses_names_addresses_destinations_and_paths_that_cannot_be" {
  command = plan

  variables {
    deployments = concat(
      [for name in ["", join("", [for number in range(81) : "n"])] : { group = "g", name = name }],
      [for url in ["http://example.com", "https://github.com@example.com/", "https://example.com:99999/"] : { group = "g", site_url = url }],
      [{ group = "g", destination = "Ops" }],
    )
    state_machines = [
      { state_machine = "s", name = "" },
      { state_machine = "s", image_url = "https://user:password@example.com/i.png" },
      { state_machine = "s", image_url = "https://10.0.0.256/i.png" },
      { state_machine = "s", destination = "a/b" },
      { state_machine = "s", input_paths = ["$.order.id", "$.orders[*].id"] },
    ]
  }

  expect_failures = [output.deployments, output.state_machines]

  assert {
    condition = alltrue([for index, words in [
      "must have a name of 1 to 80 characters",
      "must have a name of 1 to 80 characters",
      "must have as site_url an https URL of at most 1000 characters, without a user's name. Given: http://example.com",
      "must have as site_url an https URL of at most 1000 characters, without a user's name. Given: https://github.com@example.com/",
      "must have as site_url an https URL of at most 1000 characters, without a user's name. Given: https://example.com:99999/",
      "must have a destination of at most 64 lower-case letters",
      "must have a name of 1 to 80 characters",
      "must have as image_url an https URL",
      "must have as image_url an https URL",
      "must have a destination of at most 64 lower-case letters",
      "must have input_paths that each name one value",
    ] : strcontains(local.problems[index], words)]) && length(local.problems) == 11
    error_message = join("\n", local.problems)
  }
}

run "refuses_what_is_on_no_list_and_names_it" {
  command = plan

  variables {
    deployments    = [{ group = "g", statuses = ["failed", "timed_out"], hide = ["facts", "commit-body"] }, { group = "g", statuses = [] }]
    state_machines = [{ state_machine = "s", statuses = ["FAILED", "rolled_back"], hide = ["logs"] }]
    defaults       = { deployments = { statuses = ["success"] }, state_machines = { statuses = [""], hide = ["image"] } }
  }

  expect_failures = [output.deployments, output.state_machines, output.function_variables]

  assert {
    condition = local.problems == concat(
      ["defaults.state_machines: statuses must be ${local.team_keys.statuses}. Given: [\"\"]"],
      [for wrong in [["deployments[0] (group g): hide", "commit-body"], ["deployments[0] (group g): statuses", "timed_out", "deployments"]] :
        "${wrong[0]} may name ${join(", ", try(local.statuses[wrong[2]], local.parts))}. Given: ${wrong[1]}"
      ],
      ["deployments[1] (group g): statuses must name one at least. Leave it out for everything that is reported."],
      [for wrong in [
        ["state_machines[0] (s): hide", "logs"],
        ["state_machines[0] (s): statuses", "FAILED", "state_machines"],
        ["state_machines[0] (s): statuses", "rolled_back", "state_machines"],
        ["defaults.deployments: statuses", "success", "deployments"],
      ] : "${wrong[0]} may name ${join(", ", try(local.statuses[wrong[2]], local.parts))}. Given: ${wrong[1]}"],
    )
    error_message = join("\n", local.problems)
  }
}

run "refuses_factors_that_are_not_above_1_and_at_most_100" {
  command = plan

  variables {
    deployments = [for factor in [1, 0, -2, 100.5] : { group = "g", slower_than_typical = factor }]
    defaults    = { state_machines = { slower_than_typical = 0.5 } }
  }

  expect_failures = [output.deployments, output.function_variables]

  assert {
    condition     = [for problem in local.problems : regex("[^ ]+$", problem)] == ["1", "0", "-2", "100.5", "0.5"]
    error_message = join("\n", local.problems)
  }
}

run "refuses_mentions_and_people_that_slack_has_no_ids_for" {
  command = plan

  variables {
    deployments = [{
      group    = "g"
      mentions = { failed = ["U012ABC", "everyone", "<!here>", "@here", "u012abc", "U1", "C012ABC", "ann@example.com"] }
      people   = { "ann@example.com" = "U012ABC", bob = "bob", carol = "S045DEF", dave = "here" }
    }]
  }

  expect_failures = [output.deployments]

  assert {
    condition = [for problem in local.problems : regex("Given.*$", problem)] == concat(
      [for mention in ["everyone", "<!here>", "@here", "u012abc", "U1", "C012ABC", "ann@example.com"] : "Given: ${mention}"],
      ["Given for bob: bob", "Given for carol: S045DEF", "Given for dave: here"],
    )
    error_message = join("\n", local.problems)
  }
}

run "refuses_links_without_a_fit_label_or_address" {
  command = plan

  variables {
    deployments = [
      { group = "labels", links = [for label in [" ", "a\nb", join("", [for number in range(41) : "l"])] : { label = label, url = "https://example.com" }] },
      { group = "hosts", links = [for url in ["http://example.com/{name}", "https://{group}.example.com/", "https://example.com:{status}/", "https://user@example.com/"] : { label = "a", url = url }] },
      { group = "braces", links = [for url in ["https://example.com/{", "https://example.com/}", "https://example.com/{{name}}"] : { label = "a", url = url }] },
      { group = "placeholders", links = [for url in ["https://example.com/{nmae}", "https://example.com/?a={commit}&b={state_machine}"] : { label = "a", url = url }] },
      { group = "many", links = [for number in range(6) : { label = "a", url = "https://example.com/${number}" }] },
    ]
    state_machines = [{ state_machine = "s", links = [{ label = "a", url = "https://example.com/{commit}" }] }]
  }

  expect_failures = [output.deployments, output.state_machines]

  assert {
    condition = [for problem in local.problems : replace(regex(": .*$", replace(problem, "\n", " ")), "/ Given.*$/", "")] == concat(
      [for number in range(3) : ": links must have labels of 1 to 40 characters on one line."],
      [for number in range(7) : ": links must have https URLs of at most 500 characters, without a user's name, and placeholders only after the host."],
      [for number in range(2) : ": links may hold {${join("}, {", local.placeholders.deployments)}}."],
      [": links may be 5 at most."],
      [": links may hold {${join("}, {", local.placeholders.state_machines)}}."],
    )
    error_message = join("\n", local.problems)
  }
}

run "takes_every_setting_at_its_limits" {
  command = plan

  variables {
    deployments = [
      {
        group               = join("", [for number in range(100) : "g"])
        application         = "*"
        pipeline            = "Pipeline.1_a-b@c"
        name                = "우리 서버"
        site_url            = "https://example.com/?a=b&c=d#e"
        destination         = join("", [for number in range(64) : "d"])
        statuses            = ["succeeded", "failed", "stopped", "rolled_back", "ready", "waiting", "started", "superseded", "recovered"]
        slower_than_typical = 100
        mentions            = { failed = ["U012ABC", "W012ABC", "S045DEF", "here", "channel", "author"], waiting = [], recovered = ["here"] }
        people              = { "ann@example.com" = "U012ABC", "Bob O'Hara" = "W0123456789ABCDEFGHIJ" }
        links = [for label in ["1", "두 번째", "🚀", "4", join("", [for number in range(40) : "l"])] : {
          label = label
          url   = "https://example.com:8443/{environment}/{name}/{status}/{region}/{account}/{application}/{group}?a={deployment_id}&b={pipeline}&c={execution_id}#{commit}"
        }]
        hide = ["commit_body", "changes", "log", "timeline", "facts", "links"]
      },
      { pipeline = "*-prod", statuses = ["recovered"], slower_than_typical = 1.01, mentions = {}, people = {}, links = [], hide = [] },
      { group = "*", application = "shop" },
    ]
    state_machines = [{
      state_machine = "My.State+Machine_*-v*"
      input_paths   = ["$.a.b-c[0]", "$['order id']", "$[\"it's\"].x"]
      statuses      = ["succeeded", "failed", "timed_out", "aborted", "recovered"]
      links         = [{ label = "Runbook", url = "https://example.com?{state_machine}/{execution_arn}/{execution_name}" }]
    }]
    defaults = { deployments = {}, state_machines = { slower_than_typical = "2" } }
  }

  assert {
    condition     = length(local.problems) == 0
    error_message = join("\n", local.problems)
  }
}
