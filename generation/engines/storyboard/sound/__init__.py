"""Sound: music by rules, the noises of the place, a voice, and the mix of them."""
