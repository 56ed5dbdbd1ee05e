# Web servers behind a load balancer: made by Zonewise.

resource "aws_autoscaling_attachment" "alb_web_web" {
  autoscaling_group_name = aws_autoscaling_group.web.name
  lb_target_group_arn    = aws_lb_target_group.alb_web.arn
}

# The current Amazon Linux for the processor of the instance type.
data "aws_ssm_parameter" "web_image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${can(regex("^(a1|[a-z]+[0-9]+g)", var.web_instance_type)) ? "arm64" : "x86_64"}"
}

resource "aws_launch_template" "web" {
  name          = "${var.name}-web"
  image_id      = data.aws_ssm_parameter.web_image.insecure_value
  instance_type = var.web_instance_type
  user_data = base64encode(templatefile("${path.module}/user_data/web.sh.tftpl", {
    variables = {}
  }))
  update_default_version = true

  network_interfaces {
    associate_public_ip_address = true
    security_groups             = [aws_security_group.web.id]
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.web.arn
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp2"
      volume_size           = 8
      encrypted             = true
      delete_on_termination = true
    }
  }

  monitoring {
    enabled = false
  }

  tag_specifications {
    resource_type = "instance"
    tags = {
      Name = "${var.name}-web"
    }
  }

  tag_specifications {
    resource_type = "volume"
    tags = {
      Name = "${var.name}-web"
    }
  }
}

resource "aws_autoscaling_group" "web" {
  name                      = "${var.name}-web"
  min_size                  = 2
  desired_capacity          = 2
  max_size                  = 2
  vpc_zone_identifier       = [aws_subnet.net_public_a.id, aws_subnet.net_public_b.id]
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage = 50
    }
  }

  tag {
    key                 = "Name"
    value               = "${var.name}-web"
    propagate_at_launch = false
  }
}
