# WordPress, one zone: made by Zonewise.

resource "aws_db_subnet_group" "db" {
  name       = "${var.name}-db"
  subnet_ids = [aws_subnet.main_isolated_a.id, aws_subnet.main_isolated_b.id]
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
  storage_encrypted = true

  username                    = "admin"
  manage_master_user_password = true

  multi_az               = false
  availability_zone      = data.aws_availability_zones.available.names[0]
  db_subnet_group_name   = aws_db_subnet_group.db.name
  vpc_security_group_ids = [aws_security_group.db.id]
  publicly_accessible    = false

  backup_retention_period   = 7
  copy_tags_to_snapshot     = true
  deletion_protection       = true
  skip_final_snapshot       = var.skip_final_snapshots
  final_snapshot_identifier = "${var.name}-db-final"

  tags = {
    Name = "${var.name}-db"
  }
}

resource "aws_efs_file_system" "files" {
  encrypted       = true
  throughput_mode = "bursting"
  tags = {
    Name = "${var.name}-files"
  }
}

resource "aws_efs_mount_target" "files_a" {
  file_system_id  = aws_efs_file_system.files.id
  subnet_id       = aws_subnet.main_isolated_a.id
  security_groups = [aws_security_group.files.id]
}

resource "aws_efs_mount_target" "files_b" {
  file_system_id  = aws_efs_file_system.files.id
  subnet_id       = aws_subnet.main_isolated_b.id
  security_groups = [aws_security_group.files.id]
}

resource "aws_efs_backup_policy" "files" {
  file_system_id = aws_efs_file_system.files.id

  backup_policy {
    status = "ENABLED"
  }
}
