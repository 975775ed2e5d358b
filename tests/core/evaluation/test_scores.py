"""The figures of an evaluation, on texts whose worth is known."""

from __future__ import annotations

import importlib
import importlib.util
from math import sqrt
from pathlib import Path
from statistics import stdev

import pytest

from aidoc_core.code.packages import read_package
from aidoc_core.errors import ConfigError
from aidoc_core.evaluation.agreement import Agreement, SharedWords, open_agreement
from aidoc_core.evaluation.report import markdown
from aidoc_core.evaluation.scores import CONTRADICTED, UNSUPPORTED, Score, differences, means, persons_texts, score

CODE = """
def level(depth: int, *places: str) -> float:
    {doc}
    if not places:
        raise ValueError(depth)
    return depth / 2
"""
NUMPY = '''"""Tell the mean level of the water.

    Waves are left out.

    Parameters
    ----------
    depth : int
        Metres below the quay.
    *places
        Harbours to look at.

    Returns
    -------
    float
        Metres above the chart.
    """'''
PERSON = {
    "summary": "Tell the mean level of the water.",
    "description": "Waves are left out.",
    "parameter depth": "Metres below the quay.",
    "parameter *places": "Harbours to look at.",
    "returns": "Metres above the chart.",
}


def test_a_persons_docstring_in_parts(tmp_path: Path) -> None:
    """A docstring in any style comes apart into the places that an answer has."""
    (tmp_path / "tides.py").write_text(CODE.format(doc=NUMPY))
    obj = read_package("tides", [tmp_path])[1]
    assert persons_texts(obj) == PERSON


def test_the_figures_of_a_text(tmp_path: Path) -> None:
    """Completeness counts what the code has, agreement what the person has, and what is beyond the signature is counted."""
    (tmp_path / "tides.py").write_text(CODE.format(doc="pass"))
    obj = read_package("tides", [tmp_path])[1]
    texts = {
        "summary": "Tell the mean level of water.",
        "parameter depth": "Fathoms.",
        "raises ValueError": "No harbour.",
    }
    found = score(obj, texts, PERSON, rules=["AD902", "AD302", "AD505"], agreement=SharedWords(), usd=0.5)
    assert found.filled
    assert found.complete == pytest.approx(3 / 5)  # the summary, two parameters, the result and the exception
    assert (found.contradicted, found.unsupported) == (1, 1)
    assert found.agreement == {"summary": 1.0, "parameters": 0.0, "results": 0.0}
    assert 0 < found.told < 0.6
    assert found.words == 9
    assert found.beyond == 5  # tell, mean, water, fathoms, harbour
    nothing = score(obj, {}, PERSON, rules=[], agreement=SharedWords())
    assert (nothing.filled, nothing.complete, nothing.told, nothing.words) == (False, 0.0, 0.0, 0)
    assert nothing.agreement == {"summary": 0.0, "parameters": 0.0, "results": 0.0}


def test_which_rules_count() -> None:
    """Every rule on what the code says otherwise counts once: as a contradiction, or as a claim without support."""
    assert not CONTRADICTED & UNSUPPORTED
    assert {"AD101", "AD302"} <= CONTRADICTED
    assert {"AD404", "AD902", "AD903", "AD904"} <= UNSUPPORTED


def _score(words: int, usd: float | None = 0.01) -> Score:
    return Score(
        filled=True, complete=1.0, contradicted=0, unsupported=0, agreement={"summary": words / 10}, told=0.5, beyond=1,
        words=words, usd=usd,
    )  # fmt: skip


def test_means_and_differences() -> None:
    """Means are over all objects, dollars are unknown where one is, and a difference comes with what it may be off by."""
    table = means([_score(2), _score(4)])
    assert (table["words"], table["agreement summary"], table["usd"]) == (3.0, pytest.approx(0.3), 0.02)
    assert table["usd_per_100"] == pytest.approx(1.0)
    assert means([_score(2), _score(4, None)])["usd_per_100"] is None
    found = differences([_score(2), _score(4), _score(6)], [_score(3), _score(5), _score(7)])
    assert found["words"] == {"mean": 1.0, "plus_minus": 0.0}
    spread = differences([_score(2), _score(2)], [_score(2), _score(4)])["words"]
    assert spread["mean"] == 1.0
    assert spread["plus_minus"] == pytest.approx(12.706)  # two values tell next to nothing
    for size, t in ((5, 2.776), (12, 2.201), (30, 2.045), (1_000, 1.962)):  # Student's t for one case of twenty
        before, after = [_score(2)] * size, [_score(2 + number % 2) for number in range(size)]
        one = differences(before, after)["words"]
        error = stdev(number % 2 for number in range(size)) / sqrt(size)
        assert one["plus_minus"] == pytest.approx(t * error, rel=0.001)
    assert means([])["usd_per_100"] is None


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("Open the harbour gate.", "Opens a gate of harbours", 1.0),
        ("Open the harbour gate.", "Close the window.", 0.0),
        ("Return it.", "Returns it", 1.0),  # nothing but filler: all words count
        ("", "Open the gate.", 0.0),
    ],
)
def test_shared_words(one: str, other: str, value: float) -> None:
    """Forms of a word are one word, and filler does not count where anything else is there."""
    assert SharedWords().between([(one, other)]) == [value]


def test_an_embedding_of_a_directory(tmp_path: Path) -> None:
    """A static embedding that lies on disk is read by model2vec itself, and words that it holds alike agree."""
    if importlib.util.find_spec("model2vec") is None:
        (tmp_path / "config.json").write_text("{}")
        with pytest.raises(ConfigError, match=r"--embedding needs the package model2vec. Install it: .*\[eval\]"):
            open_agreement(tmp_path)
        return
    numpy, model2vec, tokenizers = (importlib.import_module(name) for name in ("numpy", "model2vec", "tokenizers"))
    models = tokenizers.models
    tokenizer = tokenizers.Tokenizer(models.WordLevel({"[UNK]": 0, "boat": 1, "ship": 2, "tax": 3}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    vectors = numpy.array([[0.0, 0.0], [1.0, 0.1], [1.0, 0.0], [0.0, 1.0]], dtype="float32")
    model2vec.StaticModel(vectors, tokenizer).save_pretrained(tmp_path / "toy")
    found: Agreement = open_agreement(tmp_path / "toy")
    alike, different, unknown = found.between([("boat", "ship"), ("ship", "tax"), ("quay", "ship")])
    assert alike > 0.9
    assert different < 0.01
    assert unknown == 0.0
    assert (found.name, found.between([])) == ("embedding toy", [])
    (tmp_path / "toy" / "model.safetensors").write_bytes(b"x")
    with pytest.raises(ConfigError, match="cannot be read as a model2vec model"):
        open_agreement(tmp_path / "toy")


def test_texts_mean_nothing_to_the_report() -> None:
    """What a model or a person wrote is data: no markup of theirs gets into the report."""
    evil = "<script>alert(1)</script> | [x](javascript:1) # `a`\n\n## Heading ![i](http://x/y.png)"
    row = {
        "path": "m.f", "kind": "function", "source": "m.py:1", "person": {"summary": evil}, "texts": {"docs": {}},
        "reasons": {"docs": evil}, "scores": {"docs": {}},
    }  # fmt: skip
    result = {
        "scored": 1, "agreement": "words", "people": {},
        "configurations": [{"name": "docs", "scores": {"usd": None}, "billed": {"known_usd": 0.0, "unpriced": 1}}],
        "differences": [], "judged": [], "lacking": [], "left_out": [], "spent_usd": None, "texts": [row],
    }  # fmt: skip
    text = markdown(result)
    assert "<script" not in text
    assert "](" not in text.replace("\\](", "").replace("]\\(", "")
    assert [line for line in text.splitlines() if line.startswith("##")] == ["## Agrees most: `m.f`"]
    assert "unknown" in text
