# Web servers behind a load balancer: made by Zonewise.

output "alb_dns_name" {
  description = "Host name of alb."
  value       = aws_lb.alb.dns_name
}
