# Etherpad with CodeDeploy: made by Zonewise.

resource "aws_autoscaling_attachment" "alb_etherpad_etherpad" {
  autoscaling_group_name = aws_autoscaling_group.etherpad.name
  lb_target_group_arn    = aws_lb_target_group.alb_etherpad.arn
}

# The current Amazon Linux for the processor of the instance type.
data "aws_ssm_parameter" "etherpad_image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${can(regex("^(a1|[a-z]+[0-9]+g)", var.etherpad_instance_type)) ? "arm64" : "x86_64"}"
}

resource "aws_launch_template" "etherpad" {
  name          = "${var.name}-etherpad"
  image_id      = data.aws_ssm_parameter.etherpad_image.insecure_value
  instance_type = var.etherpad_instance_type
  user_data = base64encode(templatefile("${path.module}/user_data/etherpad.sh.tftpl", {
    variables = {
      ARTIFACTS_BUCKET       = aws_s3_bucket.artifacts.bucket
      DB_HOST                = aws_db_instance.db.address
      DB_HOST_PARAMETER_NAME = aws_ssm_parameter.db_host.name
      DB_PORT                = aws_db_instance.db.port
      DB_SECRET_ARN          = aws_db_instance.db.master_user_secret[0].secret_arn
    }
  }))
  update_default_version = true

  network_interfaces {
    associate_public_ip_address = true
    security_groups             = [aws_security_group.etherpad.id]
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.etherpad.arn
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
      Name = "${var.name}-etherpad"
    }
  }

  tag_specifications {
    resource_type = "volume"
    tags = {
      Name = "${var.name}-etherpad"
    }
  }
}

resource "aws_autoscaling_group" "etherpad" {
  name                      = "${var.name}-etherpad"
  min_size                  = 1
  desired_capacity          = 1
  max_size                  = 1
  vpc_zone_identifier       = [aws_subnet.net_public_a.id, aws_subnet.net_public_b.id]
  health_check_type         = "ELB"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.etherpad.id
    version = aws_launch_template.etherpad.latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage = 50
    }
  }

  tag {
    key                 = "Name"
    value               = "${var.name}-etherpad"
    propagate_at_launch = false
  }
}
