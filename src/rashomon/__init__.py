"""One event, many reports, one sourced account."""
