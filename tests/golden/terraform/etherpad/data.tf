# Etherpad with CodeDeploy: made by Zonewise.

resource "aws_s3_bucket" "artifacts" {
  bucket_prefix = "${var.name}-artifacts-"
  force_destroy = false
  tags = {
    Name = "${var.name}-artifacts"
  }
}

resource "aws_s3_bucket_public_access_block" "artifacts" {
  bucket                  = aws_s3_bucket.artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_db_subnet_group" "db" {
  name       = "${var.name}-db"
  subnet_ids = [aws_subnet.net_public_a.id, aws_subnet.net_public_b.id]
  tags = {
    Name = "${var.name}-db"
  }
}

resource "aws_db_instance" "db" {
  identifier     = "${var.name}-db"
  engine         = "mysql"
  instance_class = var.db_instance_class

  allocated_storage = 20
  storage_type      = "gp2"
  storage_encrypted = false

  username                    = "admin"
  manage_master_user_password = true

  multi_az               = false
  availability_zone      = data.aws_availability_zones.available.names[0]
  db_subnet_group_name   = aws_db_subnet_group.db.name
  vpc_security_group_ids = [aws_security_group.db.id]
  publicly_accessible    = false

  backup_retention_period   = 0
  copy_tags_to_snapshot     = true
  deletion_protection       = false
  skip_final_snapshot       = var.skip_final_snapshots
  final_snapshot_identifier = "${var.name}-db-final"

  tags = {
    Name = "${var.name}-db"
  }
}
