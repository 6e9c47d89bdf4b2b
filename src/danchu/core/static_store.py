"""Static files under names that hold a hash of their content; each address is made up once."""

from typing import cast

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStore(CompressedManifestStaticFilesStorage):
    """The store of ``STORAGES``. What is collected stays the same as long as the process lives, and each page asks for
    the addresses of seven files."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002 - as Django calls it
        if name is None or force or name not in self.hashed_files:  # not collected yet, or in another process meanwhile
            return str(super().url(cast(str, name), force))
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name))
        return self._addresses[name]
