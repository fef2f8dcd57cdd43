"""Politicians, devices, survey, imports, change of council."""
