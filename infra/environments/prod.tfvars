# Your production environment. Every variable is described in variables.tf.

environment = "prod"
# region    = "ap-northeast-2" # refuses to apply in any other; it is AWS_REGION or the profile that sets the region

# Where every entry names its pipeline, the handler may read no other.
deployments = [
  {
    group       = "2024-corea-backend-prod-group"
    application = "2024-corea-backend-deploy"
    pipeline    = "2024-corea-backend-prod-pipeline"
    name        = "backend"
    site_url    = "https://code-review-area.com"
  },
]

# In one account with another environment, name the state machines of each: an empty list means all, for both.
state_machines = [
  { state_machine = "*-prod" },
]
