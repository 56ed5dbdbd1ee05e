# Imagery, work in a queue: made by Zonewise.

output "alb_dns_name" {
  description = "Host name of alb."
  value       = aws_lb.alb.dns_name
}

output "bucket_bucket" {
  description = "Name of the bucket bucket."
  value       = aws_s3_bucket.bucket.bucket
}

output "bucket_website_url" {
  description = "Address of the website in bucket."
  value       = "http://${aws_s3_bucket_website_configuration.bucket.website_endpoint}"
}
