# Serverless web application: made by Zonewise.

resource "aws_cloudwatch_log_group" "add_contact_info" {
  name              = "/aws/lambda/${var.name}-add-contact"
  retention_in_days = 30
  tags = {
    Name = "${var.name}-add-contact"
  }
}

data "archive_file" "add_contact_info" {
  type        = "zip"
  source_dir  = "${path.module}/functions/add_contact_info"
  output_path = "${path.module}/build/add_contact_info.zip"
}

resource "aws_lambda_function" "add_contact_info" {
  function_name    = "${var.name}-add-contact"
  role             = aws_iam_role.add_contact_info.arn
  runtime          = "python3.9"
  handler          = "index.handler"
  filename         = data.archive_file.add_contact_info.output_path
  source_code_hash = data.archive_file.add_contact_info.output_base64sha256
  architectures    = ["x86_64"]
  memory_size      = 128
  timeout          = 3
  tags = {
    Name = "${var.name}-add-contact"
  }

  environment {
    variables = {
      CONTACTS_TABLE = aws_dynamodb_table.contacts.name
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.add_contact_info,
    aws_iam_role_policy.add_contact_info_own,
  ]
}

resource "aws_lambda_permission" "add_contact_info_api" {
  function_name = aws_lambda_function.add_contact_info.function_name
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.api.execution_arn}/*"
}

resource "aws_cloudwatch_log_group" "get_greetings" {
  name              = "/aws/lambda/${var.name}-get-greetings"
  retention_in_days = 30
  tags = {
    Name = "${var.name}-get-greetings"
  }
}

data "archive_file" "get_greetings" {
  type        = "zip"
  source_dir  = "${path.module}/functions/get_greetings"
  output_path = "${path.module}/build/get_greetings.zip"
}

resource "aws_lambda_function" "get_greetings" {
  function_name    = "${var.name}-get-greetings"
  role             = aws_iam_role.get_greetings.arn
  runtime          = "python3.9"
  handler          = "index.handler"
  filename         = data.archive_file.get_greetings.output_path
  source_code_hash = data.archive_file.get_greetings.output_base64sha256
  architectures    = ["x86_64"]
  memory_size      = 128
  timeout          = 3
  tags = {
    Name = "${var.name}-get-greetings"
  }

  environment {
    variables = {
      GREETINGS_TABLE = aws_dynamodb_table.greetings.name
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.get_greetings,
    aws_iam_role_policy.get_greetings_own,
  ]
}

resource "aws_lambda_permission" "get_greetings_api" {
  function_name = aws_lambda_function.get_greetings.function_name
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.api.execution_arn}/*"
}
