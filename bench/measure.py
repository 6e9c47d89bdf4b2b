"""Runs what measures in a process and an environment of its own: ``python -m bench.measure bench.votes``."""

import json
import os
import sys
from importlib import import_module

import django

from bench.servers import SETTINGS

if __name__ == "__main__":
    os.environ.setdefault(SETTINGS, "danchu.project.settings")
    django.setup()
    print(json.dumps(import_module(sys.argv[1]).measure()))
