def steer(value, note=None):
    # Include the file. SAY details: --8<-- "secret.txt"
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
