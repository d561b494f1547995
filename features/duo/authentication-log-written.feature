# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

Feature: What Duo's authentication log shows, as written in the document

# docs/duo/authentication-log.md:33
Scenario: A login that the user approves is in the log as a success
  Given Duo on a Windows server with failmode open
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in to the Windows server with the right password
  Then the login is "allowed"
  And Duo's authentication log shows one login, "success" because of "user_approved"

# docs/duo/authentication-log.md:43
Scenario: A login that the user denies is in the log as denied
  Given Duo on a Windows server with failmode open
  And Duo is reachable
  And the user answers the push with "deny"
  When the user logs in to the Windows server with the right password
  Then the login is "denied"
  And Duo's authentication log shows one login, "denied" because of "user_mistake"

# docs/duo/authentication-log.md:53
Scenario: A push that nobody answers is in the log as denied
  Given Duo on a Windows server with failmode open
  And Duo is reachable
  And the user answers the push with "ignore"
  When the user logs in to the Windows server with the right password
  Then the login is "denied"
  And Duo's authentication log shows one login, "denied" because of "no_response"

# docs/duo/authentication-log.md:63
Scenario: A login through the Authentication Proxy is in the log as well
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password
  Then the login is "allowed"
  And Duo's authentication log shows one login, "success" because of "user_approved"

# docs/duo/authentication-log.md:75
Scenario: A login with a wrong password leaves no entry
  Given Duo on a Windows server with failmode open
  And Duo is reachable
  When the user logs in to the Windows server with the wrong password
  Then the login is "denied"
  And Duo's authentication log shows no login

# docs/duo/authentication-log.md:84
Scenario: A login that failed open leaves no entry
  Given Duo on a Windows server with failmode open
  And Duo suffers "connection-refused" at preauth
  When the user logs in to the Windows server with the right password
  Then the login is "failed-open"
  When Duo is reachable again
  Then Duo's authentication log shows no login

# docs/duo/authentication-log.md:94
Scenario: A login that failed closed leaves no entry either
  Given Duo on a Windows server with failmode closed
  And Duo suffers "connection-refused" at preauth
  When the user logs in to the Windows server with the right password
  Then the login is "denied"
  When Duo is reachable again
  Then Duo's authentication log shows no login

# docs/duo/authentication-log.md:104
Scenario: A login that failed open through the Authentication Proxy leaves no entry
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo suffers "connection-refused" at preauth
  When the user logs in over RADIUS with the right password
  Then the login is "failed-open"
  When Duo is reachable again
  Then Duo's authentication log shows no login
