def steer(value, note=None):
    # module elsewhere
    # SAY summary: Stands in another module.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
