"""The site does not start in a state that would put people's data at risk."""

import os
import socket

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from danchu.project.management.commands import serve
from danchu.project.readiness import obstacles, port_is_free
from danchu.project.running import release
from tests import factories


@pytest.fixture
def in_order(db, settings, tmp_path):
    settings.HOME = tmp_path
    settings.DEBUG, settings.DEMO, settings.HTTPS = False, False, True
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["dan-chu.example.vn"], "https://dan-chu.example.vn"
    return settings


def test_a_site_in_order_starts(in_order):
    factories.ward()
    assert list(obstacles()) == []


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DEBUG", True, "DANCHU_DEBUG"),
        ("ALLOWED_HOSTS", ["*"], "DANCHU_HOSTS"),
        ("SITE_URL", "http://dan-chu.example.vn", "https://"),
        ("DEMO", True, "phường thật"),
    ],
)
def test_each_fault_is_named_with_how_to_mend_it(in_order, name, value, told):
    factories.ward()
    setattr(in_order, name, value)
    [sentence] = obstacles()
    assert told in sentence


def test_a_key_that_others_may_read_is_a_fault(in_order, tmp_path):
    key = tmp_path / "secret_key"
    key.write_text("x" * 48)
    key.chmod(0o644)
    [sentence] = obstacles()
    assert f"chmod 600 {key}" in sentence


def test_a_demonstration_ward_is_served_in_a_demonstration_only(in_order):
    factories.ward(is_demonstration=True)
    [sentence] = obstacles()
    assert "DANCHU_DEMO=1" in sentence
    in_order.DEMO = True
    assert list(obstacles()) == []


def test_a_port_in_use_is_told_before_anything_else(db):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert not port_is_free("127.0.0.1", port)
        with pytest.raises(CommandError, match=f"make run PORT={port + 1}"):
            call_command("serve", "--port", str(port))


def served_once(monkeypatch) -> tuple[int, dict[str, str]]:
    """Serve at a free port, up to where the site would begin: the port, and the surroundings that it would get."""
    begun: dict[str, str] = {}
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(os, "execv", lambda program, wanted: begun.update(os.environ))
    monkeypatch.setattr(serve.Command, "_prepare", lambda self, options: None)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    try:
        call_command("serve", "--port", str(port))
    finally:
        release()
    return port, begun


def test_a_demonstration_is_called_by_the_address_at_which_it_was_served(in_order, capsys, monkeypatch):
    factories.ward(is_demonstration=True)
    in_order.DEMO = True
    monkeypatch.delenv("DANCHU_SITE_URL", raising=False)
    port, begun = served_once(monkeypatch)
    assert begun["DANCHU_SITE_URL"] == f"http://127.0.0.1:{port}", "letters name it too"
    capsys.readouterr()
    call_command("demo", "--sign-ins")
    assert f"Trang web: http://127.0.0.1:{port}/" in capsys.readouterr().out


def test_an_address_that_was_given_is_kept(in_order, capsys, monkeypatch):
    factories.ward(is_demonstration=True)
    in_order.DEMO = True
    monkeypatch.setenv("DANCHU_SITE_URL", in_order.SITE_URL)
    served_once(monkeypatch)
    capsys.readouterr()
    call_command("demo", "--sign-ins")
    assert f"Trang web: {in_order.SITE_URL}/" in capsys.readouterr().out


def test_data_from_before_the_first_squash_is_led_over_the_version_that_can_still_update_it(db):
    steps = MigrationRecorder.Migration.objects.filter(app="inspect")
    steps.delete()
    steps.create(app="inspect", name="0001_initial")
    with pytest.raises(CommandError, match="508d8c8"):
        call_command("migrate", verbosity=0)
