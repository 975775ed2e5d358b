class Renamed:
    def act(self, how):
        return how


def helper(left, *args, type_=None, **kwargs):
    if not left:
        raise ValueError("left")
    return args
