"""What Duo keeps: integrations, users, phones and passcodes."""
