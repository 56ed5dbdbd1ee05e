# WordPress, highly available: made by Zonewise.

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
    variables = {
      DB_HOST        = aws_db_instance.db.address
      DB_PORT        = aws_db_instance.db.port
      DB_SECRET_ARN  = aws_db_instance.db.master_user_secret[0].secret_arn
      FILES_DNS_NAME = aws_efs_file_system.files.dns_name
    }
  }))
  update_default_version = true
  vpc_security_group_ids = [aws_security_group.web.id]

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
      volume_type           = "gp3"
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
  max_size                  = 4
  vpc_zone_identifier       = [aws_subnet.main_private_a.id, aws_subnet.main_private_b.id]
  health_check_type         = "ELB"
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

  lifecycle {
    ignore_changes = [desired_capacity]
  }

  depends_on = [aws_efs_mount_target.files_a, aws_efs_mount_target.files_b]
}

resource "aws_autoscaling_policy" "web_cpu" {
  name                      = "${var.name}-web-cpu"
  autoscaling_group_name    = aws_autoscaling_group.web.name
  policy_type               = "TargetTrackingScaling"
  estimated_instance_warmup = 60

  target_tracking_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}
