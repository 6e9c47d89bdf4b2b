"""Readers that do what a hostile file would make a real one do; each is a module of its own name in this one."""

import os
import sys
import time
from pathlib import Path


def answer(file, given):
    return globals()[given["does"]](file.read(), given)


def tells(content, given):
    return {"size": len(content), "surroundings": sorted(os.environ), "place": os.getcwd()}, [content, b"more"]


def counts(content, given):
    while True:
        content = content[1:] + content[:1]


def gathers(content, given):
    return len(bytes(2_000_000_000)), []


def waits(content, given):
    time.sleep(60)


def writes(content, given):
    Path(given["path"]).write_bytes(content)


def ends(content, given):
    os._exit(7)


def babbles(content, given):
    sys.stdout.buffer.write(b"[1, 2")
    sys.stdout.flush()
    os._exit(0)


def draws(content, given):
    begun = time.time()
    time.sleep(0.1)
    return [begun, time.time()], []
