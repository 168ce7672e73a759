"""How the pipelines in detente/data/pipelines are made; see README.md."""
