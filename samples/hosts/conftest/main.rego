# METADATA
# description: What conftest asks for - `deny` in package main.
package main

# METADATA
# entrypoint: true
deny contains message if some message in data.souverain_gate.deny
