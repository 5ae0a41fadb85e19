package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "c1d4caaef849f67363bc9149b11d98663d66ab9dcbee3d3046aff6663bce7866"
