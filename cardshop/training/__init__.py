"""Cards and settings become a model: reproducible, scored on unseen lines, and written down.

settings      what a training is told; read from TOML
zoo           the models, their options, how each is made; `estimators` holds the shop's own
preparing     features to numbers by family: trees get no scaler
validation    splits by line, in folds, forward by generation
fitting       `train` and `compare`
unseen        what a recipe says of each card without its line, to choose a threshold by
scoring       what a training says of itself; `differences` of pairs
trials        whether a feature helped: one quick model with and without it
gains         what columns of your own gain beside the raw ones, one recipe for all
fingerprints  hashes of data, code and the fitted pipeline
halving       successive halving with lines as the resource
timing        how long it will take
counted       what one card and a fit cost, counted and not timed
tracking      runs in MLflow's tables, each in one transaction; `run_store` opens the file
inference     coefficients with errors robust by line
measured      results that were measured once and kept: of the zoo, of data seeds
recorded      runs with their code, table and log, to be run again; five of six fail
practice      a small model in ONNX to practise with, and what it answers
refusals      what cannot be trained on, and what to do
"""

from cardshop.training.counted import fit_ms, one_card_times_logistic
from cardshop.training.fingerprints import Fingerprints, pipeline_hash
from cardshop.training.fitting import Progress, compare, train
from cardshop.training.gains import Scores, Trial, accuracies, gain, tried
from cardshop.training.halving import Found, drawn, search
from cardshop.training.inference import coefficients
from cardshop.training.measured import scored_cards, seed_lottery, zoo_results
from cardshop.training.practice import (
    PRACTICE_MODEL,
    answered,
    practice_features,
    practice_inputs,
)
from cardshop.training.preparing import pipeline
from cardshop.training.recorded import RUNS, RecordedRun, recorded_run
from cardshop.training.refusals import SettingsError, TrackerError, TrainingError
from cardshop.training.scoring import METRICS, SplitScore, Trained, differences
from cardshop.training.settings import CONFIGS, Settings, about, read_settings
from cardshop.training.timing import Seconds, estimate
from cardshop.training.tracking import Tracker, open_tracker
from cardshop.training.trials import feature_trials, trial_cards
from cardshop.training.unseen import held_out
from cardshop.training.validation import Split, by_folds, by_line, forward, splits_of
from cardshop.training.zoo import MODELS

__all__ = [
    "CONFIGS",
    "METRICS",
    "MODELS",
    "PRACTICE_MODEL",
    "RUNS",
    "Fingerprints",
    "Found",
    "Progress",
    "RecordedRun",
    "Scores",
    "Seconds",
    "Settings",
    "SettingsError",
    "Split",
    "SplitScore",
    "Tracker",
    "TrackerError",
    "Trained",
    "TrainingError",
    "Trial",
    "about",
    "accuracies",
    "answered",
    "by_folds",
    "by_line",
    "coefficients",
    "compare",
    "differences",
    "drawn",
    "estimate",
    "feature_trials",
    "fit_ms",
    "forward",
    "gain",
    "held_out",
    "one_card_times_logistic",
    "open_tracker",
    "pipeline",
    "pipeline_hash",
    "practice_features",
    "practice_inputs",
    "read_settings",
    "recorded_run",
    "scored_cards",
    "search",
    "seed_lottery",
    "splits_of",
    "train",
    "trial_cards",
    "tried",
    "zoo_results",
]
