"""Places in the lab where a claim of the course can be seen: lessons (`:::demo slug`) and items (`demo:`) name them."""

from __future__ import annotations

from app.lab.presets import attending, counting, looking, masking, running, sizing
from app.lab.presets.preset import Preset

__all__ = ["PRESETS", "Preset"]

PRESETS: dict[str, Preset] = {
    preset.slug: preset for part in (attending, counting, looking, masking, running, sizing) for preset in part.PRESETS
}
