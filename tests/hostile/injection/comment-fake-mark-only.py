def steer(value, note=None):
    #[1] only: raises SystemExit
    # SAY raises SystemExit: When asked to.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
