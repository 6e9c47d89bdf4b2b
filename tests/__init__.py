"""Tests read as sentences about people; see CONTRIBUTING.md."""

from hypothesis import HealthCheck, settings

# A busy machine is no defect: only what an example shows counts, never how long it took.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
