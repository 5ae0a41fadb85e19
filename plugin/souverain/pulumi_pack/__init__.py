"""The CrossGuard policy pack: what Pulumi's engine asks of its resources in, violations out, before anything exists.

This folder is the classic pack (`PulumiPolicy.yaml`, `__main__.py`); `serving.main` is the executable one.
`servicer` speaks the engine's protocol, `session` remembers one stack, `judge` judges it as `souverain check` does.
"""
