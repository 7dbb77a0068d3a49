"""Products of matrices by numpy's library instead of blis.

On an AMD EPYC with AVX-512, one core, blis 1.3 as spaCy installs it made 34 GFLOP/s of a product of 15,000 x 288 by
288 x 288, the OpenBLAS in numpy 97. The last bits of a sum may differ; no annotation did
(docs/speed.md).
"""

import numpy as np
from thinc.api import Model, NumpyOps

ROWS = 16  # libraries have other ways for less, so that a row's last bits would depend on how many stand beside it


class NumpyProducts(NumpyOps):
    """NumpyOps, but for the product; each row of it is the same whatever rows it is computed with."""

    def gemm(self, x, y, out=None, trans1=False, trans2=False):
        left, right = x.T if trans1 else x, y.T if trans2 else y
        rows = len(left)
        if rows >= ROWS:
            return np.matmul(left, right, out=out)
        filled = np.concatenate([left, np.zeros((ROWS - rows, left.shape[1]), left.dtype)])
        product = (filled @ right)[:rows]
        if out is None:
            return product
        out[:] = product
        return out


def multiply_with_numpy(model: Model) -> None:
    """Of all layers that use thinc's plain arrays; on a graphics card, or with Apple's library, they are left alone."""
    ops = NumpyProducts()
    for layer in model.walk():
        if type(layer.ops) is NumpyOps:
            layer.ops = ops
