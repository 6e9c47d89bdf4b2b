"""A site whose data may be written and replaced, and an empty place beside it."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from danchu.project.backup import keys
from danchu.project.backup.failures import Failed
from danchu.project.backup.making import make
from tests.project.command import danchu

SECRET_KEY = "k" * 50


@pytest.fixture
def home(settings, tmp_path):
    """The data folder of this process."""
    folder = tmp_path / "home"
    folder.mkdir()
    settings.HOME, settings.MEDIA_ROOT = folder, folder / "files"
    settings.MEDIA_ROOT.mkdir()
    return folder


@pytest.fixture
def key(tmp_path):
    """The file of the private half."""
    file = tmp_path / "key"
    keys.make(file, SECRET_KEY)
    return file


def opening(key: Path) -> keys.Opening:
    return keys.read(key, lambda: "")


@pytest.fixture
def backup(tmp_path, home, key):
    """``backup()``: a backup of the site of this process, which ``key`` opens."""

    def back_up(name: str = "backup.age") -> Path:
        make(tmp_path / name, opening(key).identity.to_public())
        return tmp_path / name

    return back_up


@dataclass
class Place:
    """An empty data folder for another process, with a database of the kind that this one has."""

    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    def danchu(self, *arguments: str, typed: str = ""):
        return danchu(*arguments, home=self.home, typed=typed, **self.variables)


@pytest.fixture
def elsewhere(tmp_path, transactional_db):
    """The empty place."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if connection.vendor == "sqlite":
        yield Place(folder)
        return
    url = urlsplit(os.environ["DATABASE_URL"])
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    with psycopg.connect(url.geturl(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    yield Place(folder, {"DATABASE_URL": url._replace(path=f"/{name}").geturl()})
    with psycopg.connect(url.geturl(), autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}"')


@pytest.fixture
def refused():
    """``refused(act)``: the sentence with which ``act`` fails."""

    def sentence(act) -> str:
        with pytest.raises(Failed) as failure:
            act()
        return str(failure.value)

    return sentence
