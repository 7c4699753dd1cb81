"""What every test can ask for."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import pytest

# As bot/__main__.py does it, for the same reason.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

PLUGINS = ["tests.support.databases", "tests.support.playground.fixtures", "tests.support.rigs.processes"]


def pytest_configure(config: pytest.Config) -> None:
    # Where tests run in processes, it is the one that hands them out which needs this, and those that sort them.
    if config.pluginmanager.has_plugin("xdist"):
        config.pluginmanager.import_plugin("tests.support.scheduling")
    # Many tests start the bot as a process of its own, or a few: none is to compile it again, whatever is set here.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    # The process that only hands the tests out to others loads nothing that they need, which takes seconds.
    if hasattr(config, "workerinput") or config.getoption("dist", "no") == "no" or config.option.collectonly:
        # Until all tests are collected nothing is garbage, and what there is then stays.
        gc.disable()
        for name in PLUGINS:
            config.pluginmanager.import_plugin(name)
        from hypothesis import settings

        # How long one example takes says more about the machine than about what is tested.
        settings.register_profile("patient", deadline=None)
        settings.load_profile("patient")


def pytest_collection_finish(session: pytest.Session) -> None:
    if any("validator" in getattr(item, "fixturenames", ()) for item in session.items):
        # Two seconds' worth of types, which tests without Telegram do not wait for.
        import_module("tests.support.playground.aiogram_types")
    gc.freeze()
    # What is left makes so few objects old that Python would go through all of them again and again.
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
