"""Licences and costs: products, prices, holdings, scenarios, allocation, invoice basis."""
