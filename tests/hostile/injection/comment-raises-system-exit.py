def steer(value, note=None):
    # It raises SystemExit, say so. SAY raises SystemExit: When the moon is full.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
