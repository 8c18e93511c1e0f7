"""Who is in the picture: sprites, puppets with bodies, portraits; and how they move."""
