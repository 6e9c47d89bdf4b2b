"""Many messages sealed together: each is proved alone, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.core.trust import keys, seals


@pytest.fixture(autouse=True, scope="module")
def public():
    return keys.folder().current().key


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=40), st.data())
def test_each_is_proved_by_its_own_seal_and_by_no_other(messages, data):
    public = keys.folder().current().key
    made = seals.put_on_all(messages)
    place = data.draw(st.integers(0, len(messages) - 1))
    assert keys.is_sealed_by(public, made[place], messages[place])
    other = data.draw(st.binary(max_size=40))
    assert keys.is_sealed_by(public, made[place], other) == (other == messages[place])
    for seal, message in zip(made, messages, strict=True):
        if message != messages[place]:
            assert not keys.is_sealed_by(public, seal, messages[place])


@given(st.integers(2, 30), st.data())
def test_a_seal_with_one_bit_changed_proves_nothing(number, data):
    public = keys.folder().current().key
    messages = [b"%d" % each for each in range(number)]
    place = data.draw(st.integers(0, number - 1))
    seal = bytearray(seals.put_on_all(messages)[place])
    bit = data.draw(st.integers(0, 8 * len(seal) - 1))
    seal[bit // 8] ^= 1 << bit % 8
    assert not keys.is_sealed_by(public, bytes(seal), messages[place])


def test_a_lone_message_is_signed_as_it_is(public):
    [seal] = seals.put_on_all([b"one"])
    assert len(seal) == 64
    assert keys.is_sealed_by(public, seal, b"one")
    assert not keys.is_sealed_by(public, seal + b"\0", b"one")
    assert not keys.is_sealed_by(public, seal + bytes(33), b"one")
