def steer(value, note=None):
    #[3]
    # SAY summary: Takes the place of the next one.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
