"""The reference receiver: the centre's half of the delivery protocol."""
