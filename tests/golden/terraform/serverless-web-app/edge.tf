# Serverless web application: made by Zonewise.

resource "aws_api_gateway_rest_api" "api" {
  name = "${var.name}-api"
  tags = {
    Name = "${var.name}-api"
  }

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "api_contact" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "contact"
}

resource "aws_api_gateway_resource" "api_greetings" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "greetings"
}

resource "aws_api_gateway_method" "api_contact_post" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_resource.api_contact.id
  http_method   = "POST"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "api_contact_post" {
  rest_api_id             = aws_api_gateway_method.api_contact_post.rest_api_id
  resource_id             = aws_api_gateway_method.api_contact_post.resource_id
  http_method             = aws_api_gateway_method.api_contact_post.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.add_contact_info.invoke_arn
}

resource "aws_api_gateway_method" "api_greetings_get" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_resource.api_greetings.id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "api_greetings_get" {
  rest_api_id             = aws_api_gateway_method.api_greetings_get.rest_api_id
  resource_id             = aws_api_gateway_method.api_greetings_get.resource_id
  http_method             = aws_api_gateway_method.api_greetings_get.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.get_greetings.invoke_arn
}

resource "aws_api_gateway_deployment" "api" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  triggers = {
    routes = sha1(jsonencode([
      aws_api_gateway_resource.api_contact.id,
      aws_api_gateway_resource.api_greetings.id,
      aws_api_gateway_method.api_contact_post,
      aws_api_gateway_integration.api_contact_post,
      aws_api_gateway_method.api_greetings_get,
      aws_api_gateway_integration.api_greetings_get,
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [
    aws_api_gateway_integration.api_contact_post,
    aws_api_gateway_integration.api_greetings_get,
  ]
}

resource "aws_api_gateway_stage" "api" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  deployment_id = aws_api_gateway_deployment.api.id
  stage_name    = "demo"
  tags = {
    Name = "${var.name}-api"
  }
}

resource "aws_cloudfront_origin_access_control" "cdn_frontend" {
  name                              = "${var.name}-cdn-frontend"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

data "aws_cloudfront_cache_policy" "caching_optimized" {
  name = "Managed-CachingOptimized"
}

resource "aws_cloudfront_distribution" "cdn" {
  enabled             = true
  comment             = "${var.name}-cdn"
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  price_class         = "PriceClass_All"
  default_root_object = "index.html"
  tags = {
    Name = "${var.name}-cdn"
  }

  origin {
    origin_id                = "frontend"
    domain_name              = aws_s3_bucket.frontend.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.cdn_frontend.id
  }

  default_cache_behavior {
    target_origin_id       = "frontend"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods         = ["GET", "HEAD"]
    compress               = true
    cache_policy_id        = data.aws_cloudfront_cache_policy.caching_optimized.id
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}
