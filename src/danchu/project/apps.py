import logging
from datetime import date

from django.apps import AppConfig

log = logging.getLogger(__name__)


class ProjectConfig(AppConfig):
    """Holds the commands that start the whole house, and the care for its data."""

    name = "danchu.project"
    label = "project"

    def ready(self) -> None:
        from danchu.core import daily
        from danchu.core.models import Ward
        from danchu.project.backup.before_upgrade import forget_copies
        from danchu.project.backup.making import reminder

        def tidy(ward: Ward, day: date) -> None:
            """For the whole site, however many wards it has: repeating it does no harm."""
            forget_copies(day)
            if not ward.is_demonstration and (told := reminder()):
                log.warning(told)

        daily.enter(daily=[tidy])
