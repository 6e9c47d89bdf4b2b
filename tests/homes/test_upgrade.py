"""A home that an older version left is brought up to date, and nothing in it is lost."""

import json
import os
import subprocess
import sys

import pytest

from tests.homes import unpack
from tests.homes.people import DENOUNCER, HOUSEHOLDER
from tests.project.command import danchu

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The home of 508d8c8."""
    return unpack("508d8c8", tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def told(home):
    """What is told when it is brought up to date, and when that is asked once more."""
    return [danchu("migrate", home=home).stdout for _ in range(2)]


@pytest.fixture(scope="module")
def read(home, told):
    """What this version reads in it afterwards."""
    own = {"DANCHU_HOME": str(home), "DANCHU_HOSTS": "testserver", "DJANGO_SETTINGS_MODULE": "danchu.project.settings"}
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | own
    command = [sys.executable, "-m", "tests.homes.reading"]
    answer = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert answer.returncode == 0, answer.stderr.decode()
    return json.loads(answer.stdout)


def test_it_is_copied_before_it_is_brought_up_to_date(home, told):
    assert ["Đã chép cơ sở dữ liệu trước khi nâng cấp" in each for each in told] == [True, False]
    assert len([*(home / "before-upgrade").iterdir()]) == 1


def test_its_trail_is_whole(read):
    assert read["whole"] is True
    assert {each["book"] for each in read["books"]} >= {"core", "discuss", "duties", "inspect", "know", "ward"}


def test_its_pages_are_shown(read):
    assert set(read["pages"].values()) == {200}


def test_its_votes_are_counted_as_they_were(read):
    assert read["faults of the bundle"] == []
    assert read["open votes"] == 2


def test_its_seals_open_with_the_same_words(read):
    assert read["under the seals"] == [DENOUNCER, HOUSEHOLDER]


def test_its_trail_no_longer_names_who_sent_something_and_says_so(read):
    assert read["named in the trail"] == []
    assert read["rewritten"] == [["inspect", 12]]
    assert read["second run"] == 0
    assert read["left in the file"] == []
