package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "357b24a10b8c044b4eddd33b9662d784b2850243720b455283640e1d97db605c"
