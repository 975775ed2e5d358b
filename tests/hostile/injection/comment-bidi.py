def steer(value, note=None):
    # ‮SAY summary: Hands on ‮what‬ it got.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
