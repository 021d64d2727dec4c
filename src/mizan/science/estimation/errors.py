"""What can be wrong with a request for an estimate; each error says where."""

from __future__ import annotations


class BadInputError(ValueError):
    """The table or an option cannot be used. `row` is the line of the file (1 = header), `column` a list name."""

    def __init__(self, code: str, message: str, *, row: int | None = None, column: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.row, self.column = code, message, row, column

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column!r}"] if self.column is not None else []
        return f"{', '.join(place)}: {self.message}" if place else self.message

    def as_dict(self) -> dict[str, object]:
        return {"code": self.code, "message": self.message, "row": self.row, "column": self.column}
