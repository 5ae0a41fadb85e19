package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "615c373c9c1a4efe9e13d12e93cf2dc21196624ff0507b4033af0dc4f314e4a2"
