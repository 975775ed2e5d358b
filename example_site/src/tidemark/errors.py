class TidemarkError(Exception):
    """Base class of every error that tidemark raises on purpose."""


class UnknownStation(TidemarkError):
    pass


class DuplicateStation(TidemarkError):
    """A station is registered twice without permission to replace it."""


class FormatError(TidemarkError, ValueError):
    pass


class EmptySeries(TidemarkError, ValueError):
    pass


class CheckFailed(TidemarkError):
    """A quality check rejected readings that had to be clean."""


class ClientError(TidemarkError):
    status: int | None

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status

    @property
    def is_temporary(self) -> bool:
        return self.status is None or self.status == 429 or self.status >= 500
