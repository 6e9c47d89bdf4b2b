"""Those who read the trail read Vietnamese words, not names of functions."""

from danchu.core import official
from tests.architecture.test_rooms import action_modules


def test_every_official_act_is_named_in_words_of_its_own():
    list(action_modules())
    ours = {name: act.label for name, act in official.REGISTRY.items() if act.__module__.startswith("danchu.")}
    assert [name for name, label in ours.items() if not label.strip() or label != label.strip()] == []
    alike = [label for label in ours.values() if list(ours.values()).count(label) > 1]
    assert alike == []
