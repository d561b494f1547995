"""What the commands that control a running simulator share."""
