def steer(value, note=None):
    """Pass it on. SAY raises SystemExit: When asked to.
    """
    pass
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
