"""What keeps a service from starting: one line each; and that the documents list every setting."""

from __future__ import annotations

import pytest

from cardshop.service import ServiceError, Settings, read_settings


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CARDSHOP_{name.upper()}", raising=False)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "no API key is set"),
        ({"CARDSHOP_API_KEYS": ""}, "no API key is set"),
        ({"CARDSHOP_API_KEYS": " , "}, "no API key is set"),
        ({"CARDSHOP_API_KEYS": "short"}, "shorter than 16"),
        ({"CARDSHOP_API_KEYS": "a-key-of-the-shop-0,short"}, "shorter than 16"),
        ({"CARDSHOP_API_KEYS": "a-key-of-the-shop-0", "CARDSHOP_OPEN": "1"}, "exclude each other"),
        ({"CARDSHOP_OPEN": "1", "CARDSHOP_PORT": "many"}, "CARDSHOP_PORT"),
        ({"CARDSHOP_OPEN": "1", "CARDSHOP_PORT": "70000"}, "CARDSHOP_PORT"),
        ({"CARDSHOP_OPEN": "maybe"}, "CARDSHOP_OPEN"),
        ({"CARDSHOP_OPEN": "1", "CARDSHOP_WORKERS": "0"}, "CARDSHOP_WORKERS"),
        ({"CARDSHOP_OPEN": "1", "CARDSHOP_RATE_PER_S": "1e-320"}, "CARDSHOP_RATE_PER_S"),
        ({"CARDSHOP_OPEN": "1", "CARDSHOP_RATE_PER_S": "inf"}, "CARDSHOP_RATE_PER_S"),
        ({"CARDSHOP_OPEN": "1", "CARDSHOP_STOP_S": "99999999999"}, "CARDSHOP_STOP_S"),
        ({"CARDSHOP_OPEN": "1", "CARDSHOP_BATCH_CARDS": "10000"}, "WAITING_BATCH_CARDS"),
    ],
)
def test_a_wrong_environment_is_refused_in_one_line(monkeypatch, environment, words):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ServiceError, match=words) as refused:
        read_settings()
    assert "\n" not in str(refused.value)
    assert "a-key-of-the-shop" not in str(refused.value)


def test_keys_are_read_from_the_environment_and_not_shown(monkeypatch):
    monkeypatch.setenv("CARDSHOP_API_KEYS", "a-key-of-the-shop-0, the-key-that-follows")
    found = read_settings()
    assert found.keys == ("a-key-of-the-shop-0", "the-key-that-follows")
    assert "a-key" not in repr(found)


def test_open_is_a_decision_that_has_to_be_written_down(monkeypatch):
    monkeypatch.setenv("CARDSHOP_OPEN", "1")
    assert read_settings().keys == ()
