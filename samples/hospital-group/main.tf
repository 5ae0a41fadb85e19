# A group of eight hospitals: the patient record at AWS with its logs, keys, replica and delivery network, imaging at
# Scaleway, a data platform at OVHcloud, and the archive of both at 3DS OUTSCALE. One label on each store; all else follows
# from where the data goes.
terraform {
  required_providers {
    aws      = { source = "hashicorp/aws", version = "~> 5.0" }
    outscale = { source = "outscale/outscale", version = "~> 1.0" }
    ovh      = { source = "ovh/ovh", version = "~> 2.0" }
    scaleway = { source = "scaleway/scaleway", version = "~> 2.0" }
  }

  # The state describes every resource of all four providers, with secrets in clear.
  backend "s3" {
    bucket = "ght-infrastructure-state"
    key    = "group.tfstate"
    region = "eu-west-1"
  }
}

variable "ovh_project" {
  type    = string
  default = "0123456789abcdef0123456789abcdef"
}

locals {
  sites  = toset(["angers", "brest", "caen", "dijon", "lille", "lyon", "nantes", "tours"])
  health = { data-class = "health" }
}

provider "aws" {
  region = "eu-west-3"
}

provider "aws" {
  alias  = "second"
  region = "eu-central-1"
}

provider "outscale" {
  region = "cloudgouv-eu-west-1"
}

provider "ovh" {
  endpoint = "ovh-eu"
}

provider "scaleway" {
  region = "fr-par"
  zone   = "fr-par-1"
}

# --- The patient record, at AWS -----------------------------------------------------------------------------------

resource "aws_kms_key" "record" {
  description = "record"
}

resource "aws_db_instance" "record" {
  identifier     = "record"
  instance_class = "db.m6g.large"
  kms_key_id     = aws_kms_key.record.arn
  tags           = local.health
}

resource "aws_db_instance" "record_replica" {
  provider            = aws.second
  identifier          = "record-replica"
  instance_class      = "db.m6g.large"
  replicate_source_db = aws_db_instance.record.arn
}

# What the laboratories send is read into the record by a function, which logs as it goes.

resource "aws_lambda_function" "hl7" {
  function_name = "hl7"
  environment {
    variables = { RECORD = aws_db_instance.record.address }
  }
}

resource "aws_cloudwatch_log_group" "hl7" {
  name = "/aws/lambda/${aws_lambda_function.hl7.function_name}"
}

# Each hospital has its documents, who looked at them, a function that takes them in, and its logs in one console.

resource "aws_s3_bucket" "documents" {
  for_each = local.sites
  bucket   = "documents-${each.key}"
  tags     = local.health
}

resource "aws_s3_bucket" "access_logs" {
  for_each = local.sites
  bucket   = "access-logs-${each.key}"
}

resource "aws_s3_bucket_logging" "documents" {
  for_each      = local.sites
  bucket        = aws_s3_bucket.documents[each.key].id
  target_bucket = aws_s3_bucket.access_logs[each.key].id
}

resource "aws_lambda_function" "intake" {
  for_each      = local.sites
  function_name = "intake-${each.key}"
  environment {
    variables = { DOCUMENTS = aws_s3_bucket.documents[each.key].id }
  }
}

resource "aws_cloudwatch_log_group" "intake" {
  for_each = local.sites
  name     = "/aws/lambda/${aws_lambda_function.intake[each.key].function_name}"
}

resource "aws_cloudwatch_log_subscription_filter" "intake" {
  for_each        = local.sites
  name            = "intake-${each.key}"
  log_group_name  = aws_cloudwatch_log_group.intake[each.key].name
  destination_arn = aws_kinesis_firehose_delivery_stream.intake[each.key].arn
}

resource "aws_kinesis_firehose_delivery_stream" "intake" {
  for_each    = local.sites
  name        = "intake-${each.key}"
  destination = "http_endpoint"
  http_endpoint_configuration {
    url = "https://aws-kinesis-http-intake.logs.datadoghq.com/v1/input"
  }
}

resource "aws_cloudfront_distribution" "portal" {
  origin {
    domain_name = scaleway_object_bucket.portal.endpoint
    origin_id   = "portal"
  }
}

# --- Imaging, at Scaleway -----------------------------------------------------------------------------------------

resource "scaleway_object_bucket" "portal" {
  name = "portal"
  tags = local.health
}

resource "scaleway_object_bucket" "exports" {
  name = "exports"
}

resource "scaleway_rdb_instance" "index" {
  name               = "index"
  node_type          = "DB-PRO2-XXS"
  backup_same_region = true
  tags               = ["data-class=health"]
}

resource "scaleway_rdb_read_replica" "index" {
  instance_id = scaleway_rdb_instance.index.id
}

resource "scaleway_block_volume" "images" {
  for_each = local.sites
  name     = "images-${each.key}"
  iops     = 5000
  tags     = ["data-class=health"]
}

resource "scaleway_instance_server" "viewer" {
  for_each              = local.sites
  name                  = "viewer-${each.key}"
  type                  = "PRO2-S"
  additional_volume_ids = [scaleway_block_volume.images[each.key].id]
}

resource "scaleway_block_snapshot" "images" {
  for_each  = local.sites
  name      = "images-${each.key}"
  volume_id = scaleway_block_volume.images[each.key].id
}

# The radiologists of Lyon train on a copy, which somebody has labelled as if it held nothing.

resource "scaleway_block_volume" "training" {
  name        = "training"
  iops        = 5000
  snapshot_id = scaleway_block_snapshot.images["lyon"].id
  tags        = ["data-class=none"]
}

# --- The data platform, at OVHcloud: what has no labels is classed in souverain.yaml --------------------------------

resource "ovh_cloud_project_database" "warehouse" {
  service_name = var.ovh_project
  engine       = "postgresql"
  plan         = "business"
  version      = "16"
  flavor       = "db2-15"
  nodes {
    region = "GRA"
  }
}

resource "ovh_dbaas_logs_output_graylog_stream" "warehouse" {
  service_name = "ldp-ab-12345"
  title        = "warehouse"
  description  = "Who asked the warehouse what"
}

resource "ovh_cloud_project_database_log_subscription" "warehouse" {
  service_name = var.ovh_project
  engine       = "postgresql"
  cluster_id   = ovh_cloud_project_database.warehouse.id
  kind         = "customer_logs"
  stream_id    = ovh_dbaas_logs_output_graylog_stream.warehouse.stream_id
}

resource "ovh_cloud_project_kube" "platform" {
  service_name = var.ovh_project
  region       = "GRA11"
}

resource "ovh_cloud_project_kube_nodepool" "platform" {
  service_name = var.ovh_project
  kube_id      = ovh_cloud_project_kube.platform.id
}

resource "ovh_cloud_project_storage" "cohorts" {
  service_name = var.ovh_project
  name         = "cohorts"
  region_name  = "GRA"
  tags         = { data-class = "health-pseudonymised" }
  replication = {
    rules = [{
      id     = "away"
      status = "enabled"
      destination = {
        name   = ovh_cloud_project_storage.cohorts_away.name
        region = "UK"
      }
    }]
  }
}

resource "ovh_cloud_project_storage" "cohorts_away" {
  service_name = var.ovh_project
  name         = "cohorts-away"
  region_name  = "UK"
}

# --- The archive, at 3DS OUTSCALE ---------------------------------------------------------------------------------

resource "outscale_vm" "archive" {
  for_each = local.sites
  image_id = "ami-0001"
}

resource "outscale_volume" "archive" {
  for_each       = local.sites
  subregion_name = "cloudgouv-eu-west-1a"
  size           = 100
  tags {
    key   = "data-class"
    value = "health"
  }
}

resource "outscale_volume_link" "archive" {
  for_each    = local.sites
  device_name = "/dev/xvdb"
  volume_id   = outscale_volume.archive[each.key].volume_id
  vm_id       = outscale_vm.archive[each.key].vm_id
}

resource "outscale_snapshot" "archive" {
  for_each  = local.sites
  volume_id = outscale_volume.archive[each.key].volume_id
}
