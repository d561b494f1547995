"""What is not known about Duo Single Sign-On, and is done so on purpose.

Of the cloud's side nothing is published: the address and the texts of the page, which proxy is
asked, and for how long. Known is what a proxy is called with, and what it answers.
"""

from __future__ import annotations

APPLICATION = "Duo Single Sign-On"
"""Name of the application at Duo that the second factor is asked for."""

APPLICATION_TYPE = "sso-generic"
"""Its type: the Admin API's word for an application of Duo Single Sign-On."""

LIST_SECONDS = 10.0
"""How long a proxy may take to tell which authentication sources it serves."""

MARGIN_SECONDS = 10.0
"""How much longer than for its directories a proxy is waited for."""

WRONG_PASSWORD = "The user name or the password is wrong."  # noqa: S105 - what is said of one
"""What the page says of a wrong password; this text and the next four are our own words."""

NO_SOURCE = "No authentication source is set up."
"""What the page says where nobody can tell who checks passwords."""

NO_PROXY = "No Authentication Proxy is connected, so nobody can log in."
"""What the page says where none with the section is connected, or none answers."""

NO_DIRECTORY = "The password could not be checked, so nobody can log in."
"""What the page says where the proxy cannot check the password."""

NOT_COMPLETED = "The login was not completed."
"""What the page says of a code that is of no use."""
