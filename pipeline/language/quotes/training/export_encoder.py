"""The teacher as files to run:

``python -m pipeline.language.quotes.training.export_encoder CHECKPOINTS PASS ARTICLES.jsonl``.

The transformer becomes ONNX with 8-bit weights, without the pieces of scripts that no English text is written in; its
tokenizer and its network stand beside it. The confidence is calibrated on the articles that were not learned from, with
the 8 bits, since these move the scores.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from pipeline import language
from pipeline.language.quotes.model.arrays import arrays_of
from pipeline.language.quotes.model.calibrate import calibration
from pipeline.language.quotes.model.encoder import FOLDER, Encoder
from pipeline.language.quotes.model.labels import stored_model

from . import gold, train, transformer

# Letters of Latin script, digits, marks and signs of English texts.
READ = re.compile(r"[\u0020-\u024f\u2010-\u203a\u20a0-\u20bf\u2116\u2122\u2190-\u22ff]+")
UNUSED = re.compile(r"\[unused\d+\]")


class Vectors(torch.nn.Module):
    """What of the transformer is needed: vectors of pieces from ids, types and mask."""

    def __init__(self, model: torch.nn.Module):
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state


def to_onnx(folder: Path, state: dict[str, torch.Tensor], target: Path) -> None:
    """Writes the transformer with 8-bit weights."""
    kept = tokenizer_of(folder, target.parent)
    model = transformer.transformer_in(folder)
    model.load_state_dict(state)
    model.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(
        model.embeddings.word_embeddings.weight.data[torch.tensor(kept)]
    )
    ids = torch.ones(2, 9, dtype=torch.long)
    axes = {name: {0: "parts", 1: "pieces"} for name in ("ids", "types", "mask", "vectors")}
    with tempfile.TemporaryDirectory() as made:
        plain = Path(made) / "plain.onnx"
        torch.onnx.export(
            Vectors(model.eval()), (ids, torch.zeros_like(ids), ids), plain, dynamo=False, opset_version=17,
            input_names=["ids", "types", "mask"], output_names=["vectors"], dynamic_axes=axes,
        )  # fmt: skip
        quantize_dynamic(plain, target, weight_type=QuantType.QInt8, per_channel=True)


def tokenizer_of(folder: Path, target: Path) -> list[int]:
    """Writes the tokenizer with fewer pieces; gives the old number of each that is kept."""
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    pieces = sorted(tokenizer["model"]["vocab"].items(), key=lambda item: item[1])
    kept = [(piece, number) for piece, number in pieces if READ.fullmatch(piece) and not UNUSED.fullmatch(piece)]
    tokenizer["model"]["vocab"] = {piece: at for at, (piece, _) in enumerate(kept)}
    for special in tokenizer["added_tokens"]:
        special["id"] = tokenizer["model"]["vocab"][special["content"]]
    tokenizer["post_processor"] = tokenizer["padding"] = tokenizer["truncation"] = None
    text = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (target / "tokenizer.json").write_text(text, encoding="utf-8")
    return [number for _, number in kept]


def export(checkpoints: Path, number: int, articles: Path, folder: Path) -> None:
    torch.set_num_threads(1)
    FOLDER.mkdir(exist_ok=True)
    to_onnx(folder, torch.load(checkpoints / f"transformer-{number}.pt"), FOLDER / "transformer.onnx")
    lines = [line for line in articles.read_text(encoding="utf-8").splitlines() if line.strip()]
    held_out = [json.loads(line) for line in lines[train.HELD_OUT - 1 :: train.HELD_OUT]]
    nlp = language.load(extractors=())
    arrays = [arrays_of(doc) for doc in nlp.pipe(row["text"] for row in held_out)]
    pairs = [(each, gold.attributions(each, row["quotes"])) for each, row in zip(arrays, held_out, strict=True)]
    stored = dict(np.load(checkpoints / f"network-{number}.npz"))
    stored["calibration"] = np.zeros(0)
    stored["calibration"] = calibration(stored_model(stored, Encoder()), pairs)
    print("calibration", stored["calibration"], flush=True)
    with (FOLDER / "network.npz").open("wb") as file:
        np.savez_compressed(file, **stored)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, help="the folder that teach wrote")
    parser.add_argument("number", type=int, help="of the pass")
    parser.add_argument("articles", type=Path, help="the same articles")
    parser.add_argument("--transformer", required=True, type=Path, help="the same transformer")
    given = parser.parse_args()
    export(given.checkpoints, given.number, given.articles, given.transformer)
