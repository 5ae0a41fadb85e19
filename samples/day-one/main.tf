terraform {
  required_providers {
    aws      = { source = "hashicorp/aws", version = "~> 5.0" }
    azurerm  = { source = "hashicorp/azurerm", version = "~> 4.0" }
    scaleway = { source = "scaleway/scaleway", version = "~> 2.0" }
  }
}

provider "aws" {
  region = "eu-west-3"
}

provider "aws" {
  alias  = "london"
  region = "eu-west-2"
}

provider "azurerm" {
  features {}
}

provider "scaleway" {
  region = "fr-par"
  zone   = "fr-par-1"
}

resource "aws_s3_bucket" "site" {
  for_each = toset(["assets", "exports"])
  bucket   = "hospital-${each.key}"
}

resource "aws_s3_bucket" "backups" {
  provider = aws.london
  bucket   = "hospital-backups"
}

resource "aws_db_instance" "appointments" {
  identifier        = "appointments"
  engine            = "postgres"
  instance_class    = "db.t4g.medium"
  allocated_storage = 100
}

resource "aws_dynamodb_table" "sessions" {
  name         = "sessions"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_instance" "front" {
  ami               = "ami-0123456789abcdef0"
  instance_type     = "t3.large"
  availability_zone = "eu-west-3a"
}

resource "azurerm_resource_group" "intranet" {
  name     = "rg-intranet"
  location = "West Europe"
}

resource "azurerm_storage_account" "intranet" {
  name                     = "hospitalintranet"
  resource_group_name      = azurerm_resource_group.intranet.name
  location                 = azurerm_resource_group.intranet.location
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_storage_container" "documents" {
  name               = "documents"
  storage_account_id = azurerm_storage_account.intranet.id
}

resource "azurerm_mssql_server" "directory" {
  name                = "hospital-directory"
  resource_group_name = azurerm_resource_group.intranet.name
  location            = azurerm_resource_group.intranet.location
  version             = "12.0"
}

resource "azurerm_mssql_database" "directory" {
  name                 = "directory"
  server_id            = azurerm_mssql_server.directory.id
  storage_account_type = "Local"
}

resource "scaleway_object_bucket" "archives" {
  name = "hospital-archives"
}

resource "scaleway_rdb_instance" "planning" {
  name      = "planning"
  node_type = "DB-DEV-S"
  engine    = "PostgreSQL-16"
}

resource "scaleway_block_volume" "files" {
  name       = "files"
  iops       = 5000
  size_in_gb = 200
}
