# Whether the tags reach every resource that takes them. The tests of the modules check the tags of their own resources; this
# one reads the text of all of them, so that it finds a resource or a call that was added without tags.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  environment = "dev"
  tags        = { Team = "payments", Project = "not ours to say" }
}

run "shipbells_own_tags_come_beside_those_given" {
  command = plan

  assert {
    condition     = local.tags == { Team = "payments", Project = "shipbell", Environment = "dev" }
    error_message = "Project and Environment must be Shipbell's own, the other tags those given."
  }
}

run "every_resource_that_takes_tags_and_every_call_of_a_module_has_them" {
  command = plan

  module {
    source = "./tests/untagged"
  }

  assert {
    condition     = length(output.untagged) == 0 && output.tagged > 0
    error_message = "These need tags = var.tags, or take none and belong in tests/untagged: ${join(", ", output.untagged)}"
  }
}
