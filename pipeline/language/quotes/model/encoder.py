"""The transformer at run time (extra ``[encoder]``): vectors of an article's tokens, in 8-bit ONNX, once per text.

Everything it needs is in the package; nothing is downloaded.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .arrays import Arrays

FOLDER = Path(__file__).with_name("encoder")
AT_ONCE = 8  # parts in one batch; more take more memory and no less time


class Encoder:
    """Raises ImportError with what to install where onnxruntime or tokenizers are missing."""

    def __init__(self, folder: Path = FOLDER):
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ImportError(
                "quotes_model = 'encoder' needs more libraries: pip install 'newsledger[encoder]'"
            ) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # processes share the cores already
        model = str(folder / "transformer.onnx")
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def vectors(self, arrays: Arrays) -> np.ndarray:
        """Of shape (tokens, width)."""
        from .pieces import pieces_of

        pieces = pieces_of(self.tokenizer, arrays)
        lengths = pieces.mask.sum(axis=1)
        width = pieces.ids.shape[1]
        out: np.ndarray | None = None
        order = np.argsort(lengths, kind="stable")
        for first in range(0, len(order), AT_ONCE):
            rows = order[first : first + AT_ONCE]
            size = int(lengths[rows].max())
            batch = {name: getattr(pieces, name)[rows, :size] for name in ("ids", "types", "mask")}
            (found,) = self.session.run(["vectors"], batch)
            if out is None:
                out = np.zeros((len(order), width, found.shape[2]), dtype=np.float32)
            out[rows, :size] = found
        if out is None:  # nothing but white space
            return np.zeros((len(arrays.start), self.session.get_outputs()[0].shape[2]), dtype=np.float32)
        return out.reshape(-1, out.shape[2])[pieces.of_token]
