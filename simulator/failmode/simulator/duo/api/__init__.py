"""What all APIs of Duo share: signed requests in, envelopes out."""
