package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "236f089df15135140cb112b9a79e567044c845b792f6a8f03e49b74853b54097"
