"""From scenery and actors to frames: shots, camera, weather before the lens."""
