package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "1ec6a2e070998f66a33334dd84eb4b3b55dcbf78c7b4090079cd552576d14af0"
