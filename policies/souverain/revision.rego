package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "048d1644df612252a47324d615098a2c5296ec1463fbe7be9e0dde379c24d758"
