"""Economy and activity report: the operating budget, a checker of tables, activity figures at a date."""
