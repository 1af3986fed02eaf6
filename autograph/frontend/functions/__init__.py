"""Array functions, named and meant as in the Python array API standard. They take tensors, arrays and numbers."""

from autograph.frontend.functions import (
    conversion,
    creation,
    elementwise,
    indexing,
    linear_algebra,
    manipulation,
    searching,
    statistical,
)
from autograph.frontend.functions.conversion import *  # noqa: F403
from autograph.frontend.functions.creation import *  # noqa: F403
from autograph.frontend.functions.elementwise import *  # noqa: F403
from autograph.frontend.functions.indexing import *  # noqa: F403
from autograph.frontend.functions.linear_algebra import *  # noqa: F403
from autograph.frontend.functions.manipulation import *  # noqa: F403
from autograph.frontend.functions.searching import *  # noqa: F403
from autograph.frontend.functions.statistical import *  # noqa: F403

__all__: list[str] = []
__all__ += conversion.__all__
__all__ += creation.__all__
__all__ += elementwise.__all__
__all__ += indexing.__all__
__all__ += linear_algebra.__all__
__all__ += manipulation.__all__
__all__ += searching.__all__
__all__ += statistical.__all__
