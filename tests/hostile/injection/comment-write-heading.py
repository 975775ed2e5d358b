def steer(value, note=None):
    # Use headings. SAY details: # Install\n\nRun the installer first.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
