# Which ends of executions are reported, and what the rule has to let through for it.

run "without_entries_what_went_wrong_is_reported" {
  command = plan

  assert {
    condition = output.executions == {
      reported           = ["failed", "timed_out", "aborted"]
      reports_slow       = false
      statuses_are_set   = false
      rule_statuses      = tolist(["ABORTED", "FAILED", "TIMED_OUT"])
      reads_earlier_ones = false
    }
    error_message = "Executions that succeed must not reach the handler before somebody names state machines: ${jsonencode(output.executions)}"
  }
}

run "with_entries_every_end_is_reported" {
  command = plan

  variables {
    state_machines = [{ state_machine = "*" }]
    defaults       = { deployments = { statuses = ["failed"] }, state_machines = { statuses = null } }
  }

  assert {
    condition = output.executions == {
      reported           = ["succeeded", "failed", "timed_out", "aborted"]
      reports_slow       = false
      statuses_are_set   = true
      rule_statuses      = tolist(["ABORTED", "FAILED", "SUCCEEDED", "TIMED_OUT"])
      reads_earlier_ones = false
    }
    error_message = "Of the state machines that somebody names, a * included, every end must be reported: ${jsonencode(output.executions)}"
  }
}

run "the_statuses_of_the_defaults_hold_without_entries" {
  command = plan

  variables {
    defaults = { state_machines = { statuses = ["succeeded", "failed"] } }
  }

  assert {
    condition     = output.executions.rule_statuses == tolist(["FAILED", "SUCCEEDED"]) && output.executions.statuses_are_set
    error_message = "What is set must hold where everything is reported: ${jsonencode(output.executions)}"
  }
}

run "the_rule_lets_through_what_any_entry_reports" {
  command = plan

  variables {
    state_machines = [{ state_machine = "orders", statuses = ["aborted"] }, { state_machine = "*" }]
    defaults       = { state_machines = { statuses = ["timed_out"] } }
  }

  assert {
    condition     = output.executions.rule_statuses == tolist(["ABORTED", "TIMED_OUT"]) && output.executions.reported == ["timed_out", "aborted"]
    error_message = "The rule must take the union of the entries' statuses and the defaults': ${jsonencode(output.executions)}"
  }
}

run "defaults_that_every_entry_replaces_let_nothing_through" {
  command = plan

  variables {
    state_machines = [{ state_machine = "orders", statuses = ["aborted"] }]
    defaults       = { state_machines = { statuses = ["succeeded"] } }
  }

  assert {
    condition     = output.executions.rule_statuses == tolist(["ABORTED"])
    error_message = "No entry reports what the defaults name: ${jsonencode(output.executions)}"
  }
}

run "recovered_lets_successes_through_and_needs_earlier_executions" {
  command = plan

  variables {
    state_machines = [{ state_machine = "orders", statuses = ["failed", "recovered"] }]
  }

  assert {
    condition = output.executions == {
      reported           = ["failed", "recovered"]
      reports_slow       = false
      statuses_are_set   = true
      rule_statuses      = tolist(["FAILED", "SUCCEEDED"])
      reads_earlier_ones = true
    }
    error_message = "The first success after failures is a success: ${jsonencode(output.executions)}"
  }
}

run "slower_than_typical_lets_successes_through_which_the_handler_leaves_out" {
  command = plan

  variables {
    defaults = { state_machines = { slower_than_typical = 2 } }
  }

  assert {
    condition = output.executions == {
      reported           = ["failed", "timed_out", "aborted"]
      reports_slow       = true
      statuses_are_set   = false
      rule_statuses      = tolist(["ABORTED", "FAILED", "SUCCEEDED", "TIMED_OUT"])
      reads_earlier_ones = true
    }
    error_message = "A slow success is a success: ${jsonencode(output.executions)}"
  }

  assert {
    condition = output.function_variables.sfn_history_handler.STATE_MACHINE_DEFAULTS == base64gzip(jsonencode({
      slowerThanTypical = 2
      statuses          = ["failed", "timed_out", "aborted"]
    }))
    error_message = "The handler must know that it gets the other successes for nothing but this: ${local.defaults_json.state_machines}"
  }
}

run "slower_than_typical_of_one_entry_is_enough" {
  command = plan

  variables {
    state_machines = [{ state_machine = "orders", slower_than_typical = 3 }, { state_machine = "*" }]
    defaults       = { state_machines = { statuses = ["failed"] } }
  }

  assert {
    condition     = output.executions.rule_statuses == tolist(["FAILED", "SUCCEEDED"]) && output.executions.reads_earlier_ones
    error_message = "The rule must let through the successes of one entry: ${jsonencode(output.executions)}"
  }
}
