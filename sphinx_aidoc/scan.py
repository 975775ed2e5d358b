"""What documents show: from their text to the objects of the code, told before anything is read.

Knows no session: nothing is filled, asked or opened here. What other extensions show while documents are read is
caught when autodoc comes to it (`Scan.unseen`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.declared import Declared, declared_in, together, without_described
from aidoc_core.problems import Problem
from sphinx_aidoc.directives import scan_file
from sphinx_aidoc.documenters import Question
from sphinx_aidoc.keeping import Rules
from sphinx_aidoc.members import MemberOptions
from sphinx_aidoc.missing import lacks
from sphinx_aidoc.placed import lacking_signature
from sphinx_aidoc.walking import Walker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sphinx.config import Config

    from aidoc_core.settings import Settings
    from sphinx_aidoc.directives import Found
    from sphinx_aidoc.documenters import Documenters
    from sphinx_aidoc.leaving_out import Handlers
    from sphinx_aidoc.shown import Shown
    from sphinx_aidoc.words import LivePackages

_WITH_MEMBERS = ("automodule", "autoclass", "autoexception")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What one document shows.

    Attributes:
        shown: The objects, in order; one may come more than once.
        names: The names under which they are shown, by their paths.
        init_apart: Paths of classes whose `__init__` has a directive of its own.
        signatures: Those that documenters of other extensions show of objects and that lack what the code has.
    """

    shown: tuple[Shown, ...]
    names: Mapping[str, str]
    init_apart: frozenset[str]
    signatures: Declared


class Scan:
    """Finds what documents show.

    Args:
        config: Sphinx' configuration.
        settings: aidoc's options.
        source: Sphinx' source directory.
        packages: The code.
        handlers: What the project itself leaves out and lets in.
        documenters: Those of other extensions.

    Attributes:
        packages: The code.
        rules: What conf.py says about what autodoc shows.
        failing: Whether a directive names what autodoc cannot get at, which it tells itself.
        unfound: The names in directives for which there is no Python source, each once.
    """

    def __init__(  # noqa: PLR0913 - keyword-only after what every scan needs
        self,
        config: Config,
        settings: Settings,
        *,
        source: Path,
        packages: LivePackages,
        handlers: Handlers | None = None,
        documenters: Documenters | None = None,
    ) -> None:
        self.packages = packages
        self.rules = Rules(
            inherit=getattr(config, "autodoc_inherit_docstrings", True),
            content=getattr(config, "autoclass_content", "class"),
            separated=getattr(config, "autodoc_class_signature", "mixed") == "separated",
        )
        self._defaults = getattr(config, "autodoc_default_options", {})
        self._source = source
        self._documenters = documenters
        self._others = frozenset(documenters.directives if documenters is not None else ())
        self._walker = Walker(packages, settings, self.rules, handlers, documenters)
        self._walked: set[tuple[str, MemberOptions, bool]] = set()
        self.failing = False
        self.unfound: dict[str, None] = {}

    def bring(self, file: Path) -> None:
        """Import what autodoc is going to import for a document."""
        for found in scan_file(file, self._source, self._others):
            for name in found.candidates():
                self._bring(found, name)
                if self.packages.find(name) is not None:
                    break

    def _bring(self, found: Found, name: str) -> None:
        live, module = self.packages.live, self._imported_for(found, name)
        if not isinstance(self.packages.find(module), griffe.Module) or not live.bring(module):
            return
        options = self._options(found)
        if found.directive != "automodule":
            live.get(module, [name.removeprefix(f"{module}.").partition(".")[0]])
            if isinstance(self.packages.find(name), griffe.Module) and live.find(name) is None:
                live.bring(name)  # a row of a table: autosummary imports what is no member of the package
        elif options.everything or options.listed:
            live.get(module)

    def ask(self, files: Iterable[Path]) -> None:
        """Ask the documenters of other extensions at once what all their directives show.

        Args:
            files: The documents.
        """
        if self._documenters is not None and self._others:
            self._documenters.ask(
                Question(directive=found.directive, name=name, options=found.options)
                for file in files
                for found, name, obj in self._directives(file)
                if found.directive in self._others and not self._fails(found, name, obj)
            )

    def out_of_reach(self, file: Path) -> Iterator[Problem]:
        """Modules that autodoc cannot import for a document: it tells so itself, but a command ends before it does."""
        names: set[str] = set()
        for found in scan_file(file, self._source, self._others):
            name = next((name for name in found.candidates() if self.packages.find(name) is not None), None)
            if name is not None:
                names.add(self._imported_for(found, name))
            elif found.directive == "automodule":
                names |= {name for name in found.candidates() if all(map(str.isidentifier, name.split(".")))}
        for name in sorted(names):
            known = self.packages.find(name)
            if (known is None or isinstance(known, griffe.Module)) and not self.packages.live.bring(name):
                message = f"autodoc cannot import '{name}': nothing of it is looked at. A build tells why."
                yield Problem(kind="source", message=message, where=str(file))

    def _fails(self, found: Found, name: str, obj: griffe.Object) -> bool:
        """Whether autodoc will not get at what a directive names; it tells that itself, and shows nothing."""
        live = self.packages.live
        return live.failed(self._imported_for(found, name)) or live.failed(name) or lacks(self.packages, obj)

    def _imported_for(self, found: Found, name: str) -> str:
        return name if found.directive == "automodule" else self._module_of(name)

    def _module_of(self, name: str) -> str:
        """The module that autodoc gets a name from."""
        above = name.rpartition(".")[0]
        while "." in above and not isinstance(self.packages.find(above), griffe.Module):
            above = above.rpartition(".")[0]
        return above or name

    def document(self, file: Path) -> Scanned:
        """What a document shows, or would show if it had a text."""
        shown: list[Shown] = []
        names: dict[str, str] = {}
        apart = set()
        self._walker.signatures.clear()
        for found, name, obj in self._directives(file):
            if self._fails(found, name, obj):
                self.failing = True
                continue
            names[obj.path] = name
            if found.directive == "automethod" and obj.name == "__init__" and obj.parent is not None:
                apart.add(obj.parent.path)
            if found.directive in self._others:
                walked = list(self._walker.foreign(found.directive, obj, name, found.options))
            else:
                walked = self.walk(obj, self._options(found), name, row=found.directive == "autosummary")
            for one in walked:
                names.update((one.api.path, ".".join(filter(None, place))) for place in one.places[1:])
                shown.append(one)
        return Scanned(shown=tuple(shown), names=names, init_apart=frozenset(apart), signatures=self.signatures())

    def written(self, obj: griffe.Object, names: Sequence[str] | None) -> Declared:
        """The signature of an object that a documenter of another extension has just written.

        Args:
            obj: The object.
            names: The names in the signature; `None` where it is not known.
        """
        signature = lacking_signature(self.packages, obj, names)
        return Declared(signatures={obj.path: (signature,)} if signature else {})

    def signatures(self) -> Declared:
        """The signatures of what was walked last, as if people had written them in directives."""
        return Declared(signatures={path: (one,) for path, one in self._walker.signatures.items()})

    def declare(self, file: Path) -> Declared:
        """What a document describes by directives that stand in it, by the objects' own paths where they are known."""
        try:
            found = declared_in(file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError):  # Sphinx itself will say so
            return Declared()
        said = together(
            Declared(
                contents={obj.path: said} if (said := without_described(one.content)) else {},
                signatures={obj.path: (one.signature,)} if one.signature else {},
            )
            for one, _, obj in self._directives(file)
            if one.content or one.signature
        )
        return replace(said, written=self._own(found.written), auto=self._own(found.auto))

    def _own(self, names: frozenset[str]) -> frozenset[str]:
        found = (self.packages.find(name) for name in names if "." in name)
        return frozenset(obj.path for obj in found if obj is not None and not obj.is_module)

    def marks(self, shown: Shown) -> bool:
        """Whether autodoc may be told of a text: it may then show the object as a member, too.

        Not where a directive shows it already, or where autodoc could not describe it without a warning.
        """
        path = shown.api.path
        return path not in self._walker.twice and self.packages.live.describes(path)

    def shows(self, shown: Shown) -> bool:
        """Whether a text can be shown: without being told, autodoc has none for a mere value."""
        return shown.api.kind not in ("field", "data") or self.marks(shown)

    def shows_any(self, file: Path) -> bool:
        """Whether a document shows any object."""
        return any(
            True
            for found, name, obj in self._directives(file)
            for _ in self._walker.walk(obj, self._options(found), name)  # its root at the least
        )

    def walk(self, obj: griffe.Object, options: MemberOptions, name: str = "", *, row: bool = False) -> list[Shown]:
        """What a directive for an object shows, or a row of a table: that says nothing of constructors."""
        self._walked.add((obj.path, options, row))
        found = (replace(one, options=options) for one in self._walker.walk(obj, options, name))
        if not row:
            return list(found)
        return [replace(one, row=True) for one in found if one.obj is obj or self.rules.with_init(options)]

    def foreign(self, directive: str, obj: griffe.Object, name: str, options: Mapping[str, Any]) -> list[Shown]:
        """What a directive of another extension shows, or would show if it had a text.

        Args:
            directive: Its name.
            obj: What it names.
            name: The full name of that.
            options: Its options, as written or as a documenter has them.
        """
        self._walker.signatures.clear()
        return list(self._walker.foreign(directive, obj, name, options))

    def unseen(self, obj: griffe.Object, options: MemberOptions, name: str, *, row: bool) -> list[Shown]:
        """The same; nothing if it was walked in the same way before."""
        if (obj.path, options, row) in self._walked or (not row and (obj.path, options) in self._walker.walked):
            return []
        return self.walk(obj, options, name, row=row)

    def _directives(self, file: Path) -> Iterator[tuple[Found, str, griffe.Object]]:
        """The auto directives of a document, each with the name that it means and its object."""
        for found in scan_file(file, self._source, self._others):
            for name in found.candidates():
                obj = self.packages.find(name)
                if obj is not None:
                    yield found, name, obj
                    break
            else:
                self.unfound[found.name] = None

    def _options(self, found: Found) -> MemberOptions:
        if found.directive in _WITH_MEMBERS:
            return MemberOptions.from_directive(found.options, self._defaults)
        return MemberOptions.of_one(found.options)  # a line of an autosummary shows no members
