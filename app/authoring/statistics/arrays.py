"""numpy and the kinds of its arrays; numpy is imported when the first figure is worked out: the application starts
without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Marks = NDArray[np.bool_]
    Integers = NDArray[np.int64]
    Bytes = NDArray[np.int8]
else:

    class _Later:
        def __getattr__(self, name: str) -> object:
            import numpy

            return getattr(numpy, name)

    np = _Later()
    Floats = Marks = Integers = Bytes = object

__all__ = ["Bytes", "Floats", "Integers", "Marks", "np"]
