"""What tests share: texts and databases here; in folders, what belongs to one package, rigs and programs."""
