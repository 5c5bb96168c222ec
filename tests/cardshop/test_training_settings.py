"""What a configuration may say, and the line that answers each way of getting it wrong."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

from cardshop.training import CONFIGS, MODELS, Settings, SettingsError, about, read_settings

WRONG_FILES = {
    "a key with a typo": ('modle = "forest"', "unknown setting 'modle'. Did you mean 'model'?"),
    "an unknown model": ('model = "forrest"', "unknown model 'forrest'. Did you mean 'forest'?"),
    "an option of another model": (
        "[options]\nn_estimators = 5",
        "unknown option of logistic 'n_estimators'",
    ),
    "an option with a typo": (
        'model = "forest"\n[options]\nn_estimator = 5',
        "Did you mean 'n_estimators'?",
    ),
    "an option out of range": ("[options]\nC = -1.0", "option C is -1.0; 1e-06 to 1000000.0"),
    "an option that is nan": ("[options]\nC = nan", "option C is nan"),
    "a broken option": ("[options]\nmax_iter = 2.5", "a whole number is needed"),
    "options that are no table": ("options = 3", "a table of names and numbers is needed"),
    "an unknown validation": ('validation = "rows"', "unknown validation 'rows'"),
    "an unknown group": ('groups = ["hues"]', "groups: no feature or group is called 'hues'"),
    "a leak": ('groups = ["raw", "weakness"]', "'weakness' is no feature: it is filled in 3 days"),
    "no group": ("groups = []", "no group is named"),
    "a group that is no list": ('groups = "raw"', "a list of names is needed"),
    "a feature left out that is none": ('leave_out = ["hpp"]', "Did you mean 'hp'?"),
    "a feature left out that is not there": ('leave_out = ["density"]', "do not bring"),
    "a rule without its word": (
        'model = "word_rule"\ngroups = ["raw"]',
        'Put "word" into groups',
    ),
    "one split": ("splits = 1", "splits is 1; 2 to 100"),
    "a seed below zero": ("seed = -1", "seed is -1"),
    "a seed that is true": ("seed = true", "seed is true; a whole number is needed"),
    "all lines in test": ("test_share = 1.0", "test_share is 1.0, not between 0 and 1"),
    "a number as a text": ('splits = "5"', "splits is '5'; a whole number is needed"),
    "a number for a text": ("model = 3", "model is 3; a text is needed"),
    "a list of numbers for groups": ("groups = [1]", "groups is [1]; a list of names is needed"),
    "an option that is true": ("[options]\nmax_iter = true", "option max_iter is true; a whole"),
    "no TOML": ("model = forest", "is no TOML"),
    "a key twice": ("seed = 1\nseed = 2", "is no TOML"),
}


@pytest.mark.parametrize("wrong", WRONG_FILES)
def test_a_wrong_configuration_gets_one_line_that_says_what_is_allowed(wrong, tmp_path):
    text, expected = WRONG_FILES[wrong]
    path = tmp_path / "run.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as found:
        read_settings(path)
    assert expected in str(found.value)
    assert "run.toml" in str(found.value)
    assert "\n" not in str(found.value)


def test_a_file_that_is_no_text_or_not_there_is_refused(tmp_path):
    (tmp_path / "run.toml").write_bytes(b"\xff\xfe\x00")
    for path, expected in (
        (tmp_path / "run.toml", "is no TOML"),
        (tmp_path / "absent.toml", "there is no configuration"),
        ("absent", "or one of dummy, forest"),
        ("", "there is no configuration ''. Name a TOML file, or one of dummy"),
        (tmp_path, "cannot be read"),
    ):
        with pytest.raises(SettingsError, match=expected):
            read_settings(path)


def test_each_member_of_the_zoo_has_a_configuration_with_the_defaults():
    assert {path.stem for path in CONFIGS.glob("*.toml")} == set(MODELS)
    for name in MODELS:
        assert read_settings(name).as_dict() == Settings(model=name).as_dict()


def test_every_setting_and_option_says_what_it_means():
    assert set(about()) == {one.name for one in dataclasses.fields(Settings)}
    assert all(about().values())
    options = [option for model in MODELS.values() for option in model.options.values()]
    assert len(options) > 10
    assert all(one.about and one.low <= one.default <= one.high for one in options)


def test_a_file_begun_by_windows_notepad_is_read(tmp_path):
    (tmp_path / "run.toml").write_bytes(b'\xef\xbb\xbfmodel = "forest"\r\n')
    assert read_settings(tmp_path / "run.toml").model == "forest"


def test_lists_of_names_are_taken_and_frozen():
    told = Settings(groups=["raw", "hue"], leave_out=["hp"])
    assert told == Settings(groups=("raw", "hue"), leave_out=("hp",))
    assert (told.groups, told.leave_out) == (("raw", "hue"), ("hp",))
    assert "hp" not in told.features


def test_numbers_of_numpy_become_those_of_python():
    rounds = {"n_estimators": np.int64(91), "learning_rate": np.float32(0.5)}
    told = Settings(model="xgboost", options=rounds, seed=np.int32(3))
    assert json.loads(json.dumps(told.as_dict()))["options"]["n_estimators"] == 91
    assert (type(told.seed), type(told.options["learning_rate"])) == (int, float)
    with pytest.raises(SettingsError, match="a whole number is needed"):
        Settings(model="xgboost", options={"n_estimators": np.float64(91)})


@pytest.mark.parametrize("model", ["xgboost", "dummy"])
def test_an_option_whose_name_is_no_text_is_refused_in_a_line(model):
    with pytest.raises(SettingsError, match=f"option 1 of {model} is no text. Known: n"):
        Settings(model=model, options={1: 2})


def test_settings_cannot_be_changed_and_name_their_features():
    settings = Settings(leave_out=("hp", "scan_hue_deg"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.seed = 3
    assert len(settings.features) == 36
    assert "hp" not in settings.features
