"""The policy pack of souverain, in the shape that `pulumi policy publish` asks for."""

from souverain.pulumi_pack.serving import main

main()
