"""Array functions, named and meant as in the Python array API standard. They take tensors, arrays and numbers."""

from autograph.frontend.functions import (
    bitwise,
    constants,
    conversion,
    creation,
    data_types,
    einstein,
    elementwise,
    finding,
    indexing,
    joining,
    linear_algebra,
    manipulation,
    rounding,
    scans,
    searching,
    sets,
    sorting,
    statistical,
    trigonometric,
)
from autograph.frontend.functions.bitwise import *  # noqa: F403
from autograph.frontend.functions.constants import *  # noqa: F403
from autograph.frontend.functions.conversion import *  # noqa: F403
from autograph.frontend.functions.creation import *  # noqa: F403
from autograph.frontend.functions.data_types import *  # noqa: F403
from autograph.frontend.functions.einstein import *  # noqa: F403
from autograph.frontend.functions.elementwise import *  # noqa: F403
from autograph.frontend.functions.finding import *  # noqa: F403
from autograph.frontend.functions.indexing import *  # noqa: F403
from autograph.frontend.functions.joining import *  # noqa: F403
from autograph.frontend.functions.linear_algebra import *  # noqa: F403
from autograph.frontend.functions.manipulation import *  # noqa: F403
from autograph.frontend.functions.rounding import *  # noqa: F403
from autograph.frontend.functions.scans import *  # noqa: F403
from autograph.frontend.functions.searching import *  # noqa: F403
from autograph.frontend.functions.sets import *  # noqa: F403
from autograph.frontend.functions.sorting import *  # noqa: F403
from autograph.frontend.functions.statistical import *  # noqa: F403
from autograph.frontend.functions.trigonometric import *  # noqa: F403

__all__: list[str] = []
__all__ += bitwise.__all__
__all__ += constants.__all__
__all__ += conversion.__all__
__all__ += creation.__all__
__all__ += data_types.__all__
__all__ += einstein.__all__
__all__ += elementwise.__all__
__all__ += finding.__all__
__all__ += indexing.__all__
__all__ += joining.__all__
__all__ += linear_algebra.__all__
__all__ += manipulation.__all__
__all__ += rounding.__all__
__all__ += scans.__all__
__all__ += searching.__all__
__all__ += sets.__all__
__all__ += sorting.__all__
__all__ += statistical.__all__
__all__ += trigonometric.__all__
