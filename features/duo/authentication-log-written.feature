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

# docs/duo/authentication-log.md:73
Scenario Outline: A user who is not asked is in the log with the reason why
  Given Duo on a Windows server with failmode open
  And Duo is reachable
  And the user is "<user>" at Duo
  When the user logs in to the Windows server with the right password
  Then the login is "<verdict>"
  And Duo's authentication log shows one login, "<result>" because of "<reason>", by "not_available"

  Examples:
    | user       | verdict | result  | reason        | evidence |
    | bypass     | allowed | success | bypass_user   | reported |
    | disabled   | denied  | denied  | user_disabled | reported |
    | locked out | denied  | denied  | locked_out    | reported |

# docs/duo/authentication-log.md:89
Scenario Outline: A passcode is in the log as right or wrong
  Given Duo on a Windows server with failmode open
  And Duo is reachable
  When the user logs in to the Windows server with a <which> passcode
  Then the login is "<verdict>"
  And Duo's authentication log shows one login, "<result>" because of "<reason>"

  Examples:
    | which | verdict | result  | reason           | evidence |
    | right | allowed | success | valid_passcode   | reported |
    | wrong | denied  | denied  | invalid_passcode | reported |

# docs/duo/authentication-log.md:107
Scenario: The log can be asked for every reason that its clients know
  Given Duo is reachable
  Then Duo's authentication log can be asked for the reasons "allow_unenrolled_user, allow_unenrolled_user_on_trusted_network, allowed_by_policy, anomalous_push, anonymous_ip, bypass_user, call_timed_out, could_not_determine_if_endpoint_was_trusted, denied_by_policy, denied_network, deny_unenrolled_user, endpoint_failed_google_verification, endpoint_is_not_in_management_system, endpoint_is_not_trusted, error, factor_restricted, invalid_device, invalid_management_certificate_collection_state, invalid_passcode, invalid_referring_hostname_provided, location_restricted, locked_out, no_activated_duo_mobile_account, no_disk_encryption, no_duo_certificate_present, no_keys_pressed, no_referring_hostname_provided, no_response, no_screen_lock, no_web_referer_match, out_of_date, platform_restricted, remembered_device, rooted_device, software_restricted, touch_id_disabled, trusted_location, trusted_network, user_approved, user_cancelled, user_disabled, user_marked_fraud, user_mistake, user_not_in_permitted_group, user_provided_invalid_certificate, valid_passcode, version_restricted"
  And Duo's authentication log can be asked for the factors "bypass_code, digipass_go_7_token, duo_mobile_passcode, duo_push, hardware_token, not_available, passcode, phone_call, remembered_device, sms_passcode, sms_refresh, trusted_network, u2f_token, yubikey_code, yubikey_passcode"

# docs/duo/authentication-log.md:114
Scenario: The log shows what it was asked for alone
  Given Duo on a Windows server with failmode open
  And Duo is reachable
  And the user answers the push with "deny"
  When the user logs in to the Windows server with the right password
  Then Duo's authentication log, asked for the reason "user_mistake", shows one login
  And Duo's authentication log, asked for the reason "user_approved", shows no login

# docs/duo/authentication-log.md:126
Scenario: A login with a wrong password leaves no entry
  Given Duo on a Windows server with failmode open
  And Duo is reachable
  When the user logs in to the Windows server with the wrong password
  Then the login is "denied"
  And Duo's authentication log shows no login

# docs/duo/authentication-log.md:135
Scenario: A login that failed open leaves no entry
  Given Duo on a Windows server with failmode open
  And Duo suffers "connection-refused" at preauth
  When the user logs in to the Windows server with the right password
  Then the login is "failed-open"
  When Duo is reachable again
  Then Duo's authentication log shows no login

# docs/duo/authentication-log.md:145
Scenario: A login that failed closed leaves no entry either
  Given Duo on a Windows server with failmode closed
  And Duo suffers "connection-refused" at preauth
  When the user logs in to the Windows server with the right password
  Then the login is "denied"
  When Duo is reachable again
  Then Duo's authentication log shows no login

# docs/duo/authentication-log.md:155
Scenario: A login that failed open through the Authentication Proxy leaves no entry
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo suffers "connection-refused" at preauth
  When the user logs in over RADIUS with the right password
  Then the login is "failed-open"
  When Duo is reachable again
  Then Duo's authentication log shows no login
