"""What the vendor's connectivity tool looks at: ports, primary servers, Duo and the clock."""
