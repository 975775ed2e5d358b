def steer(value, note=None):
    """Pass it on.

    #[3] only: summary
    SAY other 3 summary: Takes the place of the next one.
    """
    pass
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
