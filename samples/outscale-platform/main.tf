terraform {
  required_providers {
    outscale = { source = "outscale/outscale", version = "~> 1.0" }
  }
}

variable "region" {
  type    = string
  default = "cloudgouv-eu-west-1"
}

locals {
  tags  = { data-class = "health", application = "patient-record" }
  zones = ["a", "b"]
}

provider "outscale" {
  region = var.region
}

resource "outscale_net" "health" {
  ip_range = "10.10.0.0/16"

  dynamic "tags" {
    for_each = local.tags
    content {
      key   = tags.key
      value = tags.value
    }
  }
}

resource "outscale_subnet" "applications" {
  net_id         = outscale_net.health.net_id
  ip_range       = "10.10.1.0/24"
  subregion_name = "${var.region}a"

  tags {
    key   = "data-class"
    value = "health"
  }
}

resource "outscale_security_group" "applications" {
  description = "applications"
  net_id      = outscale_net.health.net_id

  tags {
    key   = "data-class"
    value = "health"
  }
}

resource "outscale_vm" "application" {
  count              = 2
  image_id           = "ami-504e6b15"
  vm_type            = "tinav6.c4r8p2"
  subnet_id          = outscale_subnet.applications.subnet_id
  security_group_ids = [outscale_security_group.applications.security_group_id]

  tags {
    key   = "data-class"
    value = "health"
  }
}

resource "outscale_vm" "database" {
  image_id                 = "ami-504e6b15"
  vm_type                  = "tinav6.c8r32p2"
  placement_subregion_name = "${var.region}a"
  subnet_id                = outscale_subnet.applications.subnet_id
  security_group_ids       = [outscale_security_group.applications.security_group_id]

  tags {
    key   = "data-class"
    value = "health"
  }
}

resource "outscale_volume" "record" {
  for_each       = toset(local.zones)
  subregion_name = "${var.region}${each.key}"
  size           = 500
  volume_type    = "gp2"

  tags {
    key   = "data-class"
    value = "health"
  }
}

resource "outscale_volume_link" "record" {
  device_name = "/dev/xvdb"
  vm_id       = outscale_vm.database.vm_id
  volume_id   = outscale_volume.record["a"].volume_id
}

resource "outscale_snapshot" "record" {
  description = "before each release"
  volume_id   = outscale_volume.record["a"].volume_id

  tags {
    key   = "data-class"
    value = "health"
  }
}

resource "outscale_load_balancer" "front" {
  load_balancer_name = "patient-record"
  subnets            = [outscale_subnet.applications.subnet_id]
  security_groups    = [outscale_security_group.applications.security_group_id]

  listeners {
    backend_port           = 8443
    backend_protocol       = "TCP"
    load_balancer_port     = 443
    load_balancer_protocol = "TCP"
  }

  tags {
    key   = "data-class"
    value = "health"
  }
}
