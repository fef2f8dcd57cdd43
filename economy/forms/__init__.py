"""Forms of reports, their budgets, and tables to check."""
