# Whether one environment can live in two regions of one account. Needs the functions built.

mock_provider "aws" {
  source = "./tests/mocks"
}

override_data {
  target = module.shipbell["us-isof-south-1"].data.aws_region.current
  values = { id = "us-isof-south-1" }
}

run "an_environment_has_roles_of_its_own_in_each_region" {
  command = plan

  module {
    source = "./tests/two_regions"
  }

  assert {
    condition     = length(distinct(flatten([for roles in values(output.role_names) : values(roles)]))) == 6
    error_message = "IAM is the account's, so no role may have the name of another region's."
  }

  # The longest name of a region in any partition, and the longest environment.
  assert {
    condition     = output.role_names["us-isof-south-1"].codepipeline-handler == "shipbell-eighteen-character-codepipeline-handler-us-isof-south-1"
    error_message = "The name of a role must say which function's it is, and where."
  }

  assert {
    condition     = max([for name in flatten([for roles in values(output.role_names) : values(roles)]) : length(name)]...) == 64
    error_message = "IAM takes 64 characters, and this is the longest name that there can be."
  }
}
