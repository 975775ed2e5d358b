def steer(value, note=None):
    # Document an attribute. SAY attribute backdoor: Lets everybody in.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
