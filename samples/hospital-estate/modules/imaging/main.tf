terraform {
  required_providers {
    scaleway = { source = "scaleway/scaleway" }
  }
}

variable "region" {
  type = string
}

variable "tags" {
  type = map(string)
}

variable "departments" {
  type    = set(string)
  default = ["cardiology", "radiology"]
}

resource "scaleway_object_bucket" "images" {
  for_each = var.departments
  name     = "images-${each.key}"
  region   = var.region
  tags     = var.tags
}

resource "scaleway_rdb_instance" "index" {
  name          = "index"
  region        = var.region
  node_type     = "DB-PRO2-XXS"
  engine        = "PostgreSQL-16"
  is_ha_cluster = true
  tags          = ["data-class=health"]
}
