# Which ends of executions are reported, and what that needs of the rule and of the handler's permissions.

locals {
  # Whoever names nothing wants to hear of what goes wrong: of all that succeeds in an account there may be thousands a day.
  ends_of_all          = ["failed", "timed_out", "aborted"]
  names_state_machines = length(local.entries.state_machines) > 0
  default_statuses = (
    local.defaults.state_machines.statuses != null ? local.defaults.state_machines.statuses :
    local.names_state_machines ? concat(["succeeded"], local.ends_of_all) : local.ends_of_all
  )

  reported = distinct(flatten([
    [for entry in local.entries.state_machines : entry.statuses if entry.statuses != null],
    [for statuses in [local.default_statuses] : statuses
    if !local.names_state_machines || anytrue([for entry in local.entries.state_machines : entry.statuses == null])],
  ]))
  reports_recovered = contains(local.reported, "recovered")
  reports_slow      = anytrue([for setting in local.settings : setting.slower_than_typical != null if setting.kind == "state_machines"])

  # Successes that come for slower_than_typical alone are not to be reported as such.
  narrowed_statuses = local.reports_slow && !local.names_state_machines ? { statuses = local.default_statuses } : {}

  executions = {
    reported         = [for status in local.statuses.state_machines : status if contains(local.reported, status)]
    reports_slow     = local.reports_slow
    statuses_are_set = local.names_state_machines || local.defaults.state_machines.statuses != null

    # As AWS has them. The handler picks the first success after failures, and the slow ones, of all that succeed.
    rule_statuses = sort(distinct([for status in concat(local.reported, local.reports_slow ? ["recovered"] : []) :
      upper(status == "recovered" ? "succeeded" : status)
    ]))
    reads_earlier_ones = local.reports_recovered || local.reports_slow
  }
}
