"""The demonstration: the real application over simulated sockets and a centre on loopback."""
