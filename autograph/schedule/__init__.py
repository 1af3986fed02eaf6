"""Graph → plan: what is stored (`group`), how loops are cut (`recipe`), where it lies (`memory`), what runs (`plan`)."""
