"""What arrives: file to findings, no writes."""
