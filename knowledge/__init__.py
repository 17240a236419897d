"""The approved sources, and answers quoted from them."""
