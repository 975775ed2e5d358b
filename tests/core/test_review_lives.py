"""Reviewed texts through time: whatever happens to code and files, no word of a person is lost, and none is misused."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from click.testing import CliRunner
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from aidoc_core.answers import Entry, Question, ReadOnlyAnswers, ReviewedAnswers
from aidoc_core.answers.answer import Answer
from aidoc_core.answers.reviewed_file import read
from aidoc_core.answers.reviewing import Reviewing
from aidoc_core.cli import main
from aidoc_core.cli.code import read_code
from aidoc_core.errors import CacheError
from aidoc_core.settings import Settings

if TYPE_CHECKING:
    from aidoc_core.answers.entry import State
    from aidoc_core.cli.code import Code

SETTINGS = Settings()
BODY = "def {name}(a, b):\n    first{n} = load{n}(a)\n    if first{n}:\n        return b.merge{n}(first{n})\n{more}    return {n}\n"
PICK = st.integers(0, 50)
HAND = ("accepted", "edited", "rejected")


class Lives(RuleBasedStateMachine):
    """People, a model, a package and its reviewed files."""

    @initialize()
    def start(self) -> None:
        """Three functions in two modules."""
        self.root = Path(tempfile.mkdtemp())
        self.files = self.root / "aidoc-reviewed"
        self.code = {("pk.a", "f0"): 0, ("pk.a", "f1"): 1, ("pk.b", "f2"): 2}
        self.numbers = 3
        self.grown: dict[int, int] = {}  # code that is another code with one line more
        self.words: set[str] = set()  # what people wrote
        self.told = ""  # what commands told that they removed
        self.about: dict[str, set[int]] = {}  # for each text the code that it was approved for, or made for
        self.rejected: set[str] = set()
        self._save()
        self.fill_and_export()
        self.edit(0)

    def teardown(self) -> None:
        """Nothing stays behind."""
        shutil.rmtree(self.root, ignore_errors=True)

    def _save(self) -> None:
        package = self.root / "pk"
        package.mkdir(exist_ok=True)
        (package / "__init__.py").write_text("", encoding="utf-8")
        for module in ("pk.a", "pk.b"):
            source = "\n\n".join(self._source(f, n) for (m, f), n in sorted(self.code.items()) if m == module)
            (package / f"{module[3:]}.py").write_text(source, encoding="utf-8")

    def _source(self, name: str, number: int) -> str:
        """What no two numbers have in common, unless one has grown out of the other."""
        more = f"    a = {number}\n" if number in self.grown else ""
        return BODY.format(name=name, n=self.grown.get(number, number), more=more)

    def _number(self) -> int:
        self.numbers += 1
        return self.numbers - 1

    def _read(self) -> Code:
        return read_code(["pk"], [self.root], SETTINGS, self.root)

    def _texts(self) -> list[tuple[Path, str, str, bool, str]]:
        """Each text that stands anywhere: file, name, the text, whether it is a proposal beside another, state."""
        found: list[tuple[Path, str, str, bool, str]] = []
        for file in sorted(self.files.glob("*.yml")):
            for name, one in sorted(read(file.read_text(encoding="utf-8"), file.stem).items()):
                found.append((file, name, one.answer.summary, False, one.state))
                if one.proposal is not None:
                    found.append((file, name, one.proposal.answer.summary, True, one.proposal.state))
        return found

    def _by_hand(self, file: Path, name: str, pattern: str, by: str, *, beside: bool) -> None:
        """Change the first place in an entry, or in the proposal of it, as somebody with an editor does."""
        text = file.read_text(encoding="utf-8")
        start = text.index(f"\n  {name}:\n")
        start = text.index("    proposal:", start) if beside else start
        file.write_text(text[:start] + re.sub(pattern, by, text[start:], count=1), encoding="utf-8")

    def _some(
        self, number: int, *, states: tuple[str, ...] = ("proposed", *HAND)
    ) -> tuple[Path, str, str, bool] | None:
        texts = [one[:4] for one in self._texts() if one[4] in states]
        return texts[number % len(texts)] if texts else None

    @rule()
    def fill_and_export(self) -> None:
        """The model answers what a build would request, and the answers go into the files."""
        code = self._read()
        store = ReviewedAnswers(self.files)
        known = store.get_many([Question(obj=o, fingerprint=code.current[p]) for p, o in code.objects.items()])
        answers = []
        for path, obj in code.objects.items():
            number = self.code.get((obj.module, obj.name))
            entry = known.get(path)
            if number is not None and (entry is None or (entry.stale and entry.proposal is None)):
                text = f"Model says {code.current[path]}."
                self.about.setdefault(text, {number})
                made = Entry(
                    fingerprint=code.current[path], path=path, module=obj.module, kind=obj.kind, state="answered"
                )
                answers.append(replace(made, answer=Answer(summary=text), date="2026-11-25", model="m"))
        self._export(code, answers)

    @rule()
    def export(self) -> None:
        """Nothing new is there: decisions are settled, texts follow their code."""
        self._export(self._read(), [])

    def _export(self, code: Code, answers: list[Entry]) -> None:
        desk = Reviewing(self.files, code.objects, code.current)
        desk.follow()
        desk.propose(answers)
        self.told += "".join(desk.removed)
        again = Reviewing(self.files, code.objects, code.current)
        before = {file: file.read_bytes() for file in self.files.glob("*")}
        assert not (again.follow() + again.propose(answers)).removed
        assert {file: file.read_bytes() for file in self.files.glob("*")} == before  # twice is once

    @rule(module=st.sampled_from(["pk.a", "pk.b"]))
    def export_fails(self, module: str) -> None:
        """A file cannot be written: some are, some are not, and what is gone from those that are is told all the same."""
        code = self._read()
        hurdle = self.files / f"{module}.part"
        hurdle.mkdir()
        desk = Reviewing(self.files, code.objects, code.current)
        with contextlib.suppress(CacheError):
            desk.follow()
            desk.propose([])
        hurdle.rmdir()
        self.told += "".join(desk.removed)

    @rule(number=PICK, state=st.sampled_from(HAND))
    def decide(self, number: int, state: str) -> None:
        """A person decides in `aidoc review`, which shows what waits, the new text where there is one."""
        code = self._read()
        store = ReviewedAnswers(self.files)
        asked = [Question(obj=obj, fingerprint=code.current[path]) for path, obj in code.objects.items()]
        waiting = {path: entry for path, entry in store.get_many(asked).items() if _waits(entry)}
        waiting = {path: entry for path, entry in waiting.items() if not entry.followed}
        if not waiting:
            return
        path = sorted(waiting)[number % len(waiting)]
        self._decide(code, path, waiting[path], state)

    def _decide(self, code: Code, path: str, old: Entry, state: str) -> None:
        store, obj = ReviewedAnswers(self.files), code.objects[path]
        seen, here = old.proposal or old, self.code[code.objects[path].module, code.objects[path].name]
        text = seen.answer.summary
        if state == "rejected" and [one[2] for one in self._texts()].count(text) > 1:
            return  # the same text is about other code, too
        answer = None
        if state == "edited":
            words = f"Person {self._number()} says: # so - 'there'."
            answer = Answer(summary=words)
            self.words.add(words)
            self.words.discard(text)
            self.about[words] = {here}
        entry = replace(seen, state=cast("State", state), fingerprint=code.current[path])
        done = store.decide(entry, {path: obj}, answer=answer, by="Ada", on="2026-11-25", note="No: 'so'.")
        self.told += "".join(done.removed)
        self.about[text].add(here)
        if state == "rejected":
            self.rejected.add(text)
            if old.proposal is not None:
                self.about[old.answer.summary].add(here)
        found = ReviewedAnswers(self.files).get_many([Question(obj=obj, fingerprint=code.current[path])])[path]
        stands = old.answer if state == "rejected" and old.proposal is not None else answer or seen.answer
        assert (found.answer, found.stale) == (stands, False)
        assert (found.state == "rejected") == (state == "rejected" and old.proposal is None)

    @rule()
    def import_(self) -> None:
        """Answers go back into a cache: none that a person wrote, and none for code that it was not made for."""
        before = {file: file.read_bytes() for file in self.files.glob("*")}
        done = CliRunner().invoke(main, ["import", "--root", str(self.root)])
        assert done.exit_code == 0, done.output
        assert {file: file.read_bytes() for file in self.files.glob("*")} == before
        code = self._read()
        cache = ReadOnlyAnswers(self.root / ".aidoc" / "cache")
        try:
            for entry in cache.entries():
                assert entry.answer.summary.startswith("Model says "), entry
                if code.current.get(entry.path) == entry.fingerprint:
                    assert self.code[entry.module, entry.path.rpartition(".")[2]] in self.about[entry.answer.summary]
        finally:
            cache.close()

    @rule(number=PICK)
    def edit(self, number: int) -> None:
        """A person writes other words."""
        if found := self._some(number):
            file, name, text, beside = found
            words = f"Person {self._number()} says: # so - 'there'."
            self._by_hand(file, name, re.escape(text), words, beside=beside)
            self.words.add(words)
            self.words.discard(text)  # a person has removed it
            self.about[words] = set(self.about[text])
            if not beside and self._is_copy(file, name):  # who edits a copy has read it beside its code
                self.about[words] |= {self.code[file.stem, name]} if (file.stem, name) in self.code else set()
            if text in self.rejected:
                self.rejected.add(words)

    @rule(number=PICK)
    def accept(self, number: int) -> None:
        """A person accepts what nobody has decided about."""
        if found := self._some(number, states=("proposed",)):
            file, name, text, beside = found
            self._by_hand(file, name, r"state: \w+", "state: accepted", beside=beside)
            if (here := self.code.get((file.stem, name))) is not None and self._is_copy(file, name):
                self.about[text].add(here)

    def _is_copy(self, file: Path, name: str) -> bool:
        return bool(read(file.read_text(encoding="utf-8"), file.stem)[name].origin)

    @rule(number=PICK)
    def reject(self, number: int) -> None:
        """A person rejects a text, or the new text beside one, so that the old one stands."""
        if found := self._some(number, states=("proposed",)):
            file, name, text, beside = found
            one = read(file.read_text(encoding="utf-8"), file.stem)[name]
            self._by_hand(file, name, r"state: \w+", "state: rejected", beside=beside)
            if one.origin and not beside:
                return  # a text that was approved for other code: no is said to the copy alone
            self.rejected.add(text)
            if beside and one.proposal is not None:
                self.about[one.answer.summary] |= self.about[text]

    @rule(number=PICK, filled=st.booleans())
    def change(self, number: int, *, filled: bool) -> None:
        """A function does something else from now on."""
        key = sorted(self.code)[number % len(self.code)]
        self.code[key] = self._number()
        self._save()
        if filled:
            self.fill_and_export()

    @rule(number=PICK, taken=st.booleans(), by_hand=st.booleans())
    def choose(self, number: int, *, taken: bool, by_hand: bool) -> None:
        """The code of a text in a person's words changes, and the person takes the new text or keeps the old one."""
        self.edit(number)
        texts = [
            one for one in self._texts() if one[4] == "edited" and not one[3] and (one[0].stem, one[1]) in self.code
        ]
        if not texts:
            return
        file, name, old, *_ = texts[number % len(texts)]
        self.code[file.stem, name] = self._number()
        self._save()
        self.fill_and_export()
        one = read(file.read_text(encoding="utf-8"), file.stem)[name]
        if one.proposal is None or one.proposal.state != "proposed":
            return
        new = one.proposal.answer.summary
        state = "accepted" if taken else "rejected"
        if by_hand:
            self._by_hand(file, name, r"state: \w+", f"state: {state}", beside=True)
            if not taken:
                self.rejected.add(new)
                self.about[old] |= self.about[new]
            self.export()
        else:
            code, path = self._read(), f"{file.stem}.{name}"
            question = Question(obj=code.objects[path], fingerprint=code.current[path])
            self._decide(code, path, ReviewedAnswers(self.files).get_many([question])[path], state)
        stands = read(file.read_text(encoding="utf-8"), file.stem)[name]
        assert (stands.answer.summary, stands.proposal) == (new if taken else old, None)

    @rule(number=PICK, filled=st.booleans())
    def rename_and_grow(self, number: int, *, filled: bool) -> None:
        """A function is called otherwise and does a little more: whether its text still fits is for a person to say."""
        module, _ = key = sorted(self.code)[number % len(self.code)]
        before, after = self.code.pop(key), self._number()
        self.grown[after] = self.grown.get(before, before)
        self.code[module, f"f{after}"] = after
        self._save()
        if filled:
            self.fill_and_export()

    @rule(number=PICK, namesake=PICK)
    def rename_as_the_other(self, number: int, namesake: int) -> None:
        """A function gets the name of one in the other module."""
        module, _ = key = sorted(self.code)[number % len(self.code)]
        names = sorted({f for m, f in self.code if m != module} - {f for m, f in self.code if m == module})
        if names:
            self.code[module, names[namesake % len(names)]] = self.code.pop(key)
            self._save()

    @rule(number=PICK, move=st.booleans())
    def rename(self, number: int, *, move: bool) -> None:
        """A function is called otherwise, or goes to the other module."""
        module, name = key = sorted(self.code)[number % len(self.code)]
        body = self.code.pop(key)
        other = "pk.b" if module == "pk.a" else "pk.a"
        self.code[(other, name) if move and (other, name) not in self.code else (module, f"f{self._number()}")] = body
        self._save()

    @rule(number=PICK, pruned=st.booleans())
    @precondition(lambda self: len(self.code) > 1)
    def delete(self, number: int, *, pruned: bool) -> None:
        """A function goes away."""
        del self.code[sorted(self.code)[number % len(self.code)]]
        self._save()
        if pruned:
            self.prune()

    @rule()
    def prune(self) -> None:
        """Entries of what is gone are removed, and printed whole; those stay whose code has another name by now."""
        entries = list(ReviewedAnswers(self.files).entries())
        gone = [one for one in entries if (one.module, one.path.rpartition(".")[2]) not in self.code]
        there = {one.path for one in entries}
        new = {number for (module, name), number in self.code.items() if f"{module}.{name}" not in there}
        texts = [one.answer.summary for one in entries]
        living = {
            one.path
            for one in gone
            if one.reviewed and self._made_for(one) & new and texts.count(one.answer.summary) == 1
        }
        done = CliRunner().invoke(main, ["prune", "--yes", "--root", str(self.root)])
        assert done.exit_code == 0, done.output
        self.told += done.stdout
        left = {one.path: one for one in ReviewedAnswers(self.files).entries()}
        assert living <= left.keys()
        assert [one.path for one in entries if one not in gone and one.path not in left] == []

    def _made_for(self, entry: Entry) -> set[int]:
        """The code that an entry records: the last that its text was said to be about."""
        found = self.about[entry.answer.summary]
        return found if len(found) == 1 else set()

    @rule(number=PICK, other=PICK)
    def merge(self, number: int, other: int) -> None:
        """Two people change files on two branches, and git brings both together or says that it cannot."""
        one, two = self._some(number), self._some(other)
        if one is None or two is None:
            return
        base = self.files.parent / "base"
        shutil.copytree(self.files, base)
        before = dict(self.about), set(self.words), set(self.rejected)
        self.edit(number)
        theirs = self.root / "theirs"
        shutil.move(self.files, theirs)
        shutil.copytree(base, self.files)
        after = dict(self.about), set(self.words), set(self.rejected)
        self.about, self.words, self.rejected = before
        self.accept(other)
        clean = True
        for file in sorted(self.files.glob("*.yml")):
            merged = subprocess.run(
                ["git", "merge-file", "-p", file, base / file.name, theirs / file.name],
                capture_output=True,
                check=False,
            )
            clean = clean and merged.returncode == 0
            kept = file.read_bytes()
            file.write_bytes(merged.stdout)
            if merged.returncode:
                code = self._read()
                with pytest.raises(CacheError, match="merge conflict"):
                    Reviewing(self.files, code.objects, code.current).propose([])
                assert file.read_bytes() == merged.stdout
                file.write_bytes(kept)
        if clean:
            self.about = after[0] | self.about
            self.words, self.rejected = after[1], after[2]
        shutil.rmtree(base)
        shutil.rmtree(theirs)

    @invariant()
    def no_word_is_lost(self) -> None:
        """What a person wrote stands in a file, or in what a command told that it removed."""
        if not hasattr(self, "files"):
            return
        there = "".join(file.read_text(encoding="utf-8") for file in self.files.glob("*.yml")) + self.told
        assert [words for words in self.words if words not in there] == []

    @invariant()
    def nothing_is_misused(self) -> None:
        """Rejected texts are not shown; a person's text is shown for its own code, or told to be about older code."""
        if not hasattr(self, "files"):
            return
        code = self._read()
        store = ReviewedAnswers(self.files)
        asked = [Question(obj=obj, fingerprint=code.current[path]) for path, obj in code.objects.items()]
        for path, entry in store.get_many(asked).items():
            assert entry.state != "unreadable"
            if entry.state == "rejected":
                continue
            text = entry.answer.summary
            assert text not in self.rejected, path
            number = self.code[code.objects[path].module, code.objects[path].name]
            assert number in self.about[text] or entry.stale, (path, text)
            if entry.followed:
                assert any(entry.followed in problem.message for problem in store.problems)


def _waits(entry: Entry) -> bool:
    return entry.state == "proposed" or entry.stale


Lives.TestCase.settings = profile(max_examples=20, stateful_step_count=12)
TestLives = pytest.mark.slow(Lives.TestCase)
