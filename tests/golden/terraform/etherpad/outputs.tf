# Etherpad with CodeDeploy: made by Zonewise.

output "alb_dns_name" {
  description = "Host name of alb."
  value       = aws_lb.alb.dns_name
}

output "artifacts_bucket" {
  description = "Name of the bucket artifacts."
  value       = aws_s3_bucket.artifacts.bucket
}
