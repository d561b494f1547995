"""What the commands that steer a running simulator share."""
