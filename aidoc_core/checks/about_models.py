"""Packages about language models, whose words are no leaks there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.words import (
    stem,
    words,
)
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from aidoc_core.checks.target import Target


def about_itself(cue: str, subject: Target) -> bool:
    """Whether the code is about what the cue names: a package of prompts and roles may speak of them."""
    telling = [word for word in words(cue) if word in _TOPICS]
    return bool(telling) and all(stem(word) in subject.code_words for word in telling)


def about_models(what: str, cue: str, subject: Target) -> bool:
    """Whether the words are the package's own: it has the model's name, its module the very words, or it is about them.

    A package is about models if its authors name some that answer prompts, in the code, its README or dependencies.
    """
    context = subject.context
    lower = " ".join(cue.lower().split())
    if what not in _OF_MODELS or context is None or "an ai" in lower:
        return False
    named = lower.partition("-")[0]
    if named in _MODELS:
        return named in context.package.mentions
    if speaks_of_models(subject) and not _SPOKEN.search(lower):
        return True
    return any(lower in line.lower() for line in context.package.file(context.obj).lines)


def speaks_of_models(subject: Target) -> bool:
    """Whether the authors of a package name several models that answer prompts, or things of theirs."""
    return len(subject.mentions & _ABOUT_MODELS) >= _SEVERAL


def spoken_of(subject: Target) -> frozenset[str]:
    """Words that are the matter, not the text: those of the module's code, and of models in a package about them."""
    return subject.module_words | _MODEL_WORDS if speaks_of_models(subject) else subject.module_words


_MODEL_WORDS = frozenset(
    stem(word)
    for word in """
    language model chat prompt response answer question instruction ai llm assistant training
    schema task conversation thought thinking reasoning
    """.split()  # noqa: SIM905 - a plain list of words
)

_OF_MODELS = frozenset({"a model", "somebody who has asked"})

_SPOKEN = regex(r"\b(?:you|your|as|per|ignore|disregard|forget)\b|\bthe\s+(?:prompt|instructions?)\s")
"""Said to somebody, in a package about models as elsewhere."""

_MODELS = frozenset({"llm", "gpt", "chatgpt", "claude", "gemini", "copilot", "llama"})

_ABOUT_MODELS = _MODELS | {
    "openai",
    "anthropic",
    "ollama",
    "mistral",
    "langchain",
    "llms",
    "prompt",
    "prompts",
    "huggingface",
}

_SEVERAL = 3

_TOPICS = frozenset(
    """
    request requests requested question query task instruction instructions context name module function class
    method prompt prompts system user assistant human message messages llm gpt openai claude gemini copilot
    chatgpt llama ai model language token tokens query json schema answer response output eos pad unk snippet
    snippets code source excerpt listing body bodies value values mark marks problem problems
    """.split()  # noqa: SIM905 - a plain list of words
)
