# The rule's pattern: which ends of which state machines it lets through. `prefix` and `suffix` cost EventBridge nothing;
# `wildcard` is only for what they cannot say, because EventBridge refuses a rule with too many of them.
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html

locals {
  names       = distinct(var.state_machines[*].state_machine)
  reports_all = length(local.names) == 0 || contains(local.names, "*")

  event_pattern = jsonencode({
    source      = ["aws.states"]
    detail-type = ["Step Functions Execution Status Change"]

    # No condition on the state machine where all are meant.
    detail = { for key, values in {
      status          = var.execution_statuses
      stateMachineArn = concat(local.exact, local.prefixes, local.suffixes, local.wildcards, local.forwarded)
    } : key => values if key == "status" || !local.reports_all }
  })

  # One of these has to fit. A state machine's name holds no colon, so the end of an ARN that fits `*-prod` is the end of a name.
  machine   = "${local.own}:stateMachine:"
  exact     = [for name in local.names : "${local.machine}${name}" if !strcontains(name, "*")]
  prefixes  = [for name in local.names : { prefix = "${local.machine}${trimsuffix(name, "*")}" } if can(regex("^[^*]+\\*$", name))]
  suffixes  = [for name in local.names : { suffix = trimprefix(name, "*") } if can(regex("^\\*[^*]+$", name))]
  wildcards = [for name in local.wildcard_names : { wildcard = "${local.machine}${name}" }]

  # Somebody forwards the events of another region or account on purpose. The handler picks the names among them, because a
  # `prefix` could do so for one region and account only.
  forwarded = [{ anything-but = { prefix = "${local.own}:" } }]
  own       = "arn:${var.location.partition}:states:${var.location.region}:${var.location.account_id}"

  wildcard_names = [for name in local.names : name if can(regex("^.+\\*.+$|^\\*.+\\*$", name)) && !local.reports_all]
}

# What EventBridge calls a rule's complexity: how many beginnings of its wildcards one text can match at the same time. It
# publishes neither the number nor the limit. Its matcher is public, and of the rules in public reports EventBridge took one of
# 9 and refused one of 12.
# https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/MachineComplexityEvaluator.java

locals {
  most_complexity = 9

  # A wildcard is a head, which ends at the first `*`, and the parts behind the stars. Too many of them are refused uncounted:
  # the reckoning takes the square of their characters.
  wildcard_shapes = [for name in local.has_too_many ? [] : local.wildcard_names : {
    head  = split("*", name)[0]
    stars = length(split("*", name)) - 1
    beginnings = flatten([for part in compact(slice(split("*", name), 1, length(split("*", name)))) : [
      for end in range(1, length(part) + 1) : substr(part, 0, end)
    ]])
  }]
  has_too_many = length(local.wildcard_names) > local.most_complexity

  # For a text that begins with each head: of the wildcards that it can match so far, every star may have been reached, and the
  # parts that end alike as well, a part that ends as it begins (dev-d) twice.
  texts = [for one in local.wildcard_shapes : {
    stars = sum([for other in local.wildcard_shapes :
      startswith(one.head, other.head) ? other.stars : startswith(other.head, one.head) ? 1 : 0
    ])
    heads = sum([for other in local.wildcard_shapes :
      startswith(one.head, other.head) ? 2 : startswith(other.head, one.head) ? 1 : 0
    ])
    beginnings = flatten([for other in local.wildcard_shapes : other.beginnings if startswith(one.head, other.head)])
  }]

  # All wildcards begin with the same ARN.
  complexity = max(length(local.wildcard_names), flatten([for text in local.texts : [
    text.heads,
    [for end in distinct(text.beginnings) : text.stars + length([for beginning in text.beginnings : beginning if endswith(end, beginning)])],
  ]])...)
}
