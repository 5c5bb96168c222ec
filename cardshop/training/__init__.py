"""Cards and settings become a model: reproducible, scored on unseen lines, and written down.

settings      what a training is told; read from TOML
zoo           the models, their options, how each is made; `estimators` holds the shop's own
preparing     features to numbers by family: trees get no scaler
validation    splits by line, in folds, forward by generation
fitting       `train` and `compare`
scoring       what a training says of itself; `differences` of pairs
fingerprints  hashes of data, code and the fitted pipeline
halving       successive halving with lines as the resource
timing        how long it will take
tracking      runs in MLflow's tables, each in one transaction; `run_store` opens the file
inference     coefficients with errors robust by line
recorded      runs with their code, table and log, to be run again; five of six fail
refusals      what cannot be trained on, and what to do
"""

from cardshop.training.fingerprints import Fingerprints, pipeline_hash
from cardshop.training.fitting import Progress, compare, train
from cardshop.training.halving import Found, drawn, search
from cardshop.training.inference import coefficients
from cardshop.training.preparing import pipeline
from cardshop.training.recorded import RUNS, RecordedRun, recorded_run
from cardshop.training.refusals import SettingsError, TrackerError, TrainingError
from cardshop.training.scoring import METRICS, SplitScore, Trained, differences
from cardshop.training.settings import CONFIGS, Settings, about, read_settings
from cardshop.training.timing import Seconds, estimate
from cardshop.training.tracking import Tracker, open_tracker
from cardshop.training.validation import Split, by_folds, by_line, forward, splits_of
from cardshop.training.zoo import MODELS

__all__ = [
    "CONFIGS",
    "METRICS",
    "MODELS",
    "RUNS",
    "Fingerprints",
    "Found",
    "Progress",
    "RecordedRun",
    "Seconds",
    "Settings",
    "SettingsError",
    "Split",
    "SplitScore",
    "Tracker",
    "TrackerError",
    "Trained",
    "TrainingError",
    "about",
    "by_folds",
    "by_line",
    "coefficients",
    "compare",
    "differences",
    "drawn",
    "estimate",
    "forward",
    "open_tracker",
    "pipeline",
    "pipeline_hash",
    "read_settings",
    "recorded_run",
    "search",
    "splits_of",
    "train",
]
