"""`make smoke`: the whole way, once, over real HTTP and WebSocket, as two people and a moderator."""
