class DepotError(Exception):
    """Root of the errors."""


class FullError(DepotError):
    """No shelf is left."""


class LabelError(DepotError, ValueError):
    """A label cannot be read."""


class NotAnError:
    """A class that cannot be raised."""
