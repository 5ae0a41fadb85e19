package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "fceb30d88fe7809f1f6b5594e37f4e23150133c5cf62c7da39fe98fd29d6bf06"
