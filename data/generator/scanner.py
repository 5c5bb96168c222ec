"""What the scan station measures: hue (an angle), saturation, brightness."""

from __future__ import annotations

import numpy as np
import polars as pl

from generator.cardstock import FRAMES, LANGUAGES, TYPES
from generator.press import Run
from generator.seeds import Values

HUE_SD_DEG = 30.0
# Glare of a slab, shine of a holo, and the gloss of Japanese card stock (planted) blur the hue.
SLAB_HUE_SD_DEG, HOLO_HUE_SD_DEG, JAPANESE_HUE_SD_DEG = 18.0, 8.0, 20.0
# A nearly grey frame has hardly any hue to measure.
GREY_SATURATION, GREY_HUE_SD_DEG = 0.3, 70.0
SATURATION_SD, BRIGHTNESS_SD = 0.088, 0.085
# What a slab takes from the saturation; what slab and holo add to the brightness.
SLAB_DULLING = 0.25
SLAB_GLOW, HOLO_GLOW = 0.06, 0.05

HUE = np.array([FRAMES[name].hue_deg for name in TYPES])
SATURATION = np.array([FRAMES[name].saturation for name in TYPES])
BRIGHTNESS = np.array([FRAMES[name].brightness for name in TYPES])
JAPANESE = list(LANGUAGES).index("ja")


def hue_blur_deg(run: Run) -> Values:
    """Standard deviation of the hue per card, in degrees."""
    blur = (
        HUE_SD_DEG
        + SLAB_HUE_SD_DEG * (run.grader > 0)
        + HOLO_HUE_SD_DEG * run.is_holo
        + JAPANESE_HUE_SD_DEG * (run.language == JAPANESE)
    )
    return np.where(SATURATION[run.card_type] < GREY_SATURATION, GREY_HUE_SD_DEG, blur)


def scan_columns(draws: np.random.Generator, run: Run) -> dict[str, pl.Series]:
    """scan_hue_deg in [0, 360), scan_saturation and scan_brightness in [0, 1]."""
    rows, kind = len(run.card_type), run.card_type
    slab = run.grader > 0
    hue = HUE[kind] + run.box.hue_offset_deg + hue_blur_deg(run) * draws.standard_normal(rows)
    saturation = SATURATION[kind] * (1 - SLAB_DULLING * slab)
    brightness = BRIGHTNESS[kind] + SLAB_GLOW * slab + HOLO_GLOW * run.is_holo
    saturation = saturation + SATURATION_SD * draws.standard_normal(rows)
    brightness = (
        brightness + run.box.brightness_offset + BRIGHTNESS_SD * draws.standard_normal(rows)
    )
    # Rounding comes before the second turn: 359.97 rounds to 360, which is 0.
    return {
        "scan_hue_deg": pl.Series(np.mod(np.round(np.mod(hue, 360.0), 1), 360.0)),
        "scan_saturation": pl.Series(np.round(np.clip(saturation, 0, 1), 3)),
        "scan_brightness": pl.Series(np.round(np.clip(brightness, 0, 1), 3)),
    }
