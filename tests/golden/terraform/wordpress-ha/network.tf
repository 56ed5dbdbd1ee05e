# WordPress, highly available: made by Zonewise.

# Lane a is the first available zone of the region, lane b the second, and so on.
data "aws_availability_zones" "available" {
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags = {
    Name = "${var.name}-main"
  }
}

resource "aws_subnet" "main_public_a" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "10.0.0.0/20"
  map_public_ip_on_launch = true
  tags = {
    Name = "${var.name}-main-public-a"
  }
}

resource "aws_subnet" "main_public_b" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[1]
  cidr_block              = "10.0.16.0/20"
  map_public_ip_on_launch = true
  tags = {
    Name = "${var.name}-main-public-b"
  }
}

resource "aws_subnet" "main_private_a" {
  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.available.names[0]
  cidr_block        = "10.0.48.0/20"
  tags = {
    Name = "${var.name}-main-private-a"
  }
}

resource "aws_subnet" "main_private_b" {
  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.available.names[1]
  cidr_block        = "10.0.64.0/20"
  tags = {
    Name = "${var.name}-main-private-b"
  }
}

resource "aws_subnet" "main_isolated_a" {
  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.available.names[0]
  cidr_block        = "10.0.96.0/20"
  tags = {
    Name = "${var.name}-main-isolated-a"
  }
}

resource "aws_subnet" "main_isolated_b" {
  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.available.names[1]
  cidr_block        = "10.0.112.0/20"
  tags = {
    Name = "${var.name}-main-isolated-b"
  }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "${var.name}-main"
  }
}

resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "${var.name}-main-public"
  }
}

resource "aws_route" "main_public_default" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route_table_association" "main_public_a" {
  subnet_id      = aws_subnet.main_public_a.id
  route_table_id = aws_route_table.main_public.id
}

resource "aws_route_table_association" "main_public_b" {
  subnet_id      = aws_subnet.main_public_b.id
  route_table_id = aws_route_table.main_public.id
}

resource "aws_route_table" "main_private_a" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "${var.name}-main-private-a"
  }
}

resource "aws_route_table_association" "main_private_a" {
  subnet_id      = aws_subnet.main_private_a.id
  route_table_id = aws_route_table.main_private_a.id
}

resource "aws_route_table" "main_private_b" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "${var.name}-main-private-b"
  }
}

resource "aws_route_table_association" "main_private_b" {
  subnet_id      = aws_subnet.main_private_b.id
  route_table_id = aws_route_table.main_private_b.id
}

resource "aws_route_table" "main_isolated" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "${var.name}-main-isolated"
  }
}

resource "aws_route_table_association" "main_isolated_a" {
  subnet_id      = aws_subnet.main_isolated_a.id
  route_table_id = aws_route_table.main_isolated.id
}

resource "aws_route_table_association" "main_isolated_b" {
  subnet_id      = aws_subnet.main_isolated_b.id
  route_table_id = aws_route_table.main_isolated.id
}
