"""Graph → plan: what is stored (`group`), how loops are cut (`recipe`), where things lie (`memory`), the `plan`."""
