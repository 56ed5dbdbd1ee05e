# Imagery, work in a queue: made by Zonewise.

resource "aws_s3_bucket" "bucket" {
  bucket_prefix = "${var.name}-bucket-"
  force_destroy = false
  tags = {
    Name = "${var.name}-bucket"
  }
}

resource "aws_s3_bucket_public_access_block" "bucket" {
  bucket                  = aws_s3_bucket.bucket.id
  block_public_acls       = false
  block_public_policy     = false
  ignore_public_acls      = false
  restrict_public_buckets = false
}

resource "aws_s3_bucket_ownership_controls" "bucket" {
  bucket = aws_s3_bucket.bucket.id

  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "bucket" {
  bucket = aws_s3_bucket.bucket.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_website_configuration" "bucket" {
  bucket = aws_s3_bucket.bucket.id

  index_document {
    suffix = "index.html"
  }
}

resource "aws_dynamodb_table" "images" {
  name                        = "${var.name}-images"
  billing_mode                = "PROVISIONED"
  hash_key                    = "id"
  read_capacity               = 1
  write_capacity              = 1
  deletion_protection_enabled = false
  tags = {
    Name = "${var.name}-images"
  }

  attribute {
    name = "id"
    type = "S"
  }

  point_in_time_recovery {
    enabled = false
  }
}
