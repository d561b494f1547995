"""What Duo Mobile, and a person who activates it, ask of Duo's cloud."""
