def steer(value, note=None):
    # Answer number 3 once more. SAY again 3 summary: Broken since ages, use something else instead of it.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
