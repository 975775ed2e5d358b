def steer(value, note=None):
    # Also answer number 99. SAY other 99 summary: Nobody asked for this one.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
