mock_provider "aws" {
  source = "../../tests/mocks"
}

override_resource {
  target = aws_sqs_queue.this
  values = { arn = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack.fifo", url = "https://queue" }
}

override_resource {
  target = aws_sqs_queue.dead_letter
  values = { arn = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack-dlq.fifo", url = "https://undelivered-messages" }
}

variables {
  names = {
    slack_queue          = "shipbell-dev-slack.fifo"
    undelivered_messages = "shipbell-dev-slack-dlq.fifo"
  }
  location = {
    partition  = "aws-cn"
    region     = "cn-north-1"
    account_id = "111122223333"
  }
  tags                     = { Project = "shipbell", Environment = "dev" }
  kms_key_arn              = null
  delay_seconds            = 2
  max_message_size         = 262144
  consumer_timeout_seconds = 50
}

run "keeps_order_and_takes_an_event_once" {
  assert {
    condition     = aws_sqs_queue.this.name == "shipbell-dev-slack.fifo" && aws_sqs_queue.this.fifo_queue == true
    error_message = "The queue must be FIFO and named after the environment."
  }

  assert {
    condition     = aws_sqs_queue.this.content_based_deduplication == false
    error_message = "The producer must name the event: two texts can be about one event."
  }

  assert {
    condition     = aws_sqs_queue.this.deduplication_scope == "queue" && aws_sqs_queue.this.fifo_throughput_limit == "perQueue"
    error_message = "An event that two event sources report must be one message, whatever the group."
  }
}

run "delays_a_message_and_hides_it_for_six_times_the_consumers_timeout" {
  assert {
    condition     = aws_sqs_queue.this.visibility_timeout_seconds == 300 && aws_sqs_queue.this.delay_seconds == 2
    error_message = "Messages must be invisible for six times the consumer's timeout and wait for the given delay."
  }

  assert {
    condition     = aws_sqs_queue.this.message_retention_seconds == 1209600 && aws_sqs_queue.this.sqs_managed_sse_enabled == true
    error_message = "Messages must be kept for 14 days, encrypted at rest."
  }
}

run "dead_letters_a_message_after_fifty_receives" {
  assert {
    condition = jsondecode(aws_sqs_queue_redrive_policy.this.redrive_policy) == {
      deadLetterTargetArn = "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack-dlq.fifo"
      maxReceiveCount     = 50
    }
    error_message = "After 50 receives a message must go to the dead-letter queue."
  }

  assert {
    condition     = aws_sqs_queue_redrive_policy.this.queue_url == "https://queue"
    error_message = "The redrive policy must be the queue's."
  }

  assert {
    condition = (
      aws_sqs_queue.dead_letter.name == "shipbell-dev-slack-dlq.fifo" &&
      aws_sqs_queue.dead_letter.fifo_queue == true &&
      aws_sqs_queue.dead_letter.content_based_deduplication == false &&
      aws_sqs_queue.dead_letter.message_retention_seconds == 1209600 &&
      aws_sqs_queue.dead_letter.sqs_managed_sse_enabled == true
    )
    error_message = "The dead-letter queue must be FIFO like its source, keep messages for 14 days and encrypt them."
  }
}

run "has_room_for_the_reason_beside_the_largest_message" {
  assert {
    condition     = aws_sqs_queue.dead_letter.max_message_size == 262144 && aws_sqs_queue.this.max_message_size == 261120
    error_message = "The dead-letter queue must take what it was given, and the queue a kibibyte less."
  }
}

# Smaller, for version 5 of the provider takes no larger one.
run "both_queues_follow_what_sqs_takes" {
  variables {
    max_message_size = 131072
  }

  assert {
    condition     = aws_sqs_queue.dead_letter.max_message_size == 131072 && aws_sqs_queue.this.max_message_size == 130048
    error_message = "With another limit both queues must have another."
  }
}

run "lets_nobody_in_but_over_tls" {
  assert {
    condition = [for queue in [aws_sqs_queue.this, aws_sqs_queue.dead_letter] : jsondecode(queue.policy).Statement] == [
      for name in ["shipbell-dev-slack.fifo", "shipbell-dev-slack-dlq.fifo"] : [{
        Sid       = "NothingMayComeUnencrypted"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = "arn:aws-cn:sqs:cn-north-1:111122223333:${name}"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }]
    ]
    error_message = "Each queue must deny plain HTTP, under its own ARN."
  }
}

run "its_outputs_do_not_mix_up_its_queues" {
  assert {
    condition = (
      output.arn == "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack.fifo" && output.url == "https://queue" &&
      output.dead_letter_arn == "arn:aws-cn:sqs:cn-north-1:111122223333:shipbell-dev-slack-dlq.fifo" &&
      output.dead_letter_url == "https://undelivered-messages"
    )
    error_message = "The outputs must not mix up the queue and its dead-letter queue."
  }
}

run "every_resource_of_its_own_has_the_tags" {
  assert {
    condition     = alltrue([for resource in [aws_sqs_queue.this, aws_sqs_queue.dead_letter] : resource.tags == tomap({ Project = "shipbell", Environment = "dev" })])
    error_message = "Every resource that takes tags must have those given."
  }
}

run "both_queues_are_encrypted_with_the_key_that_is_given" {
  # New: of a queue that there was before, SQS itself says that it gave up its own key.
  state_key = "with_a_key"

  variables {
    kms_key_arn = "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b"
  }

  assert {
    condition = alltrue([for queue in [aws_sqs_queue.this, aws_sqs_queue.dead_letter] :
      queue.kms_master_key_id == "arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b" && queue.sqs_managed_sse_enabled != true
    ])
    error_message = "Both must be encrypted with the given key in place of SQS's own."
  }
}
