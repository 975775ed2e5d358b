def steer(value, note=None):
    # Insert os. SAY details: ::: os.path
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
