# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

Feature: Duo Authentication Proxy failmode, as written in the document

# docs/duo/authentication-proxy.md:47
Scenario Outline: What Duo says of a decision is handed on
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "<answer>"
  When the user logs in over RADIUS with the right password
  Then the RADIUS answer is "<radius>"
  And the Reply-Message is "<text>"

  Examples:
    | answer  | radius        | text                       | evidence   |
    | approve | Access-Accept | Success. Logging you in... | measured   |
    | deny    | Access-Reject | Login request denied.      | by reading |
    | ignore  | Access-Reject | Login timed out.           | reported   |

# docs/duo/authentication-proxy.md:63
Scenario Outline: Duo's answer about a user is final at the proxy
  Given an Authentication Proxy with failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  And the user is "<user>" at Duo
  When the user logs in over RADIUS with the right password
  Then the login is "<verdict>"

  Examples:
    | failmode | user       | verdict | evidence   |
    | secure   | bypass     | allowed | by reading |
    | safe     | disabled   | denied  | by reading |
    | safe     | locked out | denied  | by reading |
    | safe     | unenrolled | denied  | by reading |
    | secure   | unenrolled | denied  | by reading |

# docs/duo/authentication-proxy.md:84
Scenario Outline: Preauth tells Duo which failmode is configured
  Given an Authentication Proxy with failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password
  Then Duo was told "<told>" as "failmode" at "preauth"
  And Duo was told "0.0.0.0" as "ipaddr" at "preauth"
  And Duo was told "0.0.0.0" as "ipaddr" at "auth"
  And Duo was told "auto" as "factor" at "auth"
  And the login is "allowed"

  Examples:
    | failmode | told   | evidence   |
    | safe     | safe   | by reading |
    | secure   | secure | by reading |
    | (unset)  | safe   | by reading |

# docs/duo/authentication-proxy.md:103
Scenario Outline: Duo is told the address of the user's machine
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS from "<station>"
  Then Duo was told "<preauth>" as "ipaddr" at "preauth"
  And Duo was told "<auth>" as "ipaddr" at "auth"
  And the login is "allowed"

  Examples:
    | station        | preauth        | auth        | evidence   |
    | 192.0.2.7      | 192.0.2.7      | 192.0.2.7   | by reading |
    | 2001:db8::7    | 2001:db8::7    | 2001:db8::7 | by reading |
    | 192.0.2.7:1194 | 192.0.2.7:1194 | 0.0.0.0     | reported   |
    | vpn-client-7   | vpn-client-7   | 0.0.0.0     | reported   |

# docs/duo/authentication-proxy.md:125
Scenario Outline: The event of a login while Duo is unwell
  Given an Authentication Proxy with failmode "<failmode>" and api_timeout unset
  And Duo suffers "<fault>" at <stage>
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password
  Then the last event of the proxy is "Secondary authentication", "<status>", saying "<text>"

  Examples:
    | failmode | fault              | stage   | status | text                                                  | evidence |
    | safe     | connection-refused | preauth | Allow  | Failmode Safe - Allowed Duo login on preauth failure  | measured |
    | safe     | http-500           | auth    | Allow  | Failmode Safe - Allowed Duo login on preauth failure  | measured |
    | secure   | connection-refused | preauth | Reject | Failmode Secure - Denied Duo login on preauth failure | measured |
    | safe     | http-403           | preauth | Reject | Failmode Secure - Denied Duo login on preauth failure | measured |
    | safe     | connection-refused | auth    | Error  | Denied Duo login on auth failure                      | measured |
    | secure   | http-500           | auth    | Error  | Denied Duo login on auth failure                      | measured |

# docs/duo/authentication-proxy.md:143
Scenario Outline: The event of a login that Duo decides
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "<answer>"
  When the user logs in over RADIUS with the right password
  Then the last event of the proxy is "Secondary authentication", "<status>", saying "<text>"

  Examples:
    | answer  | status | text                       | evidence   |
    | approve | Allow  | Success. Logging you in... | by reading |
    | deny    | Reject | Login request denied.      | by reading |
    | ignore  | Reject | Login timed out.           | by reading |

# docs/duo/authentication-proxy.md:158
Scenario Outline: The event of a user whom Duo does not ask
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user is "<user>" at Duo
  When the user logs in over RADIUS with the right password
  Then the last event of the proxy is "Secondary authentication", "<status>"

  Examples:
    | user       | status | evidence   |
    | bypass     | Allow  | by reading |
    | disabled   | Reject | by reading |
    | unenrolled | Reject | by reading |

# docs/duo/authentication-proxy.md:173
Scenario: The event of an unknown user says that there was no enrolment
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user is "unenrolled" at Duo
  When the user logs in over RADIUS with the right password
  Then the last event of the proxy is "Secondary authentication", "Reject", saying "User is not enrolled. Enrollment link sent."

# docs/duo/authentication-proxy.md:182
Scenario: The event of a wrong password is of the primary authentication
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  When the user logs in over RADIUS with the wrong password
  Then the last event of the proxy is "Primary authentication", "Reject"
  And Duo was not asked
