# Whether somebody else's root module can call Shipbell. Needs the functions built.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "two_environments_are_called_from_a_workspace_with_another_name" {
  command = plan

  module {
    source = "./tests/as_a_module"
  }

  assert {
    condition = output.function_names == { for environment in ["staging", "prod"] : environment => {
      codepipeline-handler = "shipbell-${environment}-codepipeline-handler"
      sfn-history-handler  = "shipbell-${environment}-sfn-history-handler"
      slack-sender         = "shipbell-${environment}-slack-sender"
    } }
    error_message = "Each environment must have functions of its own."
  }

  assert {
    condition = output.slack_url_parameter_names == { for environment in ["staging", "prod"] : environment => {
      default     = "/${environment}/SLACK_URL"
      deployments = "/${environment}/SLACK_URL/deployments"
    } }
    error_message = "Each environment must have webhooks of its own."
  }
}
