"""`aidoc eval` on real packages with a real model: what its texts are worth, and what each part of the context is.

Twelve functions of three packages that no rule and no prompt was written on, each asked alone and without repairs, so
that a configuration that leaves out what an object has not got asks the same of it, and is answered from the record of
`model_server`; and 24 of three more, to tell what the context is worth as a whole. It ends after nine minutes; answers
are kept, and the next run goes on.
"""

from __future__ import annotations

import os
import random
import sys
import time
from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING, Any

from aidoc_core.evaluation.agreement import SharedWords
from aidoc_core.evaluation.configuration import WITHOUT, Configuration, configurations
from aidoc_core.evaluation.evaluation import evaluate
from aidoc_core.evaluation.filling import Filling
from aidoc_core.evaluation.preparing import Subject, prepared
from aidoc_core.evaluation.report import table as rows_of
from aidoc_core.settings import Settings
from benchmarks.packages import WORK, package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from aidoc_core.evaluation.preparing import Test

PICKED = {
    "humanize==4.13.0": (
        "humanize",
        ("filesize.naturalsize", "time.naturaldate", "time.naturalday", "time.naturaltime"),
    ),
    "natsort==8.4.0": (
        "natsort",
        ("__main__.check_filters", "__main__.range_check", "utils.chain_functions", "utils.regex_chooser"),
    ),
    "itsdangerous==2.2.0": (
        "itsdangerous",
        ("serializer.Serializer.dumps", "serializer.Serializer.loads", "serializer.Serializer.make_signer",
         "signer.Signer.derive_key"),
    ),
}  # fmt: skip
"""Asked with all of the context, without it, and without each part. Of each package, the first four by `choice._turn`
of those that take up to 300 tokens with 30 or more of context."""
MORE = {
    "validators==0.35.0": (
        "validators",
        ("hashes.sha256", "i18n.fr.fr_ssn", "card.mastercard", "i18n.es.es_doi", "card.visa", "card.mir",
         "encoding.base64", "card.amex"),
    ),
    "semver==3.0.4": (
        "semver",
        ("version.Version.to_dict", "version.Version.to_tuple", "version.Version.compare", "cli.main",
         "version.Version.is_compatible", "cli.cmd_bump", "cli.cmd_check", "version.Version.match"),
    ),
    "boltons==25.0.0": (
        "boltons",
        ("iterutils.unique_iter", "setutils.complement", "ioutils.SpooledIOBase.writelines",
         "funcutils.FunctionBuilder.remove_arg", "urlutils.quote_path_part", "setutils.IndexedSet.remove",
         "iterutils.untyped_sorted", "formatutils.DeferredValue.get_value"),
    ),
}  # fmt: skip
"""Asked by the first model only, with all of the context and without it: the first eight of each, by the same rule."""
SECONDS = float(os.environ.get("AIDOC_EVAL_SECONDS", "540"))
FIGURES = ("complete", "contradicted", "unsupported", "agreement", "told", "beyond", "words")
_RESAMPLES = 4_000


def measure(  # noqa: PLR0913 - keyword-only after whom it asks
    base_url: str,
    deployments: Sequence[str],
    *,
    quick: bool,
    picked: Mapping[str, tuple[str, Sequence[str]]] = PICKED,
    more: Mapping[str, tuple[str, Sequence[str]]] = MORE,
    find: Callable[[str], Path] = package,
    place: Path = WORK,
    seconds: float = SECONDS,
) -> dict[str, Any]:
    """Fill and measure as far as the time goes.

    Args:
        base_url: The address of the server.
        deployments: Models that it serves; the first one also without each part of the context, and as the judge.
        quick: One package, and the context as a whole.
        picked: Functions by the distribution and the package that they are of.
        more: Further ones, of which only the context as a whole is measured; none of them if `quick`.
        find: The directory of a distribution.
        place: Where answers are kept.
        seconds: When to end.
    """
    until, longest = time.monotonic() + seconds, max(1.0, seconds)
    settings = Settings(
        base_url=base_url,
        kinds=["function"],
        bundle=1,
        concurrency=1,
        max_repairs=0,
        request_timeout=longest,
    )
    without = WITHOUT[:1] if quick else WITHOUT
    compared = configurations(settings, root=place, deployments=deployments, against=(), without=without)
    whole_or_none = [compared[0], *compared[len(deployments) :][:1]]
    sets = [(one, compared, len(deployments)) for one in list(picked.items())[: 1 if quick else None]]
    sets += [] if quick else [(one, whole_or_none, 1) for one in more.items()]
    packages = {}
    for (requirement, (top, names)), ones, models in sets:
        source = find(requirement)
        only = [f"{top}.{name}" for name in names]
        subject = Subject(packages=[top], search=[source, *sys.path], root=source, only=only)
        with prepared(subject, settings, sample=len(names), seed=0) as test:
            packages[requirement] = _measured(test, ones, models, until, place)
    whole = [row for one in packages.values() for row in one["context"]["texts"]]
    return {"packages": packages, "differences": dict(_differences(whole, [one.name for one in compared]))}


def _measured(
    test: Test, compared: Sequence[Configuration], deployments: int, until: float, place: Path
) -> dict[str, Any]:
    environment = {"OPENAI_API_KEY": os.environ.get("OPENAI_API_KEY", "none")}
    filling = Filling(directory=place / "eval", root=place, environment=environment)
    answered, missing = [], []
    for one in compared:
        filled = filling.fill(_until(one, until), test.objects, left=None)
        outcomes = {record.outcome for record in filled.records.values()}
        if outcomes != {"missed"}:
            answered.append(one)
        if "missed" in outcomes:
            missing.append(one.name)
    whole, others = answered[:1], [one for one in answered[1:] if one in compared[:deployments]]
    rest = [replace(one, settings=replace(one.settings, offline=True)) for one in answered if one not in others]
    agreement = SharedWords()
    context = evaluate(test, rest, filling=filling, agreement=agreement, budget=None, judge=False)
    result = {"missing": missing, "context": context}
    if whole and others:
        pair = [_until(one, until) for one in (*whole, *others)]
        result["deployments"] = evaluate(
            test, pair, filling=filling, agreement=agreement, budget=None, judge=until > time.monotonic()
        )
    return result


def _until(one: Configuration, until: float) -> Configuration:
    return replace(one, settings=replace(one.settings, deadline=max(0.1, until - time.monotonic())))


def _differences(
    rows: Sequence[dict[str, Any]], names: Sequence[str]
) -> Iterator[tuple[str, dict[str, tuple[float, float, float]]]]:
    """What leaving something out does to each figure, object by object: the mean, and where 95 of 100 resamples lie."""
    chance = random.Random(0)
    for name in names[1:]:
        both = [row["scores"] for row in rows if name in row["scores"] and names[0] in row["scores"]]
        found = {}
        for figure in FIGURES:
            values = [scores[name].get(figure, 0.0) - scores[names[0]].get(figure, 0.0) for scores in both]
            if len(values) > 1:
                means = sorted(fmean(chance.choices(values, k=len(values))) for _ in range(_RESAMPLES))
                found[figure] = fmean(values), means[_RESAMPLES // 40], means[-_RESAMPLES // 40]
        if found:
            yield name, found


def table(figures: dict[str, Any]) -> Iterator[str]:
    """The figures as Markdown."""
    for name, one in figures["packages"].items():
        yield f"\n{name}: {one['context']['scored']} docstrings\n"
        if one["missing"]:
            yield f"Not answered in full in the time there was: {', '.join(one['missing'])}. Run it again to go on.\n"
        for part in ("context", "deployments"):
            if part in one and one[part]["scored"]:
                yield from _lines(rows_of(one[part]))
                yield ""
        for judged in one.get("deployments", {}).get("judged", ()):
            yield (
                f"Judge {judged['first']}: {judged['pairs']} pairs, wins {judged['wins']}, ties {judged['ties']}, "
                f"{judged['swayed']} turn with the order, {judged['unjudged']} not judged\n"
            )
    if figures["differences"]:
        yield "\nLeft out, and what that does (mean, and an interval of 95 % by resampling objects):\n"
        yield from _lines(
            [
                ("", *FIGURES),
                *(
                    (name, *("{:+.2f} ({:+.2f} to {:+.2f})".format(*found[figure]) for figure in FIGURES))
                    for name, found in figures["differences"].items()
                ),
            ]
        )


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    first, *rest = rows
    yield from (f"| {' | '.join(line)} |" for line in (first, ["---"] * len(first), *rest))
