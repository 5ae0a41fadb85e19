package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "78875ae935459af8be678305023ce8aa8cc8effc0601cd0e19bb6bf714f583cc"
