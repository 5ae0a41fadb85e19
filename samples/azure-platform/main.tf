terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm", version = "~> 4.0" }
  }
}

variable "location" {
  type    = string
  default = "francecentral"
}

variable "tenant_id" {
  type    = string
  default = "00000000-0000-0000-0000-000000000000"
}

locals {
  tags = { data-class = "health", application = "patient-record" }
}

provider "azurerm" {
  features {}
}

resource "azurerm_resource_group" "health" {
  name     = "rg-patient-record"
  location = var.location
}

resource "azurerm_storage_account" "documents" {
  name                     = "patientdocuments"
  resource_group_name      = azurerm_resource_group.health.name
  location                 = azurerm_resource_group.health.location
  account_tier             = "Standard"
  account_replication_type = "GRS"
  tags                     = local.tags
}

resource "azurerm_storage_container" "imaging" {
  name               = "imaging"
  storage_account_id = azurerm_storage_account.documents.id
}

resource "azurerm_postgresql_flexible_server" "record" {
  name                         = "patient-record"
  resource_group_name          = azurerm_resource_group.health.name
  location                     = azurerm_resource_group.health.location
  version                      = "16"
  sku_name                     = "GP_Standard_D4s_v3"
  geo_redundant_backup_enabled = true
  tags                         = local.tags

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
  }
}

resource "azurerm_kubernetes_cluster" "applications" {
  name                = "applications"
  resource_group_name = azurerm_resource_group.health.name
  location            = azurerm_resource_group.health.location
  dns_prefix          = "applications"
  tags                = local.tags

  default_node_pool {
    name       = "default"
    node_count = 3
    vm_size    = "Standard_D4s_v5"
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_key_vault" "keys" {
  name                = "patient-record-keys"
  resource_group_name = azurerm_resource_group.health.name
  location            = azurerm_resource_group.health.location
  tenant_id           = var.tenant_id
  sku_name            = "premium"
  tags                = local.tags
}

resource "azurerm_log_analytics_workspace" "logs" {
  name                = "patient-record-logs"
  resource_group_name = azurerm_resource_group.health.name
  location            = azurerm_resource_group.health.location
  retention_in_days   = 90
  tags                = local.tags
}
