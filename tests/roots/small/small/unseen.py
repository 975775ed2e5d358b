def never_on_a_page(value):
    return value


class Neither:
    def this(self):
        return 1
