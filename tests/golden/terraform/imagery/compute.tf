# Imagery, work in a queue: made by Zonewise.

resource "aws_autoscaling_attachment" "alb_server_server" {
  autoscaling_group_name = aws_autoscaling_group.server.name
  lb_target_group_arn    = aws_lb_target_group.alb_server.arn
}

# The current Amazon Linux for the processor of the instance type.
data "aws_ssm_parameter" "server_image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${can(regex("^(a1|[a-z]+[0-9]+g)", var.server_instance_type)) ? "arm64" : "x86_64"}"
}

resource "aws_launch_template" "server" {
  name          = "${var.name}-server"
  image_id      = data.aws_ssm_parameter.server_image.insecure_value
  instance_type = var.server_instance_type
  user_data = base64encode(templatefile("${path.module}/user_data/server.sh.tftpl", {
    variables = {
      BUCKET_BUCKET     = aws_s3_bucket.bucket.bucket
      IMAGERY_QUEUE_URL = aws_sqs_queue.imagery.url
      IMAGES_TABLE      = aws_dynamodb_table.images.name
    }
  }))
  update_default_version = true

  network_interfaces {
    associate_public_ip_address = true
    security_groups             = [aws_security_group.server.id]
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.server.arn
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
      Name = "${var.name}-server"
    }
  }

  tag_specifications {
    resource_type = "volume"
    tags = {
      Name = "${var.name}-server"
    }
  }
}

resource "aws_autoscaling_group" "server" {
  name                      = "${var.name}-server"
  min_size                  = 1
  desired_capacity          = 1
  max_size                  = 2
  vpc_zone_identifier       = [aws_subnet.net_public_a.id, aws_subnet.net_public_b.id]
  health_check_type         = "ELB"
  health_check_grace_period = 120

  launch_template {
    id      = aws_launch_template.server.id
    version = aws_launch_template.server.latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage = 50
    }
  }

  tag {
    key                 = "Name"
    value               = "${var.name}-server"
    propagate_at_launch = false
  }
}

# The current Amazon Linux for the processor of the instance type.
data "aws_ssm_parameter" "worker_image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${can(regex("^(a1|[a-z]+[0-9]+g)", var.worker_instance_type)) ? "arm64" : "x86_64"}"
}

resource "aws_launch_template" "worker" {
  name          = "${var.name}-worker"
  image_id      = data.aws_ssm_parameter.worker_image.insecure_value
  instance_type = var.worker_instance_type
  user_data = base64encode(templatefile("${path.module}/user_data/worker.sh.tftpl", {
    variables = {
      BUCKET_BUCKET     = aws_s3_bucket.bucket.bucket
      IMAGERY_QUEUE_URL = aws_sqs_queue.imagery.url
      IMAGES_TABLE      = aws_dynamodb_table.images.name
    }
  }))
  update_default_version = true

  network_interfaces {
    associate_public_ip_address = true
    security_groups             = [aws_security_group.worker.id]
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.worker.arn
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
      Name = "${var.name}-worker"
    }
  }

  tag_specifications {
    resource_type = "volume"
    tags = {
      Name = "${var.name}-worker"
    }
  }
}

resource "aws_autoscaling_group" "worker" {
  name                      = "${var.name}-worker"
  min_size                  = 1
  desired_capacity          = 1
  max_size                  = 2
  vpc_zone_identifier       = [aws_subnet.net_public_a.id, aws_subnet.net_public_b.id]
  health_check_type         = "EC2"
  health_check_grace_period = 120

  launch_template {
    id      = aws_launch_template.worker.id
    version = aws_launch_template.worker.latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage = 50
    }
  }

  tag {
    key                 = "Name"
    value               = "${var.name}-worker"
    propagate_at_launch = false
  }
}
