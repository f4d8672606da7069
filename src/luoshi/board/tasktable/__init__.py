"""The task table (任务分解表): what was promised and handed out, as a file that goes out and comes back."""
