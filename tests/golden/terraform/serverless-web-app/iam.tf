# Serverless web application: made by Zonewise.

resource "aws_iam_role" "add_contact_info" {
  name = "${var.name}-add-contact"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRole"
        Principal = {
          Service = "lambda.amazonaws.com"
        }
      },
    ]
  })
  tags = {
    Name = "${var.name}-add-contact"
  }
}

resource "aws_iam_role_policy" "add_contact_info_own" {
  name = "own"
  role = aws_iam_role.add_contact_info.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.add_contact_info.arn}:*"
      },
    ]
  })
}

resource "aws_iam_role_policy" "add_contact_info" {
  name = "connections"
  role = aws_iam_role.add_contact_info.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["dynamodb:PutItem", "dynamodb:GetItem"]
        Resource = aws_dynamodb_table.contacts.arn
      },
    ]
  })
}

resource "aws_iam_role" "get_greetings" {
  name = "${var.name}-get-greetings"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRole"
        Principal = {
          Service = "lambda.amazonaws.com"
        }
      },
    ]
  })
  tags = {
    Name = "${var.name}-get-greetings"
  }
}

resource "aws_iam_role_policy" "get_greetings_own" {
  name = "own"
  role = aws_iam_role.get_greetings.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.get_greetings.arn}:*"
      },
    ]
  })
}

resource "aws_iam_role_policy" "get_greetings" {
  name = "connections"
  role = aws_iam_role.get_greetings.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
          "dynamodb:Scan",
        ]
        Resource = aws_dynamodb_table.greetings.arn
      },
    ]
  })
}
