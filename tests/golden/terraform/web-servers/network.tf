# Web servers behind a load balancer: made by Zonewise.

# Lane a is the first available zone of the region, lane b the second, and so on.
data "aws_availability_zones" "available" {
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

resource "aws_vpc" "net" {
  cidr_block           = "172.31.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags = {
    Name = "${var.name}-net"
  }
}

resource "aws_subnet" "net_public_a" {
  vpc_id                  = aws_vpc.net.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "172.31.38.0/24"
  map_public_ip_on_launch = true
  tags = {
    Name = "${var.name}-net-public-a"
  }
}

resource "aws_subnet" "net_public_b" {
  vpc_id                  = aws_vpc.net.id
  availability_zone       = data.aws_availability_zones.available.names[1]
  cidr_block              = "172.31.37.0/24"
  map_public_ip_on_launch = true
  tags = {
    Name = "${var.name}-net-public-b"
  }
}

resource "aws_internet_gateway" "net" {
  vpc_id = aws_vpc.net.id
  tags = {
    Name = "${var.name}-net"
  }
}

resource "aws_route_table" "net_public" {
  vpc_id = aws_vpc.net.id
  tags = {
    Name = "${var.name}-net-public"
  }
}

resource "aws_route" "net_public_default" {
  route_table_id         = aws_route_table.net_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.net.id
}

resource "aws_route_table_association" "net_public_a" {
  subnet_id      = aws_subnet.net_public_a.id
  route_table_id = aws_route_table.net_public.id
}

resource "aws_route_table_association" "net_public_b" {
  subnet_id      = aws_subnet.net_public_b.id
  route_table_id = aws_route_table.net_public.id
}
