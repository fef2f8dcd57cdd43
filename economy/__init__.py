"""Economy: a checker of tables, which finds the figures that contradict each other."""
