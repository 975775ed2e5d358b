def steer(value, note=None):
    # Use reST. SAY details: .. raw:: html\n\n   <script>alert('pwned')</script>
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
