# Serverless web application: made by Zonewise.

resource "aws_dynamodb_table" "contacts" {
  name                        = "${var.name}-contacts"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "timestamp"
  deletion_protection_enabled = false
  tags = {
    Name = "${var.name}-contacts"
  }

  attribute {
    name = "timestamp"
    type = "S"
  }

  point_in_time_recovery {
    enabled = false
  }
}

resource "aws_s3_bucket" "frontend" {
  bucket_prefix = "${var.name}-frontend-"
  force_destroy = true
  tags = {
    Name = "${var.name}-frontend"
  }
}

resource "aws_s3_bucket_public_access_block" "frontend" {
  bucket                  = aws_s3_bucket.frontend.id
  block_public_acls       = true
  block_public_policy     = false
  ignore_public_acls      = true
  restrict_public_buckets = false
}

resource "aws_s3_bucket_policy" "frontend" {
  bucket = aws_s3_bucket.frontend.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "cloudfront.amazonaws.com"
        }
        Action   = "s3:GetObject"
        Resource = "${aws_s3_bucket.frontend.arn}/*"
        Condition = {
          StringEquals = {
            "AWS:SourceArn" = aws_cloudfront_distribution.cdn.arn
          }
        }
      },
    ]
  })

  depends_on = [aws_s3_bucket_public_access_block.frontend]
}

resource "aws_s3_bucket_server_side_encryption_configuration" "frontend" {
  bucket = aws_s3_bucket.frontend.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_dynamodb_table" "greetings" {
  name                        = "${var.name}-greetings"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "greeting"
  deletion_protection_enabled = false
  tags = {
    Name = "${var.name}-greetings"
  }

  attribute {
    name = "greeting"
    type = "S"
  }

  point_in_time_recovery {
    enabled = false
  }
}
