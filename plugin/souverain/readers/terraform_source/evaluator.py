"""The program that holds the evaluator: run on its own, so that a crash of its Go side ends this process and no other.

Reads `{"folder": ..., "values": [...], "workspace": ...}` from standard input, writes what was evaluated as JSON to the
file named on the command line. Nothing of souverain is imported.
"""

import json
import sys
from pathlib import Path


def main() -> int:
    """0 when it was evaluated, 3 when the source was refused, with the reason on standard error."""
    asked = json.load(sys.stdin)
    import tfparse  # type: ignore[import-untyped]

    try:
        found = tfparse.load_from_path(
            asked["folder"],
            stop_on_hcl_error=True,
            allow_downloads=False,
            workspace_name=asked["workspace"],
            vars_paths=asked["values"],
        )
    except tfparse.ParseError as error:
        sys.stderr.write(str(error))
        return 3
    Path(sys.argv[1]).write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
