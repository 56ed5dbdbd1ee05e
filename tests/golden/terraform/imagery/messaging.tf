# Imagery, work in a queue: made by Zonewise.

resource "aws_sqs_queue" "imagery" {
  name                       = "${var.name}-imagery"
  sqs_managed_sse_enabled    = true
  visibility_timeout_seconds = 30
  message_retention_seconds  = 345600
  tags = {
    Name = "${var.name}-imagery"
  }
}

resource "aws_sqs_queue_redrive_policy" "imagery" {
  queue_url = aws_sqs_queue.imagery.id
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.imagery_dlq.arn
    maxReceiveCount     = 10
  })
}

resource "aws_sqs_queue" "imagery_dlq" {
  name                       = "${var.name}-imagery-dlq"
  sqs_managed_sse_enabled    = true
  visibility_timeout_seconds = 30
  message_retention_seconds  = 345600
  tags = {
    Name = "${var.name}-imagery-dlq"
  }
}
