terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.second, aws.archive]
    }
  }
}

variable "tags" {
  type = map(string)
}

resource "aws_db_instance" "record" {
  identifier              = "patient-record"
  engine                  = "postgres"
  instance_class          = "db.r6g.large"
  allocated_storage       = 500
  storage_encrypted       = true
  backup_retention_period = 30
  tags                    = var.tags
}

resource "aws_db_instance" "record_replica" {
  provider            = aws.second
  identifier          = "patient-record-replica"
  instance_class      = "db.r6g.large"
  replicate_source_db = aws_db_instance.record.arn
  tags                = var.tags
}

resource "aws_s3_bucket" "documents" {
  bucket = "patient-documents"
  tags   = var.tags
}

resource "aws_s3_bucket" "documents_archive" {
  provider = aws.archive
  bucket   = "patient-documents-archive"
  tags     = var.tags
}

resource "aws_iam_role" "replication" {
  name = "documents-replication"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "s3.amazonaws.com" } }]
  })
}

resource "aws_s3_bucket_replication_configuration" "documents" {
  bucket = aws_s3_bucket.documents.id
  role   = aws_iam_role.replication.arn

  rule {
    status = "Enabled"

    destination {
      bucket = aws_s3_bucket.documents_archive.arn
    }
  }
}
