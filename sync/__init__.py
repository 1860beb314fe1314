"""Delivery to the centre: outbox, sender, receipts, and the reference receiver."""
