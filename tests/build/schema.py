"""bindings/schema.json is what the library says of itself, and what is made from it is up to date.

    schema.py ROOT PROGRAM [--write]
"""

import pathlib
import subprocess
import sys


def main():
    root, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    kept = root / "bindings/schema.json"
    printed = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    generate = [sys.executable, "-B", str(root / "bindings/generate.py")]
    if "--write" in sys.argv[3:]:
        kept.write_text(printed)
        sys.exit(subprocess.run(generate, check=False).returncode)
    if kept.read_text() != printed:
        sys.exit(f"bindings/schema.json is out of date: run {' '.join(sys.argv[:3])} --write")
    sys.exit(subprocess.run([*generate, "--check"], check=False).returncode)


main()
