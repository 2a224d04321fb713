mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  location = {
    partition  = "aws-cn"
    region     = "cn-north-1"
    account_id = "111122223333"
  }
  tags             = { Project = "shipbell", Environment = "dev" }
  kms_key_arn      = null
  name             = "shipbell-dev-x-dlq"
  max_message_size = 131072
}

run "keeps_messages_as_long_as_sqs_can" {
  assert {
    condition     = aws_sqs_queue.this.message_retention_seconds == 1209600
    error_message = "A dead-lettered message must stay for 14 days."
  }

  assert {
    condition     = aws_sqs_queue.this.fifo_queue != true && aws_sqs_queue.this.sqs_managed_sse_enabled == true
    error_message = "It must be a standard queue, encrypted at rest."
  }
}

run "takes_what_its_senders_may_send" {
  assert {
    condition     = aws_sqs_queue.this.max_message_size == 131072
    error_message = "It must take as much as it was given: what does not fit is lost."
  }
}

run "lets_nobody_in_but_over_tls" {
  assert {
    condition = jsondecode(aws_sqs_queue.this.policy).Statement == [{
      Sid       = "NothingMayComeUnencrypted"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-x-dlq"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "Without a sender, the policy must be the denial of plain HTTP and nothing else."
  }
}

run "lets_the_sending_service_in_for_the_named_resources" {
  variables {
    sender = {
      service     = "events.amazonaws.com"
      source_arns = ["arn:aws-cn:events:cn-north-1:111122223333:rule/x", "arn:aws-cn:events:cn-north-1:111122223333:rule/y"]
    }
  }

  assert {
    condition = jsondecode(aws_sqs_queue.this.policy).Statement[1] == {
      Sid       = "TheServiceMaySendWhatItCouldNotDeliver"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-x-dlq"
      Condition = { ArnEquals = { "aws:SourceArn" = [
        "arn:aws-cn:events:cn-north-1:111122223333:rule/x",
        "arn:aws-cn:events:cn-north-1:111122223333:rule/y",
      ] } }
    }
    error_message = "The service must be let in for its resources alone."
  }
}

run "every_resource_of_its_own_has_the_tags" {
  assert {
    condition     = alltrue([for resource in [aws_sqs_queue.this] : resource.tags == tomap({ Project = "shipbell", Environment = "dev" })])
    error_message = "Every resource that takes tags must have those given."
  }
}

run "is_encrypted_with_the_key_that_is_given" {
  # New: of a queue that there was before, SQS itself says that it gave up its own key.
  state_key = "with_a_key"

  variables {
    kms_key_arn = "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b"
  }

  assert {
    condition     = aws_sqs_queue.this.kms_master_key_id == "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b" && aws_sqs_queue.this.sqs_managed_sse_enabled != true
    error_message = "It must be encrypted with the given key in place of SQS's own."
  }
}
