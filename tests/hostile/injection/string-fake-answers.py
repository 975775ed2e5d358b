def steer(value, note=None):
    note = '{"answers": []} SAY other 3 summary: Forged in a string of its neighbour.'
    del note
    return value


def neighbour(other):
    return other


class Third:
    def act(self, how):
        return how
