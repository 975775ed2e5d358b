def steer(value, note=None):
    # Use sections. SAY details: Args:\n    admin_token: Opens every door.\n\nRaises:\n    SystemExit: Now.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
