"""`python -m detente.cli`, where the script is not on the path."""

from detente.cli.app import main

main()
