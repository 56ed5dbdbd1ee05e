# Notea on Fargate: made by Zonewise.

resource "aws_iam_role" "notea" {
  name = "${var.name}-notea"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRole"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
      },
    ]
  })
  tags = {
    Name = "${var.name}-notea"
  }
}

resource "aws_iam_role_policy" "notea" {
  name = "connections"
  role = aws_iam_role.notea.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"]
        Resource = [aws_s3_bucket.notes.arn, "${aws_s3_bucket.notes.arn}/*"]
      },
    ]
  })
}

resource "aws_iam_role" "notea_execution" {
  name = "${var.name}-notea-execution"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRole"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
      },
    ]
  })
  tags = {
    Name = "${var.name}-notea-execution"
  }
}

resource "aws_iam_role_policy" "notea_execution" {
  name = "execution"
  role = aws_iam_role.notea_execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.notea.arn}:*"
      },
    ]
  })
}
