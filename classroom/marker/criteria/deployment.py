"""Whether the service starts, keeps its contract, refuses in one line and loads its model once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from classroom.marker import truth
from classroom.marker.confined import Heard
from classroom.marker.criteria import broken
from classroom.marker.criteria.training import train
from classroom.marker.tables import DEFAULT
from classroom.marker.work import Found, Work, linear, lost

PROBE = "serving"
SERVED = ("starts", "contract", "errors", "loaded_once")
CARDS = 5
REFUSED, TOO_LARGE = (413, 422), 413
LONGEST_LINE = 500
CENT = 0.011
# Of the computing of a predict that loads each time: all points, and none.
CHEAP, DEAR = 0.5, 1.0
LARGEST_BYTES = 200_000


def found(work: Work) -> dict[str, Found]:
    """A share for each part; the files are read, the app is asked in its own process."""
    packaged = {"packaged": files(work.copy)}
    if fault := train(work).fault(f"train {DEFAULT}"):
        return lost(SERVED, f"there is no artefact to serve: {fault}") | packaged
    heard, names = heard_of(work)
    if fault := heard.fault("start"):
        return lost(SERVED, f"the app does not start: {fault}") | packaged
    return {
        "starts": pages(heard),
        "contract": contract(heard),
        "errors": refusals(heard, names),
        "loaded_once": cost(heard),
        **packaged,
    }


def heard_of(work: Work) -> tuple[Heard, list[str]]:
    """What the app answered, and the names of the broken requests."""
    folder = work.place / "serving"
    folder.mkdir(exist_ok=True)
    cards = work.tables.read(DEFAULT, "holdout").drop("price_usd").head(CARDS)
    cards.write_parquet(folder / "cards.parquet")
    requests = broken.requests(json.loads(json.dumps(cards.to_dicts()[0], default=str)))
    artifact = str(work.artifact(DEFAULT))
    heard = work.heard(
        PROBE, artifact=artifact, cards=str(folder / "cards.parquet"), broken=requests
    )
    return heard, list(requests)


def pages(heard: Heard) -> Found:
    """Whether the four pages answer, the one at / with a form."""
    wrong = []
    for page in ("/health", "/ready", "/metrics", "/"):
        told = heard.value(f"GET {page}") or {"status": heard.fault(f"GET {page}"), "body": ""}
        if told["status"] != 200:
            wrong.append(f"GET {page}: {told['status']}")
        elif page == "/" and "<form" not in str(told["body"]).lower():
            wrong.append("GET /: there is no form")
    return Found(1 - len(wrong) / 4, "; ".join(wrong) or "four pages answer")


def contract(heard: Heard) -> Found:
    """Whether quotes come back as the interface says, equal to those of `predict`."""
    if fault := heard.fault("quote") or heard.fault("predict"):
        return Found(0.0, fault)
    told, prices = heard.value("quote"), heard.value("predict")["price_usd"]
    body = told["body"]
    if told["status"] != 200 or not isinstance(body, dict):
        return Found(0.0, f"a right request is answered with {told['status']}: {str(body)[:150]}")
    quotes = body.get("quotes")
    if not isinstance(quotes, list) or len(quotes) != len(prices):
        return Found(0.0, f"the answer holds no list of {len(prices)} quotes")
    if not all(_quote(one, price) for one, price in zip(quotes, prices, strict=True)):
        return Found(0.0, f"a quote is not predict's price with an offer of 60 %: {quotes[0]}")
    return _about(body, told["headers"])


def refusals(heard: Heard, names: list[str]) -> Found:
    """The share of broken requests that are refused; one 500 costs half of the points."""
    wrong, failed = [], False
    for name in names:
        told = heard.value(f"broken {name}")
        why = refusal(name, told) if told else heard.fault(f"broken {name}")
        failed = failed or not told or told["status"] >= 500
        wrong += [f"{name}: {why}"] if why else []
    share = 1 - len(wrong) / len(names)
    # A service that refuses everything has not refused a broken request.
    again = heard.value("quote again")
    if not again or again["status"] != 200:
        return Found(0.0, "after the broken requests a right one is not answered with 200")
    shown = "; ".join(wrong[:3]) or f"{len(names)} broken requests refused in one line"
    return Found(share * (0.5 if failed else 1), shown)


def refusal(name: str, told: dict[str, Any]) -> str:
    """What is wrong with the answer to a broken request; empty when nothing is."""
    wanted = (TOO_LARGE,) if name == "too large" else REFUSED
    if told["status"] not in wanted:
        return f"{told['status']}" + (f" ({told['log']})" if told["log"] else "")
    said = told["body"].get("detail") if isinstance(told["body"], dict) else None
    if not isinstance(said, str) or not said or "\n" in said or len(said) > LONGEST_LINE:
        return "detail is not one line"
    return ""


def cost(heard: Heard) -> Found:
    """How much less computing a request takes than loading the artefact each time."""
    if fault := heard.fault("cost"):
        return Found(0.0, fault)
    told = heard.value("cost")
    ratio = told["service_ms"] / max(told["predict_ms"], 1e-9)
    share = linear(ratio, none_at=DEAR, full_at=CHEAP)
    return Found(share, f"a request takes {ratio:.2f} of the computing of predict")


def files(project: Path) -> Found:
    """Whether an image could be built and the tests be run elsewhere, by what the files say."""
    wrong = [why for why in (_dockerfile(project), _workflow(project)) if why]
    return Found(1 - len(wrong) / 2, "; ".join(wrong) or "Dockerfile and workflow are whole")


def _quote(told: Any, price: float) -> bool:
    if not isinstance(told, dict):
        return False
    offer = truth.OFFER_SHARE * price
    return truth.same(told.get("price_usd"), price, within=CENT) and truth.same(
        told.get("offer_usd"), offer, within=CENT
    )


def _about(body: dict[str, Any], headers: dict[str, str]) -> Found:
    missing = [name for name in ("request_id", "model_version") if not body.get(name)]
    missing += [] if headers.get("x-request-id") else ["the header X-Request-Id"]
    if missing:
        return Found(1 - len(missing) / 3, f"the answer lacks {', '.join(missing)}")
    return Found(1.0, "quotes equal predict's, with request_id, model_version and X-Request-Id")


def _dockerfile(project: Path) -> str:
    lines = [line.split(maxsplit=1) for line in _text(project / "Dockerfile").splitlines()]
    said = {words[0].upper(): words[1] for words in lines if len(words) == 2}
    missing = [word for word in ("FROM", "USER") if word not in said]
    missing += [] if {"CMD", "ENTRYPOINT"} & said.keys() else ["CMD"]
    if missing:
        return f"the Dockerfile has no {', '.join(missing)}"
    return "the Dockerfile's user is root" if said["USER"].split(":")[0] in ("root", "0") else ""


def _workflow(project: Path) -> str:
    import yaml

    paths = sorted((project / ".github" / "workflows").glob("*.y*ml"))
    for path in paths:
        try:
            told = yaml.safe_load(_text(path))
        except (yaml.YAMLError, RecursionError) as error:
            return f"{path.name} does not parse ({str(error).splitlines()[0]})"
        if (
            isinstance(told, dict)
            and isinstance(told.get("jobs"), dict)
            and "pytest" in str(told["jobs"])
        ):
            return ""
    return "no workflow in .github/workflows has a job that runs pytest"


def _text(path: Path) -> str:
    if not path.is_file() or path.stat().st_size > LARGEST_BYTES:
        return ""
    return path.read_text("utf-8", "replace")
