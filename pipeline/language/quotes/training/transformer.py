"""The teacher: a small transformer, fine-tuned together with the network that reads its vectors.

Each token's first word piece gives the network a further vector; everything else is as for the network alone
(``learn.py``, ``fit.py``). The transformer's own dropout is off, its word vectors stay as they are, and types that tell
the shape of words are added to them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from pipeline.language.quotes.model.inputs import Vocabulary
from pipeline.language.quotes.model.pieces import TYPES, Pieces, pieces_of

from . import fit

PASSES, BATCH, RATE, RATE_OF_NETWORK, AVERAGED, WARM = 4, 2, 1.5e-4, 2.5e-3, 0.997, 100


@dataclass(slots=True)
class Lesson:
    """An article to learn from, with its word pieces."""

    example: fit.Example
    pieces: Pieces


def transformer_in(folder: Path) -> BertModel:
    """The transformer of a folder of weights, with a type for each shape of word."""
    no_dropout = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    model = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="sdpa", **no_dropout)
    types = torch.nn.Embedding(TYPES, model.config.hidden_size)
    types.weight.data[:] = model.embeddings.token_type_embeddings.weight.data[0]
    model.embeddings.token_type_embeddings = types
    model.config.type_vocab_size = TYPES
    model.embeddings.word_embeddings.weight.requires_grad_(False)
    return model


def lessons_of(folder: Path, examples: list[fit.Example]) -> list[Lesson]:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return [Lesson(example, pieces_of(tokenizer, example.arrays)) for example in examples]


def vectors(model: BertModel, batch: list[Pieces]) -> torch.Tensor:
    """Of each token of each article, one after another."""
    longest = max(pieces.ids.shape[1] for pieces in batch)

    def padded(name: str) -> torch.Tensor:
        each = [getattr(pieces, name) for pieces in batch]
        return torch.from_numpy(np.concatenate([np.pad(a, ((0, 0), (0, longest - a.shape[1]))) for a in each]))

    ids, types, mask = map(padded, ("ids", "types", "mask"))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = model(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
    flat = out.float().reshape(-1, out.shape[-1])
    places, row = [], 0
    for pieces in batch:
        width = pieces.ids.shape[1]
        places.append((pieces.of_token // width + row) * longest + pieces.of_token % width)
        row += len(pieces.ids)
    return flat[torch.from_numpy(np.concatenate(places))]


def tuned(
    model: BertModel, vocabulary: Vocabulary, lessons: list[Lesson], given: np.ndarray, passes: int = PASSES
) -> Iterator[tuple[dict[str, np.ndarray], dict[str, torch.Tensor]]]:
    """After each pass the weights of the network and the transformer's state, both averaged over the last steps."""
    torch.manual_seed(1)
    chance = np.random.default_rng(1)
    w = fit.weights_for(vocabulary, given.shape[1], model.config.hidden_size)
    own = {name: weight for name, weight in model.named_parameters() if weight.requires_grad}
    learned = w | own
    average = {name: weight.detach().clone() for name, weight in learned.items()}
    words = torch.from_numpy(given)
    words = words / words.norm(dim=1).mean()
    groups = [{"params": list(w.values()), "top": RATE_OF_NETWORK}, {"params": list(own.values()), "top": RATE}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
    total, step = passes * -(-len(lessons) // BATCH), 0
    model.train()
    for _ in range(passes):
        order, seen, began = chance.permutation(len(lessons)).tolist(), [], time.monotonic()
        for first in range(0, len(order), BATCH):
            batch = [lessons[at] for at in order[first : first + BATCH]]
            rate = min(1, (step + 1) / WARM) * max(0.02, 1 - step / total)
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * rate
            context = vectors(model, [lesson.pieces for lesson in batch])
            cue, chain = fit.losses(w, [lesson.example for lesson in batch], words, chance, context)
            optimizer.zero_grad()
            (cue + fit.CHAIN * chain).backward()
            torch.nn.utils.clip_grad_norm_(w.values(), 5.0)
            torch.nn.utils.clip_grad_norm_(own.values(), 1.0)
            optimizer.step()
            step += 1
            keep = min(AVERAGED, step / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(list(average.values()), [weight.detach() for weight in learned.values()], 1 - keep)
            seen.append((float(cue.detach()), float(chain.detach())))
            if step % 10 == 0:
                recent = np.mean(seen[-20:], axis=0).round(3)
                print(step, total, recent, f"{time.monotonic() - began:.0f} s", flush=True)
        network = {name: average[name].numpy().copy() for name in w}
        network["group"] = (words @ average["project"]).numpy()
        del network["project"]
        yield network, model.state_dict() | {name: average[name].clone() for name in own}
