"""A stand-in for Apptainer, for the testbed only; see ../README.md for what it does and does not do."""
