class Revealed:
    def show(self, what: str) -> str:
        return what


class _Private:
    def inside(self) -> None:
        pass
