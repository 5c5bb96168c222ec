"""Whether a written claim says more than a table can show: an effect, or that there is none.

A table shows who leaves, not why; what changes a number only an experiment can show. A sentence
with a hedge ("whether", "may", a denial) claims nothing and is let through.
"""

from __future__ import annotations

import re

from classroom.checks.prose import sentences

CAUSAL = re.compile(
    r"\b(because|caus(e|es|ed|ing)|due to|leads? to|led to|driv(e|es|en|ing)|results? in|thanks to|"
    r"makes? (\w+ ){0,4}(leave|stay|go)|reduc\w+|prevents?|preventing|lowers|lowering)\b",
    re.IGNORECASE,
)
# What changes what somebody gets is done in the hope of an effect.
CHANGED = re.compile(
    r"^\W*(offer|give|grant|introduce)\b|\b(discounts?|rebates?|vouchers?|bonus|cheaper)\b|"
    r"\bso that (fewer|less|more) (\w+ ){0,4}?(leave|leaves|go|stay|stays|remain|notices?)\b",
    re.IGNORECASE,
)
HEDGE = re.compile(
    r"\b(no|not|never|nobody|nothing|neither|nor|cannot|\w+n['\u2019]t|whether|if|may|might|could|"
    r"unknown|why|without|test\w*|before)\b",
    re.IGNORECASE,
)
PROVED = re.compile(
    r"\b(no (effect|influence|impact|role)|do(es)? not matter|do(es)?n['\u2019]t matter|"
    r"irrelevant|the same everywhere|proves?|equally (often|many|likely|loyal)|"
    r"(leaves?|left|stays?|are|is) (\w+ ){0,2}?(equally|equal|alike|the same (in|for|every\w*)))\b",
    re.IGNORECASE,
)
# Taking something away, where no difference gave a reason to; a denial before it is none.
CUTS = re.compile(
    r"\b(shorten(s|ed|ing)?|cut(s|ting)?|reduc(e|es|ing)|clos(e|es|ing)(?! (to|by)\b)|"
    r"trim(s|med|ming)?|halv(e|es|ed|ing)|(fewer|less|shorter) (hours|agents|people|staff))\b"
    r"(?! (\w+ )?(no|not|nothing|nobody|none)\b)"
    r"(?!.*\b(no (ground|basis|reason)|not (supported|on)))",
    re.IGNORECASE,
)
SPARED = re.compile(
    r"\b(no|not|never|nobody|nothing|neither|nor|cannot|\w+n['\u2019]t|without|whether|why|before|"
    r"until|rather than|instead of|against|keep|wait|postpone|refuse|reject|oppose|stop|decline|"
    r"leave|ask\w*|drop|shelve|put|who(ever)?|than|if)\b",
    re.IGNORECASE,
)
# Of an action every sentence counts, however short.
ENDED = re.compile(r"(?<=[.?])\s+")
DRAWN = re.compile(
    r"\b(random\w*|lots?(?! of\b)|lottery|coins?|experiment|a/b|"
    r"draw\w*(?! (\w+ )?(attention|up)\b)|chance(?! (that|of|to|for)\b))\b",
    re.IGNORECASE,
)
UNDRAWN = re.compile(
    r"\b(nobody|no one|none|never|without|not(?! (all|only|every))|no(?! more))\b"
    r"(?:(?!\bbut\b)[^,;:.]){0,25}$",
    re.IGNORECASE,
)
DRAWABLE = re.compile(
    r"\b(households?|homes?|famil(y|ies)|contracts?|customers?|hal(f|ves)|groups?|"
    r"who|whom|those|which)\b",
    re.IGNORECASE,
)
# Only of "the first group" is it sure whom a comparison speaks of.
FIRST_GROUP = r"\b(first|former) group\b(?:(?!\b(second|other|latter|not|no|than)\b)[^,.;:])*?\b"
TURNED = {
    1: re.compile(FIRST_GROUP + r"(less often|less|fewer|loyal|seldom|lower)\b", re.IGNORECASE),
    -1: re.compile(FIRST_GROUP + r"(more often|more(?! loyal)|higher)\b", re.IGNORECASE),
}
DOUBT = re.compile(
    r"\b(cannot|can not|can['\u2019]t|whether|if|may|might|could|not (say|mean|prove)|nobody)\b",
    re.IGNORECASE,
)


def claimed_effect(text: str, *, action: bool = False) -> str:
    """The first words by which a sentence without a hedge claims an effect, or nothing.

    Of an `action`, giving somebody something counts as well.
    """
    patterns = (CAUSAL, CHANGED) if action else (CAUSAL,)
    for sentence in sentences(text) or [text]:
        found = next((one for pattern in patterns if (one := pattern.search(sentence))), None)
        if found and not HEDGE.search(sentence):
            return found.group().strip()
    return ""


def claimed_absence(text: str) -> str:
    """The first words that take a difference that was not found for none, or nothing."""
    plain = [one for one in sentences(text) or [text] if not DOUBT.search(one)]
    found = (PROVED.search(one) for one in plain)
    return next((one.group() for one in found if one), "")


def turned_round(text: str, sign: int) -> str:
    """The words that tell the first group's difference with the other sign than 1 or -1."""
    found = TURNED[sign].search(text) if sign else None
    return found.group() if found else ""


def claimed_cut(text: str) -> str:
    """The first words by which an action takes something away, or nothing."""
    for sentence in ENDED.split(text):
        found = CUTS.search(sentence)
        if found and not SPARED.search(sentence[: found.start()]):
            return found.group().strip()
    return ""


def draws_by_chance(text: str) -> bool:
    """Whether a sentence says that households, contracts or a half of them are drawn by chance."""
    return any(
        DRAWABLE.search(one)
        and any(not UNDRAWN.search(one[: found.start()]) for found in DRAWN.finditer(one))
        for one in ENDED.split(text)
    )
