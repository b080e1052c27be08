"""What holds for every test: how long an example takes says nothing, since speed belongs to the benchmarks."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("rashomon", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rashomon")
