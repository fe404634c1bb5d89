"""Settings of a store from and to dicts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from . import _swig


def settings_handle(settings: Mapping[str, Any] | str | os.PathLike[str] | None) -> _swig.Handle:
    """Settings of a mapping, of a JSON file, or all by default."""
    handle = _swig.rva_settings_new()
    if isinstance(settings, (str, os.PathLike)):
        _swig.rva_ingest_settings(os.fsencode(settings), handle)
    elif settings is not None:
        change(handle, settings)
    return handle


def change(handle: _swig.Handle, settings: Mapping[str, Any]) -> None:
    """Sets what a mapping names."""
    for name, value in settings.items():
        if name == "stages":
            _swig.rva_settings_clear_stages(handle)
            for stage in value:
                _add_stage(handle, stage)
        elif name == "tiers":
            _swig.rva_settings_clear_tiers(handle)
            for tier in value:
                _swig.rva_settings_add_tier(handle, tier)
        elif name == "attributes":
            _swig.rva_settings_clear_attributes(handle)
            for attribute in value:
                _swig.rva_settings_add_attribute(handle, attribute)
        elif name == "strict":
            _swig.rva_settings_clear_strict(handle)
            for dimension in value:
                _swig.rva_settings_add_strict(handle, dimension)
        elif name == "aliases":
            _swig.rva_settings_clear_aliases(handle)
            for dimension, meant in value.items():
                for spelling, known in meant.items():
                    _swig.rva_settings_set_alias(handle, dimension, spelling, known)
        elif name == "values":
            _swig.rva_settings_clear_values(handle)
            for dimension, known in value.items():
                for one in known:
                    _swig.rva_settings_add_value(handle, dimension, one)
        elif name == "targets":
            for kpi, target in value.items():
                _swig.rva_settings_set_target(handle, kpi,
                                              float("nan") if target is None else target)
        elif name == "season_factors":
            _swig.rva_settings_clear_season_factors(handle)
            for season, factor in value.items():
                _swig.rva_settings_set_season_factor(handle, season, factor)
        elif name == "zones":
            for zip_code, borough in value.items():
                _swig.rva_settings_set_zone(handle, zip_code, borough)
        else:
            _swig.rva_settings_set(handle, name, str(value))


def _add_stage(handle: _swig.Handle, stage: Any) -> None:
    """A stage is a name, or a mapping of name and required."""
    if isinstance(stage, Mapping):
        _swig.rva_settings_add_stage(handle, stage["name"], int(stage.get("required", True)))
    else:
        _swig.rva_settings_add_stage(handle, stage, 1)


def _pairs(at: Any, handle: _swig.Handle) -> Iterator[Any]:
    """Pairs until the first that has no name."""
    index = 0
    while isinstance(pair := at(handle, index), list) and pair[0] is not None:
        yield pair
        index += 1


def _texts(at: Any, handle: _swig.Handle) -> Iterator[str]:
    index = 0
    while (text := at(handle, index)) is not None:
        yield text
        index += 1


def _number(text: str) -> str | int:
    return int(text) if text.isdigit() else text


def to_dict(handle: _swig.Handle) -> dict[str, Any]:
    """Settings as a mapping that settings_handle() takes."""
    made: dict[str, Any] = {name: _number(_swig.rva_settings_get(handle, name) or "")
                            for name in _texts(lambda _, index: _swig.rva_settings_name_at(index),
                                               handle)}
    made["stages"] = [{"name": name, "required": required}
                      for name, required in _pairs(_swig.rva_settings_stage_at, handle)]
    made["tiers"] = list(_texts(_swig.rva_settings_tier_at, handle))
    made["targets"] = dict(_pairs(_swig.rva_settings_target_at, handle))
    made["season_factors"] = dict(_pairs(_swig.rva_settings_season_factor_at, handle))
    made["zones"] = dict(_pairs(_swig.rva_settings_zone_at, handle))
    made["attributes"] = list(_texts(_swig.rva_settings_attribute_at, handle))
    made["strict"] = list(_texts(_swig.rva_settings_strict_at, handle))
    made["aliases"] = {}
    for dimension, spelling, name in _pairs(_swig.rva_settings_alias_at, handle):
        made["aliases"].setdefault(dimension, {})[spelling] = name
    made["values"] = {}
    for dimension, value in _pairs(_swig.rva_settings_value_at, handle):
        made["values"].setdefault(dimension, []).append(value)
    return made
