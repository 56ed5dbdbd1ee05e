# Etherpad with CodeDeploy: made by Zonewise.

resource "aws_ssm_parameter" "db_host" {
  name  = "/${var.name}/db-host"
  type  = "String"
  tier  = "Standard"
  value = "unset"
  tags = {
    Name = "${var.name}-db-host"
  }

  lifecycle {
    ignore_changes = [value]
  }
}
