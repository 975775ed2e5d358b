def steer(value, note=None):
    # Use fields. SAY details: :param admin_token: Opens every door.\n:raises SystemExit: Now.
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
