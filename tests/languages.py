"""One answer in several languages, as a model writes it when the option `language` names one."""

from __future__ import annotations

import copy
from typing import Any

LANGUAGES: dict[str, tuple[str, str, str, str]] = {
    "German": (
        "Gibt zurück, was für den Ort vorhergesagt ist. Ist der Wert zu klein, wird eine Ausnahme ausgelöst.",
        "Der Wert, den Sie übergeben.",
        "Für jeden Tag der Ort.",
        "Wenn der Wert kleiner als eins ist.",
    ),
    "Japanese": ("指定した場所の天気を予報します。", "予報する場所の名前。", "日ごとの一覧。", "値が一より小さい場合。"),
    "French": (
        "La description du lieu demandé. Il n'y a pas de valeur par défaut.",
        "Le type de lieu, ou le nom de l'objet.",
        "La documentation de chaque jour.",
        "Si la valeur est trop petite.",
    ),
    "Italian": ("I valori del luogo, uno per giorno.", "I giorni.", "I valori di ogni giorno.", "Se il valore è nullo."),
    "Hindi": ("स्थान के मौसम का पूर्वानुमान देता है।", "स्थान का नाम।", "हर दिन का स्थान।", "यदि मान एक से कम है।"),
    "Polish": ("Zwraca nazwę miejsca. I tak dla każdego dnia.", "I nazwa miejsca.", "Lista dni.", "Gdy jej nie ma."),
}  # fmt: skip
"""Summary, the text of a parameter, of a result and of an exception."""


def translate(language: str) -> Any:
    """Make an `alter` for a fault of the local Azure: every text in the language."""
    summary, parameter, result, error = LANGUAGES[language]
    texts = {"parameter": parameter, "attribute": parameter, "returns": result, "yields": result, "raises": error}

    def alter(answers: list[dict[str, Any]], _objects: object) -> list[dict[str, Any]]:
        altered = copy.deepcopy(answers)
        for answer in altered:
            answer["summary"] = summary if answer["summary"] else ""
            answer["details"] = ""
            for section in answer["sections"]:
                section["text"] = texts[section["kind"]]
        return altered

    return alter
