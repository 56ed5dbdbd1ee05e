# Imagery, work in a queue: made by Zonewise.

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

resource "aws_vpc_security_group_egress_rule" "alb_to_server_8080" {
  security_group_id            = aws_security_group.alb.id
  description                  = "alb to server"
  referenced_security_group_id = aws_security_group.server.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_security_group" "server" {
  name        = "${var.name}-server"
  description = "Auto Scaling group server"
  vpc_id      = aws_vpc.net.id
  tags = {
    Name = "${var.name}-server"
  }
}

resource "aws_vpc_security_group_ingress_rule" "server_from_alb_8080" {
  security_group_id            = aws_security_group.server.id
  description                  = "alb to server"
  referenced_security_group_id = aws_security_group.alb.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "server_to_anywhere_443" {
  security_group_id = aws_security_group.server.id
  description       = "server to anywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_security_group" "worker" {
  name        = "${var.name}-worker"
  description = "Auto Scaling group worker"
  vpc_id      = aws_vpc.net.id
  tags = {
    Name = "${var.name}-worker"
  }
}

resource "aws_vpc_security_group_egress_rule" "worker_to_anywhere_443" {
  security_group_id = aws_security_group.worker.id
  description       = "worker to anywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
