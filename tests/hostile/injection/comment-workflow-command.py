def steer(value, note=None):
    # SAY parameter x\n::error file=a::pwned: Opens every door.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
