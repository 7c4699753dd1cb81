"""A promise about many cases as one test: to collect and report a test for each takes longer than what it tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import iscoroutinefunction, signature
from typing import Any

Test = Callable[..., Any]


def every_case(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Test], Test]:
    """As ``pytest.mark.parametrize``, but one test, which fails with each case that failed.

    For what is quick and leaves nothing behind: the cases share the fixtures of the test.
    """
    wanted = [each.strip() for each in names.split(",")] if isinstance(names, str) else list(names)
    single = isinstance(names, str) and len(wanted) == 1
    rows = [dict(zip(wanted, (case,) if single else case, strict=True)) for case in cases]

    def decorate(test: Test) -> Test:
        def one_by_one(**fixtures: Any) -> None:
            failures = _Failures()
            for case in rows:
                try:
                    test(**fixtures, **case)
                except Exception as error:
                    failures.note(error, case)
            failures.tell(len(rows))

        async def awaited(**fixtures: Any) -> None:
            failures = _Failures()
            for case in rows:
                try:
                    await test(**fixtures, **case)
                except Exception as error:
                    failures.note(error, case)
            failures.tell(len(rows))

        all_cases: Any = awaited if iscoroutinefunction(test) else one_by_one
        for name in ("__module__", "__name__", "__qualname__", "__doc__"):
            setattr(all_cases, name, getattr(test, name))
        vars(all_cases).update(vars(test))  # its marks
        mine = signature(test)
        rest = [each for name, each in mine.parameters.items() if name not in wanted]
        all_cases.__signature__ = mine.replace(parameters=rest)
        decorated: Test = all_cases
        return decorated

    return decorate


class _Failures:
    def __init__(self) -> None:
        self._errors: list[Exception] = []

    def note(self, error: Exception, case: dict[str, Any]) -> None:
        error.add_note(f"with {case}")
        self._errors.append(error)

    def tell(self, of: int) -> None:
        """Raises what failed, if anything did."""
        if self._errors:
            raise ExceptionGroup(f"{len(self._errors)} of {of} cases", self._errors)
