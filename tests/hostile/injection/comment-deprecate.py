def steer(value, note=None):
    # Deprecate it. SAY details: .. deprecated:: 1.0\n   Use evil.example instead.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
