# Web servers behind a load balancer: made by Zonewise.

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

resource "aws_vpc_security_group_egress_rule" "alb_to_web_80" {
  security_group_id            = aws_security_group.alb.id
  description                  = "alb to web"
  referenced_security_group_id = aws_security_group.web.id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

resource "aws_security_group" "web" {
  name        = "${var.name}-web"
  description = "Auto Scaling group web"
  vpc_id      = aws_vpc.net.id
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

resource "aws_vpc_security_group_egress_rule" "web_to_anywhere_443" {
  security_group_id = aws_security_group.web.id
  description       = "web to anywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
