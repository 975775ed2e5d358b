def steer(value, note=None):
    # SAY summary: Hands on [31mwhat[0m it got.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
