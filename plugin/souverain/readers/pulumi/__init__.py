"""What Pulumi writes in, a `Stack` out: previews and plans (`preview`), event logs (`events`), states (`deployment`).

Resources of packages bridged from Terraform come out with Terraform's types and spelling, so that nothing behind the
readers knows which tool wrote an input. Addresses are URNs.
"""
