# Notea on Fargate: made by Zonewise.

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

resource "aws_vpc_security_group_egress_rule" "alb_to_notea_3000" {
  security_group_id            = aws_security_group.alb.id
  description                  = "alb to notea"
  referenced_security_group_id = aws_security_group.notea.id
  ip_protocol                  = "tcp"
  from_port                    = 3000
  to_port                      = 3000
}

resource "aws_security_group" "notea" {
  name        = "${var.name}-notea"
  description = "Amazon ECS service notea"
  vpc_id      = aws_vpc.net.id
  tags = {
    Name = "${var.name}-notea"
  }
}

resource "aws_vpc_security_group_ingress_rule" "notea_from_alb_3000" {
  security_group_id            = aws_security_group.notea.id
  description                  = "alb to notea"
  referenced_security_group_id = aws_security_group.alb.id
  ip_protocol                  = "tcp"
  from_port                    = 3000
  to_port                      = 3000
}

resource "aws_vpc_security_group_egress_rule" "notea_to_anywhere_443" {
  security_group_id = aws_security_group.notea.id
  description       = "notea to anywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
