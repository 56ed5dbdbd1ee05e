# Notea on Fargate: made by Zonewise.

output "alb_dns_name" {
  description = "Host name of alb."
  value       = aws_lb.alb.dns_name
}

output "notes_bucket" {
  description = "Name of the bucket notes."
  value       = aws_s3_bucket.notes.bucket
}
