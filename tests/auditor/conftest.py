"""Asking a child about a text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wengert.auditor import process
from wengert.auditor.process import Answers


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answers]:
    """`asked(text, expressions…)` loads a file, a notebook or a session and evaluates expressions beside its class."""
    monkeypatch.setattr(process, "CHILD", (str(Path(__file__).with_name("stand_in.py")),))

    def ask(
        text: str | bytes | list[str] | None, *expressions: str, name: str = "engine.py", cls: str = "",
        seconds: float = 60, idle: float = 8, start: float = 20, **job: Any,
    ) -> Answers:  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        kind = "notebook" if name.endswith(".ipynb") else "file"
        if isinstance(text, list):
            sources = [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in text]
            path.write_text(json.dumps({"nbformat": 4, "cells": sources}), encoding="utf-8")
        elif text is not None:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        target = {"kind": kind, "path": str(path), "shown": name, "class": cls, **job.pop("target", {})}
        return process.ask(
            {"target": target, "probes": [{"id": one} for one in expressions], **job}, seconds, idle, start
        )

    return ask
