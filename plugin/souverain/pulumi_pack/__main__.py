"""The classic pack: started by Pulumi's language host with this folder for its working directory."""

from souverain.pulumi_pack.serving import main

main()
