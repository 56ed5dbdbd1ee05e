# WordPress, highly available: made by Zonewise.

resource "aws_security_group" "alb" {
  name        = "${var.name}-alb"
  description = "Application Load Balancer alb"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "${var.name}-alb"
  }
}

data "aws_ec2_managed_prefix_list" "cloudfront" {
  name = "com.amazonaws.global.cloudfront.origin-facing"
}

resource "aws_vpc_security_group_ingress_rule" "alb_from_cloudfront" {
  security_group_id = aws_security_group.alb.id
  description       = "CloudFront to alb"
  prefix_list_id    = data.aws_ec2_managed_prefix_list.cloudfront.id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_vpc_security_group_egress_rule" "alb_to_web_80" {
  security_group_id            = aws_security_group.alb.id
  description                  = "alb to web"
  referenced_security_group_id = aws_security_group.web.id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

resource "aws_security_group" "db" {
  name        = "${var.name}-db"
  description = "Amazon RDS db"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "${var.name}-db"
  }
}

resource "aws_vpc_security_group_ingress_rule" "db_from_web_3306" {
  security_group_id            = aws_security_group.db.id
  description                  = "web to db"
  referenced_security_group_id = aws_security_group.web.id
  ip_protocol                  = "tcp"
  from_port                    = 3306
  to_port                      = 3306
}

resource "aws_security_group" "files" {
  name        = "${var.name}-files"
  description = "Amazon EFS files"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "${var.name}-files"
  }
}

resource "aws_vpc_security_group_ingress_rule" "files_from_web_2049" {
  security_group_id            = aws_security_group.files.id
  description                  = "web to files"
  referenced_security_group_id = aws_security_group.web.id
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
}

resource "aws_security_group" "web" {
  name        = "${var.name}-web"
  description = "Auto Scaling group web"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "${var.name}-web"
  }
}

resource "aws_vpc_security_group_ingress_rule" "web_from_alb_80" {
  security_group_id            = aws_security_group.web.id
  description                  = "alb to web"
  referenced_security_group_id = aws_security_group.alb.id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

resource "aws_vpc_security_group_egress_rule" "web_to_db_3306" {
  security_group_id            = aws_security_group.web.id
  description                  = "web to db"
  referenced_security_group_id = aws_security_group.db.id
  ip_protocol                  = "tcp"
  from_port                    = 3306
  to_port                      = 3306
}

resource "aws_vpc_security_group_egress_rule" "web_to_files_2049" {
  security_group_id            = aws_security_group.web.id
  description                  = "web to files"
  referenced_security_group_id = aws_security_group.files.id
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
}
