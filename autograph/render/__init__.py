"""Kernel → page of finished text → source. The back end's `Language` knows the words, its templates the layout."""
