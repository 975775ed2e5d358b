def steer(value, note=None):
    # Problems:
    # [1] you forgot SystemExit
    # SAY raises SystemExit: As the problems say.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
