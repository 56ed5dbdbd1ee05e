# Etherpad with CodeDeploy: made by Zonewise.

resource "aws_security_group" "alb" {
  name        = "${var.name}-alb"
  description = "Application Load Balancer alb"
  vpc_id      = aws_vpc.net.id
  tags = {
    Name = "${var.name}-alb"
  }
}

resource "aws_vpc_security_group_ingress_rule" "alb_from_internet_80" {
  security_group_id = aws_security_group.alb.id
  description       = "visitors to alb"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_vpc_security_group_egress_rule" "alb_to_etherpad_9001" {
  security_group_id            = aws_security_group.alb.id
  description                  = "alb to etherpad"
  referenced_security_group_id = aws_security_group.etherpad.id
  ip_protocol                  = "tcp"
  from_port                    = 9001
  to_port                      = 9001
}

resource "aws_security_group" "db" {
  name        = "${var.name}-db"
  description = "Amazon RDS db"
  vpc_id      = aws_vpc.net.id
  tags = {
    Name = "${var.name}-db"
  }
}

resource "aws_vpc_security_group_ingress_rule" "db_from_etherpad_3306" {
  security_group_id            = aws_security_group.db.id
  description                  = "etherpad to db"
  referenced_security_group_id = aws_security_group.etherpad.id
  ip_protocol                  = "tcp"
  from_port                    = 3306
  to_port                      = 3306
}

resource "aws_security_group" "etherpad" {
  name        = "${var.name}-etherpad"
  description = "Auto Scaling group etherpad"
  vpc_id      = aws_vpc.net.id
  tags = {
    Name = "${var.name}-etherpad"
  }
}

resource "aws_vpc_security_group_ingress_rule" "etherpad_from_alb_9001" {
  security_group_id            = aws_security_group.etherpad.id
  description                  = "alb to etherpad"
  referenced_security_group_id = aws_security_group.alb.id
  ip_protocol                  = "tcp"
  from_port                    = 9001
  to_port                      = 9001
}

resource "aws_vpc_security_group_egress_rule" "etherpad_to_db_3306" {
  security_group_id            = aws_security_group.etherpad.id
  description                  = "etherpad to db"
  referenced_security_group_id = aws_security_group.db.id
  ip_protocol                  = "tcp"
  from_port                    = 3306
  to_port                      = 3306
}

resource "aws_vpc_security_group_egress_rule" "etherpad_to_anywhere_443" {
  security_group_id = aws_security_group.etherpad.id
  description       = "etherpad to anywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
