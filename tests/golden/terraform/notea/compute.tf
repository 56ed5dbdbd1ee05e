# Notea on Fargate: made by Zonewise.

resource "aws_ecs_cluster" "net" {
  name = "${var.name}-net"
  tags = {
    Name = "${var.name}-net"
  }
}

resource "aws_ecs_cluster_capacity_providers" "net" {
  cluster_name       = aws_ecs_cluster.net.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

resource "aws_cloudwatch_log_group" "notea" {
  name              = "/ecs/${var.name}-notea"
  retention_in_days = 7
  tags = {
    Name = "${var.name}-notea"
  }
}

resource "aws_ecs_task_definition" "notea" {
  family                   = "${var.name}-notea"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "512"
  memory                   = "1024"
  execution_role_arn       = aws_iam_role.notea_execution.arn
  task_role_arn            = aws_iam_role.notea.arn
  container_definitions = jsonencode([
    {
      name      = "notea"
      image     = "cinwell/notea:latest"
      essential = true
      portMappings = [
        {
          containerPort = 3000
          hostPort      = 3000
          protocol      = "tcp"
        },
      ]
      environment = [
        {
          name  = "NOTES_BUCKET"
          value = tostring(aws_s3_bucket.notes.bucket)
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.notea.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "app"
        }
      }
    },
  ])
  tags = {
    Name = "${var.name}-notea"
  }

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }
}

resource "aws_ecs_service" "notea" {
  name                               = "${var.name}-notea"
  cluster                            = aws_ecs_cluster.net.id
  task_definition                    = aws_ecs_task_definition.notea.arn
  desired_count                      = 2
  launch_type                        = "FARGATE"
  platform_version                   = "1.4.0"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 30
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  tags = {
    Name = "${var.name}-notea"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = [aws_subnet.net_public_a.id, aws_subnet.net_public_b.id]
    security_groups  = [aws_security_group.notea.id]
    assign_public_ip = true
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.alb_notea.arn
    container_name   = "notea"
    container_port   = 3000
  }

  lifecycle {
    ignore_changes = [desired_count]
  }

  depends_on = [
    aws_ecs_cluster_capacity_providers.net,
    aws_iam_role_policy.notea_execution,
    aws_lb_listener.alb_80,
  ]
}

resource "aws_appautoscaling_target" "notea" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.net.name}/${aws_ecs_service.notea.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 2
  max_capacity       = 4
  tags = {
    Name = "${var.name}-notea"
  }
}

resource "aws_appautoscaling_policy" "notea_cpu" {
  name               = "${var.name}-notea-cpu"
  service_namespace  = aws_appautoscaling_target.notea.service_namespace
  resource_id        = aws_appautoscaling_target.notea.resource_id
  scalable_dimension = aws_appautoscaling_target.notea.scalable_dimension
  policy_type        = "TargetTrackingScaling"

  target_tracking_scaling_policy_configuration {
    target_value       = 50
    scale_in_cooldown  = 180
    scale_out_cooldown = 60

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
