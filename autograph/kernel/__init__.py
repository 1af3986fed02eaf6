"""IR 2: scalar expressions (`expr`, `index`) and loops over them (`nest`)."""
