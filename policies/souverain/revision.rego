package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "378fc110843d8c03100f28356d08eb85569f394ef71e4e951e4b3896c67da5ca"
