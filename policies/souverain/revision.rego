package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "ab71f7aabefee36c87d8cde02242786fe90f42e802abc6c9437d12b4e54cf0a3"
