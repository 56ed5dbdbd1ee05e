# Notea on Fargate: made by Zonewise.

resource "aws_lb" "alb" {
  name                       = "${var.name}-alb"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = [aws_subnet.net_public_a.id, aws_subnet.net_public_b.id]
  security_groups            = [aws_security_group.alb.id]
  idle_timeout               = 60
  enable_deletion_protection = false
  drop_invalid_header_fields = true
  tags = {
    Name = "${var.name}-alb"
  }
}

resource "aws_lb_target_group" "alb_notea" {
  name_prefix          = "albno-"
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = 3000
  vpc_id               = aws_vpc.net.id
  deregistration_delay = 30
  tags = {
    Name = "${var.name}-alb-notea"
  }

  health_check {
    protocol            = "HTTP"
    path                = "/"
    interval            = 15
    timeout             = 10
    healthy_threshold   = 2
    unhealthy_threshold = 2
    matcher             = "200-499"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener" "alb_80" {
  load_balancer_arn = aws_lb.alb.arn
  protocol          = "HTTP"
  port              = 80
  tags = {
    Name = "${var.name}-alb-80"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.alb_notea.arn
  }
}
