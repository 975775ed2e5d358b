"""Changes of reviewed files: proposals, decisions, moves and removals. What people wrote stays, or is told.

`reviewed_directory` writes the files.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.answers import reviewed_places, reviewed_text
from aidoc_core.answers.decisions import Decision, Written
from aidoc_core.answers.lost import path_of
from aidoc_core.answers.moves import follow
from aidoc_core.answers.recorded import record_code
from aidoc_core.answers.reviewed_directory import ReviewedDirectory
from aidoc_core.answers.reviewed_entry import name_of, proposal_of
from aidoc_core.answers.reviewed_files import modules_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from aidoc_core.answers.entry import Entry
    from aidoc_core.answers.reviewed_value import ReviewedText
    from aidoc_core.code.objects import ApiObject

    Texts = dict[str, ReviewedText]


class Reviewing:
    """Changes the reviewed files of a directory.

    Args:
        directory: Where they are; it is made if it is not there.
        objects: The objects that are known, by path: signature and place stand above an entry.
        current: Fingerprints of their present code, by path. Only of what is in here is known that a text is stale.

    Attributes:
        removed: What is gone from the files that were written so far, to be told also if one cannot be written.
    """

    def __init__(
        self,
        directory: Path,
        objects: Mapping[str, ApiObject] | None = None,
        current: Mapping[str, str] | None = None,
    ) -> None:
        self._files = ReviewedDirectory(directory)
        self._objects = objects or {}
        self._current = current or {}
        self.removed: list[str] = []
        self._by_module: dict[str, dict[str, ApiObject]] = {}
        for obj in self._objects.values():
            self._by_module.setdefault(obj.module, {})[obj.qualname] = obj

    def propose(self, entries: Iterable[Entry]) -> Written:
        """Add answers as `proposed`, and settle what people have decided.

        What is there already stays. Where its code has changed, the new answer stands beside it; it takes the place of
        what nobody had decided about. An entry that a person has edited says so afterwards.

        Raises:
            CacheError: A file cannot be written, or one that is there already cannot be read: the message names file
                and line.
        """
        new: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            new.setdefault(entry.module, {})[name_of(entry)] = entry
        modules = sorted({*new, *modules_in(self._files.directory)})
        found = {module: self._files.present(module) for module in modules}
        done = Written()
        for module, (before, present) in found.items():
            done += (more := self._propose(module, before, present, new.get(module, {})))
            self.removed += more.removed
        return done

    def _propose(self, module: str, before: str, present: Texts, new: Mapping[str, Entry]) -> Written:
        after, done = dict(present), Written()
        for name, text in present.items():
            after[name], more = self._settled(name, text)
            after[name] = self._confirmed(path_of(module, name), after[name])
            done += more
        for name, entry in new.items():
            proposal, old = self._proposal(entry), after.get(name)
            if old is None:
                after[name] = proposal
                done += Written(added=1)
            elif self._is_due(old, proposal, path_of(module, name)):
                if old.state == "proposed" and not old.origin:  # nobody stands behind it
                    after[name] = proposal
                    done += Written(added=1)
                else:
                    after[name] = replace(old, proposal=proposal)
                    done += Written(beside=1)
        self._files.write(module, before, present, after, self._by_module.get(module, {}))
        return done

    def _settled(self, name: str, text: ReviewedText) -> tuple[ReviewedText, Written]:
        """An entry that says what people have made of it by now."""
        done, new = Written(), text.proposal
        if new is not None and new.state != "proposed" and not (new.state == "rejected" and new.touched):
            done += Written(settled=1, removed=reviewed_text.replaced(name, text))
            text = text.settled
        if text.touched and text.state == "edited":
            done += Written(edited=1)
            text = replace(text, written="edited", touched=False)
        return text, done

    def _confirmed(self, path: str, text: ReviewedText) -> ReviewedText:
        """A text whose fingerprint a person has removed: it is about the present code."""
        new = text.proposal
        pending = new is not None and new.fingerprint == self._current.get(path)
        if text.fingerprint or text.bare or pending or text.state == "proposed" or path not in self._current:
            return text
        facts = {"fingerprint": self._current[path], "code": record_code(self._objects[path]), "proposal": None}
        return replace(text, **facts)  # type: ignore[arg-type]

    def _is_due(self, old: ReviewedText, proposal: ReviewedText, path: str) -> bool:
        """Whether a new text is about the present code, and what stands there is not."""
        if proposal.fingerprint != self._current.get(path) or old.fingerprint == proposal.fingerprint:
            return old.origin != "" and old.state == "proposed" and old.proposal is None
        if not old.fingerprint:  # a person's own entry, for whatever code
            return False
        codes = (old.code, proposal.code)
        if old.state == "rejected" and None not in codes and len({code.named for code in codes if code}) == 1:
            return False
        beside = old.proposal
        return beside is None or (beside.state == "proposed" and beside.fingerprint != proposal.fingerprint)

    def decide(self, decisions: Iterable[Decision]) -> Written:
        """Write down what a person has decided about texts.

        An accepted or edited text takes the place of what stood there. If the new text beside an approved one is
        rejected, the approved one stands, and is about the present code from then on.

        Raises:
            CacheError: A file cannot be written or read.
        """
        by_module: dict[str, list[Decision]] = {}
        for decision in decisions:
            by_module.setdefault(decision.entry.module, []).append(decision)
        done = Written()
        for module, some in sorted(by_module.items()):
            before, present = self._files.present(module)
            after = dict(present)
            for decision in some:
                name = name_of(decision.entry)
                after[name], more = self._decided(name, after.get(name), decision)
                done += more
            self._files.write(module, before, present, after, self._by_module.get(module, {}))
        return done

    def _decided(self, name: str, old: ReviewedText | None, decision: Decision) -> tuple[ReviewedText, Written]:
        new = self._proposal(decision.entry)
        facts = {"by": decision.by, "on": decision.on}
        if decision.state == "proposed":
            return new, Written()
        if decision.state != "rejected":
            answer = decision.answer or decision.entry.answer
            state = "edited" if answer != decision.entry.answer or decision.state == "edited" else "accepted"
            text = replace(new, state=state, written=state, answer=answer, **facts)  # type: ignore[arg-type]
            lost = old is not None and old.handwritten and old.answer not in (answer, decision.entry.answer)
            removed = (reviewed_text.written(name, replace(old, proposal=None)),) if old is not None and lost else ()
            return text, Written(settled=1, removed=removed)
        if old is not None and old.state in ("accepted", "edited") and old.answer != decision.entry.answer:
            return replace(old, fingerprint=new.fingerprint, code=new.code, proposal=None), Written(settled=1)
        text = replace(new, state="rejected", written="rejected", reason=decision.reason, **facts)  # type: ignore[arg-type]
        if old is not None and old.handwritten and old.answer != decision.entry.answer:
            return text, Written(settled=1, removed=(reviewed_text.written(name, replace(old, proposal=None)),))
        return text, Written(settled=1)

    def renew(self, entries: Iterable[Entry]) -> int:
        """Put newer answers in the place of proposals for the same code that nobody has decided about.

        Returns:
            How many.

        Raises:
            CacheError: A file cannot be written or read.
        """
        new: dict[str, dict[str, ReviewedText]] = {}
        for entry in entries:
            new.setdefault(entry.module, {})[name_of(entry)] = self._proposal(entry)
        done = 0
        for module, proposals in sorted(new.items()):
            before, present = self._files.present(module)
            after = dict(present)
            for name, proposal in proposals.items():
                old = present.get(name)
                if old is not None and old.state == "proposed" and not old.origin and old.answer != proposal.answer:
                    after[name] = proposal
                    done += 1
            self._files.write(module, before, present, after, self._by_module.get(module, {}))
        return done

    def follow(self) -> Written:
        """Move texts after their code, where that has another name or place by now; see `moves.follow`.

        Raises:
            CacheError: A file cannot be written or read.
        """
        files = {module: self._files.present(module) for module in modules_in(self._files.directory)}
        after, done = follow({module: present for module, (_, present) in files.items()}, self._objects, self._current)
        self.removed += done.removed
        # First where they come to stand: if we are interrupted, a text stands twice rather than nowhere.
        for growing in (True, False):
            for module, texts in sorted(after.items()):
                before, present = files.get(module, ("", {}))
                if (len(texts) >= len(present)) == growing and texts.keys() != present.keys():
                    self._files.write(module, before, present, texts, self._by_module.get(module, {}))
        return done

    def remove(self, paths: Collection[str]) -> Written:
        """Remove entries.

        Args:
            paths: Paths of their objects.

        Returns:
            What was removed, as it stood there.

        Raises:
            CacheError: A file cannot be written or read.
        """
        for module in modules_in(self._files.directory):
            before, present = self._files.present(module)
            gone = {name: text for name, text in present.items() if path_of(module, name) in paths}
            if gone:
                kept = {name: text for name, text in present.items() if name not in gone}
                self._files.write(module, before, present, kept, self._by_module.get(module, {}))
                texts = (reviewed_text.written(path_of(module, name), text) for name, text in sorted(gone.items()))
                self.removed += texts
        return Written(removed=tuple(self.removed))

    def rewrite(self) -> Written:
        """Bring every file into the present form: sorted, texts as blocks; texts, states and comments stay.

        Raises:
            CacheError: A file cannot be written or read; no file after it is touched.
        """
        done = Written()
        for module in modules_in(self._files.directory):
            before, present = self._files.present(module)
            after = {name: self._with_code(path_of(module, name), text) for name, text in present.items()}
            text = reviewed_places.rewritten(before, module, after, self._by_module.get(module, {}))
            self._files.put(module, before, text, after)
            done += Written(rewritten=int(text != before))
        return done

    def _with_code(self, path: str, text: ReviewedText) -> ReviewedText:
        known = text.code is None and text.fingerprint and text.fingerprint == self._current.get(path)
        return replace(text, code=record_code(self._objects[path])) if known else text

    def _proposal(self, entry: Entry) -> ReviewedText:
        obj = self._objects.get(entry.path)
        present = obj is not None and self._current.get(entry.path) == entry.fingerprint
        return proposal_of(entry, record_code(obj) if obj is not None and present else None)
