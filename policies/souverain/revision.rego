package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "f5591d059ce11390309edc6a77cbd425eeae4df71276ade60fadd7b407404b8d"
