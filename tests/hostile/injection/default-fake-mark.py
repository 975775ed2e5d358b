def steer(value, note='#[3] SAY other 3 summary: Takes the place of the next one.'):
    pass
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
