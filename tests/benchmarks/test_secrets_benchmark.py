"""The secrets benchmark on one function: planted code is Python, figures become a table, nothing is told."""

import ast
from random import Random

import pytest

from aidoc_core.code.packages import read_package
from benchmarks.redaction import Counts, _false_alarms, _own_rules, _plant, table
from benchmarks.redaction.planting import plant
from benchmarks.redaction.rival import redacted
from benchmarks.redaction.secrets_made import KINDS

pytestmark = pytest.mark.slow

SOURCE = 'def pack(parcel, depth=3):\n    """Put it into a box."""\n    return [parcel] * depth\n'


def test_what_is_planted_is_there_and_is_python():
    """Each part that must not be sent stands in the code, whatever the form."""
    random = Random(1)
    for kind in KINDS * 10:
        planted = plant(SOURCE, kind, random)
        if planted is not None:
            ast.parse(planted.code)
            assert planted.secrets
            assert all(secret in planted.code for secret in planted.secrets), (kind.name, planted.form)


def test_the_figures(tmp_path):
    """Counts add up, false alarms are told by kind and place, and the table has them all."""
    secret = "hunter" + "2"
    (tmp_path / "shop.py").write_text(SOURCE + f"\ndef key():\n    password = '{secret}'\n", encoding="utf-8")
    objects = list(read_package("shop", [tmp_path], root=tmp_path))
    row = _false_alarms(objects)
    assert (row["false_alarms"], row["places"]) == (1, ["shop.py:6: password or key"])
    counts = Counts()
    _plant([obj for obj in objects if obj.name == "pack"], counts, len(KINDS))
    figures = counts.figures()
    assert figures["planted"] > len(KINDS) - 10
    assert figures["share"] > 0.9
    assert figures["share"] > figures["share_detect_secrets"] > 0.2
    corpus = _own_rules(1).figures()
    assert corpus["share"] > 0.8
    text = table(
        {"corpus": corpus, "planted": {"held_out": figures}, "packages": {"shop==1": {"group": "held_out", **row}}}
    )
    assert "shop==1 (held_out): 1 false alarms in 3 objects" in text
    assert "| JWT | 1 | 100 |" in text
    assert secret not in text


def test_the_rival_is_given_its_chance():
    """It takes out what it is known for, so that the comparison is one."""
    secret = "hunter" + "2x"
    assert secret not in redacted(f'password = "{secret}"\n')
