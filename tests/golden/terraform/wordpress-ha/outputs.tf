# WordPress, highly available: made by Zonewise.

output "alb_dns_name" {
  description = "Host name of alb."
  value       = aws_lb.alb.dns_name
}

output "cdn_url" {
  description = "Address of cdn."
  value       = "https://${aws_cloudfront_distribution.cdn.domain_name}"
}
