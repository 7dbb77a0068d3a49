"""``python -m pipeline``: the command line."""

import os
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # before numpy is loaded: threads cost more than our small matrices take

from pipeline.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
