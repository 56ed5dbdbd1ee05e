# Serverless web application: made by Zonewise.

output "api_url" {
  description = "Address of api."
  value       = aws_api_gateway_stage.api.invoke_url
}

output "cdn_url" {
  description = "Address of cdn."
  value       = "https://${aws_cloudfront_distribution.cdn.domain_name}"
}

output "frontend_bucket" {
  description = "Name of the bucket frontend."
  value       = aws_s3_bucket.frontend.bucket
}
