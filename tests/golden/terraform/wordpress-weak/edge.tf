# WordPress, one zone: made by Zonewise.

resource "aws_lb" "alb" {
  name                       = "${var.name}-alb"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = [aws_subnet.main_public_a.id, aws_subnet.main_public_b.id]
  security_groups            = [aws_security_group.alb.id]
  idle_timeout               = 60
  enable_deletion_protection = false
  drop_invalid_header_fields = true
  tags = {
    Name = "${var.name}-alb"
  }
}

resource "aws_lb_target_group" "alb_web" {
  name_prefix = "albwe-"
  target_type = "instance"
  protocol    = "HTTP"
  port        = 80
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "${var.name}-alb-web"
  }

  health_check {
    protocol            = "HTTP"
    path                = "/"
    interval            = 5
    timeout             = 3
    healthy_threshold   = 2
    unhealthy_threshold = 2
    matcher             = "200,302"
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
    target_group_arn = aws_lb_target_group.alb_web.arn
  }
}

data "aws_cloudfront_cache_policy" "use_origin_cache_control_headers_query_strings" {
  name = "Managed-UseOriginCacheControlHeaders-QueryStrings"
}

data "aws_cloudfront_origin_request_policy" "all_viewer" {
  name = "Managed-AllViewer"
}

resource "aws_cloudfront_distribution" "cdn" {
  enabled         = true
  comment         = "${var.name}-cdn"
  is_ipv6_enabled = true
  http_version    = "http2and3"
  price_class     = "PriceClass_All"
  tags = {
    Name = "${var.name}-cdn"
  }

  origin {
    origin_id   = "alb"
    domain_name = aws_lb.alb.dns_name

    custom_origin_config {
      origin_protocol_policy = "http-only"
      http_port              = 80
      https_port             = 443
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id         = "alb"
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods           = ["GET", "HEAD"]
    compress                 = true
    cache_policy_id          = data.aws_cloudfront_cache_policy.use_origin_cache_control_headers_query_strings.id
    origin_request_policy_id = data.aws_cloudfront_origin_request_policy.all_viewer.id
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}
