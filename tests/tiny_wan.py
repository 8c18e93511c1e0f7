"""A real Wan pipeline with random weights, small enough for a test: it draws gray noise.

python -m tests.tiny_wan FOLDER
"""
# mypy: disable-error-code="no-untyped-call"

import sys
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKLWan,
    FlowMatchEulerDiscreteScheduler,
    WanImageToVideoPipeline,
    WanPipeline,
    WanTransformer3DModel,
)
from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast, UMT5Config, UMT5EncoderModel

WORDS = ["a fox runs over the snow", "two whales sing to the moon", "rain falls on an old harbor"]
TEXT_WIDTH = 32


def build_tiny_wan(folder: Path, *, from_picture: bool = False, both: bool = False) -> Path:
    """Write the folder (a quarter of a megabyte, under a second) and return it.

    It makes video from text; `from_picture` from a picture and text; `both` from either.
    """
    torch.manual_seed(0)
    kind: Any = WanImageToVideoPipeline if from_picture else WanPipeline
    tokenizer = _tokenizer()
    pipe: Any = kind(
        tokenizer=tokenizer,
        text_encoder=_text_encoder(len(tokenizer)),
        transformer=_transformer(channels=36 if from_picture else 16),
        vae=_vae(),
        scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
        expand_timesteps=both,
    )
    pipe.save_pretrained(str(folder), safe_serialization=True)
    return folder


def _tokenizer() -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<pad>", "</s>", "<unk>"]
    trainer = trainers.UnigramTrainer(vocab_size=300, special_tokens=special, unk_token="<unk>")
    tokenizer.train_from_iterator(WORDS * 8, trainer)
    end = [("</s>", tokenizer.token_to_id("</s>"))]
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=end)
    names = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=512, **names)


def _text_encoder(vocabulary: int) -> UMT5EncoderModel:
    config = UMT5Config(
        vocab_size=vocabulary,
        d_model=TEXT_WIDTH,
        d_kv=8,
        d_ff=37,
        num_layers=2,
        num_heads=4,
        relative_attention_num_buckets=8,
    )
    return UMT5EncoderModel(config)


def _transformer(channels: int) -> WanTransformer3DModel:
    return WanTransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=channels,  # latents; with a picture its mask and its latents, too
        out_channels=16,
        text_dim=TEXT_WIDTH,
        freq_dim=256,
        ffn_dim=32,
        num_layers=2,
        cross_attn_norm=True,
        qk_norm="rms_norm_across_heads",
        rope_max_seq_len=32,
    )


def _vae() -> AutoencoderKLWan:
    return AutoencoderKLWan(
        base_dim=3,
        z_dim=16,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        temperal_downsample=[False, True, True],
    )


if __name__ == "__main__":
    print(build_tiny_wan(Path(sys.argv[1])))
