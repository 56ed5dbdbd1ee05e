# Etherpad with CodeDeploy: made by Zonewise.

resource "aws_iam_role" "etherpad" {
  name = "${var.name}-etherpad"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRole"
        Principal = {
          Service = "ec2.amazonaws.com"
        }
      },
    ]
  })
  tags = {
    Name = "${var.name}-etherpad"
  }
}

resource "aws_iam_role_policy_attachment" "etherpad_amazon_ssmmanaged_instance_core" {
  role       = aws_iam_role.etherpad.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_role_policy" "etherpad" {
  name = "connections"
  role = aws_iam_role.etherpad.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion"]
        Resource = [aws_s3_bucket.artifacts.arn, "${aws_s3_bucket.artifacts.arn}/*"]
      },
      {
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = aws_db_instance.db.master_user_secret[0].secret_arn
      },
      {
        Effect   = "Allow"
        Action   = ["ssm:GetParameter"]
        Resource = aws_ssm_parameter.db_host.arn
      },
      {
        Effect   = "Allow"
        Action   = ["ssmmessages:*", "ssm:UpdateInstanceInformation", "ec2messages:*"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_instance_profile" "etherpad" {
  name = "${var.name}-etherpad"
  role = aws_iam_role.etherpad.name
}
