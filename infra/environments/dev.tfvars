# Your development environment. Every variable is described in variables.tf.

environment = "dev"
# region    = "ap-northeast-2" # refuses to apply in any other; it is AWS_REGION or the profile that sets the region

# What to report. The pipeline that deploys to the group is looked for.
deployments = [
  {
    group       = "2024-corea-backend-develop-group"
    application = "2024-corea-backend-deploy"
    name        = "backend"
    site_url    = "https://dev.code-review-area.com"
  },
  # A pipeline that deploys by other means than CodeDeploy:
  # { pipeline = "*-dev", destination = "data" },
]
# additional_events = ["approvals"] # besides results: progress, stages, actions, approvals, instances, scaling

# Every end of every execution in the region. In a busy account that may be too much: [] reports those that went wrong alone,
# and so does statuses below. To name some, or to send them to a channel of their own:
# state_machines = [
#   { state_machine = "nightly-etl", image_url = "https://example.com/etl.png", destination = "data" },
#   { state_machine = "orders-*" },
# ]
state_machines = [{ state_machine = "*" }]

# How all of them are reported; an entry may have its own of each: slower_than_typical, people and hide as well.
# defaults = {
#   deployments = {
#     statuses = ["failed", "rolled_back", "recovered"] # recovered is the first success after failures
#     mentions = { failed = ["here", "U012ABC"] }       # ids of Slack users and user groups, here, channel, author
#     links    = [{ label = "Runbook", url = "https://wiki.example.com/{pipeline}?commit={commit}" }]
#   }
#   state_machines = { statuses = ["failed", "timed_out", "aborted"] }
# }
