"""Plausible faults in the code of reviewed files, to see that the state machine or another test finds each of them.

`python -m tests.mutations [NAME...]` puts one fault after the other into a copy of aidoc_core and runs the state machine of
`tests/core/test_review_lives.py` on it; if that finds nothing, the tests of reviewed files and commands. It prints a table
and ends with 1 if a fault is found by none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
TESTS = ("tests/core/test_reviewed_answers.py", "tests/core/test_cli.py", "tests/core/test_kept.py")
MACHINE = """
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.core.test_review_lives import Lives
profile = settings(max_examples=12, stateful_step_count=20, phases=[Phase.generate], deadline=None, derandomize=True,
                   database=None, suppress_health_check=list(HealthCheck))
run_state_machine_as_test(Lives, settings=profile)
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One line that somebody might have got wrong."""

    name: str
    file: str
    right: str
    wrong: str


FAULTS = [
    Fault(
        "overwrites approved",
        "answers/reviewing.py",
        'if old.state == "proposed" and not old.origin:  #',
        "if True:  #",
    ),
    Fault(
        "replaced text untold",
        "answers/reviewed_text.py",
        'taken = new is not None and new.state in ("accepted", "edited")',
        "taken = False",
    ),
    Fault(
        "moved text untold",
        "answers/moves.py",
        "removed = replaced(same.name, files[same.module][same.name])",
        "removed = ()",
    ),
    Fault(
        "edit not noticed",
        "answers/reviewed_file.py",
        'changed = review.text not in ("", digest(answer))',
        "changed = False",
    ),
    Fault("rejected edit shown", "answers/reviewed_file.py", 'if changed and review.state != "rejected"', "if changed"),
    Fault(
        "no to new drops old", "answers/reviewed_value.py", '        if new.state == "rejected":', "        if False:"
    ),
    Fault(
        "conflict unseen",
        "answers/reviewed_file.py",
        "if conflict := _CONFLICT.search(text):",
        "if False and (conflict := _CONFLICT.search(text)):",
    ),
    Fault(
        "stale untold",
        "answers/reviewed.py",
        "return replace(entry, changed=changes(reviewed.code, code), proposal=beside)",
        "return entry",
    ),
    Fault(
        "copy shown at once", "answers/reviewed.py", 'if reviewed.origin and reviewed.state == "proposed":', "if False:"
    ),
    Fault(
        "any code is the same",
        "answers/lost.py",
        "known = before.nameless and before.nameless == code.nameless",
        "known = True",
    ),
    Fault("copy is approved", "answers/moves.py", '"state": "proposed", "written": "proposed", ', ""),
    Fault(
        "move keeps fingerprint",
        "answers/moves.py",
        "proposal=None, **_about(obj, current))\n            del",
        "proposal=None)\n            del",
    ),
    Fault(
        "body not recorded",
        "answers/recorded.py",
        'body=_digest([*texts, "", *obj.members], 8)',
        'body=_digest([""], 8)',
    ),
    Fault(
        "removal untold", "answers/reviewing.py", "                self.removed += texts", "                del texts"
    ),
    Fault(
        "prunes what moved",
        "cli/prune.py",
        "gone = [entry for entry in dead if entry.path not in moving]",
        "gone = dead",
    ),
    Fault(
        "prunes by name alone",
        "answers/reviewing.py",
        "if path_of(module, name) in paths}",
        'if name in {one.rpartition(".")[2] for one in paths}}',
    ),
    Fault("confirms any text", "answers/reviewing.py", "if text.fingerprint or text.bare", "if text.bare"),
    Fault(
        "decision loses words",
        "answers/reviewing.py",
        "lost = old is not None and old.handwritten and",
        "lost = False and old is not None and",
    ),
    Fault(
        "no keeps old stale",
        "answers/reviewing.py",
        "return replace(old, fingerprint=new.fingerprint, code=new.code, proposal=None), Written",
        "return replace(old, proposal=None), Written",
    ),
    Fault(
        "imports people's words",
        "cli/importing.py",
        'one.state in ("accepted", "proposed") and',
        'one.state != "rejected" and',
    ),
    Fault("imports copies", "cli/importing.py", "and one.path not in copies", ""),
    Fault(
        "entry before removed",
        "answers/reviewed_places.py",
        'text = text[: place.start].rstrip("\\n") +',
        'text = text[: max(0, place.start - 40)].rstrip("\\n") +',
    ),
    Fault("cut file passes", "answers/reviewed_file.py", "if version >= _ENDED and not is_ended(text):", "if False:"),
]


def main(names: list[str]) -> int:
    """Try each fault, and print who finds it."""
    survived = 0
    for fault in FAULTS:
        if names and fault.name not in names:
            continue
        with tempfile.TemporaryDirectory() as place:
            root = Path(place)
            shutil.copytree(ROOT / "aidoc_core", root / "aidoc_core", ignore=shutil.ignore_patterns("__pycache__"))
            for name in ("tests", "benchmarks", "pyproject.toml"):
                (root / name).symlink_to(ROOT / name)
            file = root / "aidoc_core" / fault.file
            text = file.read_text(encoding="utf-8")
            if text.count(fault.right) != 1:
                print(f"{fault.name}: {text.count(fault.right)} places in {fault.file}")  # noqa: T201
                return 2
            file.write_text(text.replace(fault.right, fault.wrong), encoding="utf-8")
            found = "the state machine" if _fails(root, "-c", MACHINE) else ""
            for test in TESTS if not found else ():
                found = found or (
                    test if _fails(root, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test) else ""
                )
        survived += not found
        print(f"| {fault.name} | {fault.file} | {found or 'nothing'} |", flush=True)  # noqa: T201
    return int(survived > 0)


def _fails(root: Path, *arguments: str) -> bool:
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, *arguments], cwd=root, env=environment, capture_output=True, check=False)
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
