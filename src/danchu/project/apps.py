from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Holds the commands that start the whole house."""

    name = "danchu.project"
    label = "project"
