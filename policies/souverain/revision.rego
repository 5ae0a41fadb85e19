package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "e5bab15559ac1d9f87c2aa3d3d49c254059ff3e57ac5741ea40d02f53ddc9169"
