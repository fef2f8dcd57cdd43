"""The vision for documentation management: goals, challenges, solutions, benefits."""
