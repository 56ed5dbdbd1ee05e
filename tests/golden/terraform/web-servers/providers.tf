# Web servers behind a load balancer: made by Zonewise.

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      ManagedBy = "Terraform"
      Project   = var.name
    }
  }
}
