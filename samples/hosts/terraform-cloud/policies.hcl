policy "souverain" {
  query             = "data.souverain_terraform_cloud.deny"
  enforcement_level = "mandatory"
}
