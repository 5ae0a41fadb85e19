# Three providers in one plan, as hospitals have them: patient records at AWS, imaging at Scaleway, the data platform at
# OVHcloud, where an object store is reached through the AWS provider.
terraform {
  required_providers {
    aws      = { source = "hashicorp/aws", version = "~> 5.0" }
    ovh      = { source = "ovh/ovh", version = "~> 2.0" }
    scaleway = { source = "scaleway/scaleway", version = "~> 2.0" }
  }
}

variable "region" {
  type    = string
  default = "eu-west-3"
}

variable "imaging_region" {
  type    = string
  default = "pl-waw"
}

variable "sites" {
  type    = map(string)
  default = { centre = "fr-par", north = "nl-ams" }
}

variable "site" {
  type    = string
  default = "north"
}

variable "ovh_project" {
  type    = string
  default = "0123456789abcdef0123456789abcdef"
}

locals {
  tags = { data-class = "health" }
}

provider "aws" {
  region = var.region
}

provider "aws" {
  alias  = "second"
  region = "eu-central-1"
}

provider "aws" {
  alias  = "archive"
  region = "us-east-1"
}

provider "aws" {
  alias                       = "ovh"
  region                      = "gra"
  skip_credentials_validation = true

  endpoints {
    s3 = "https://s3.gra.io.cloud.ovh.net"
  }
}

provider "ovh" {
  endpoint = "ovh-eu"
}

provider "scaleway" {
  region = "fr-par"
  zone   = "fr-par-1"
}

# What a plan does not say, and its source does: which region this local takes.
provider "scaleway" {
  alias  = "site"
  region = local.site_region
}

locals {
  site_region = lookup(var.sites, var.site)
}

module "records" {
  source = "./modules/records"
  tags   = local.tags
  providers = {
    aws         = aws
    aws.second  = aws.second
    aws.archive = aws.archive
  }
}

module "imaging" {
  source = "./modules/imaging"
  region = var.imaging_region
  tags   = local.tags
}

resource "scaleway_object_bucket" "site" {
  provider = scaleway.site
  name     = "site-exchange"
  tags     = local.tags
}

resource "aws_s3_bucket" "exports" {
  provider = aws.ovh
  bucket   = "research-exports"
  tags     = local.tags
}

resource "ovh_cloud_project_database" "warehouse" {
  service_name = var.ovh_project
  description  = "health data warehouse"
  engine       = "postgresql"
  version      = "16"
  plan         = "enterprise"
  flavor       = "db1-30"

  dynamic "nodes" {
    for_each = ["GRA", "SBG"]
    content {
      region = nodes.value
    }
  }
}

resource "ovh_cloud_project_storage" "warehouse" {
  service_name = var.ovh_project
  name         = "health-data-warehouse"
  region_name  = "GRA"
  tags         = local.tags
}

resource "ovh_cloud_project_kube" "platform" {
  service_name = var.ovh_project
  name         = "platform"
  region       = "GRA11"
}
