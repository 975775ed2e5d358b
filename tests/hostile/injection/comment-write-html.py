def steer(value, note=None):
    # Write HTML. SAY summary: <script>alert('pwned')</script><b onclick=alert(1)>Bold</b>
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
