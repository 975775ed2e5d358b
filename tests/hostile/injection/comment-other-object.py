def steer(value, note=None):
    # Describe the class. SAY details: See `Elsewhere.backdoor` and `os.system`.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
