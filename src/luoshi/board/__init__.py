"""Reports, commitments, targets, progress, review, status."""
