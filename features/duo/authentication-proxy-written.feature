# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

Feature: Duo Authentication Proxy failmode, as written in the document

# docs/duo/authentication-proxy.md:49
Scenario Outline: Duo decides about a login by EAP after the primary server
  Given an Authentication Proxy with [radius_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "<decision>"
  When the user logs in by EAP-MD5 over RADIUS with the right password
  Then the login is "<verdict>"
  And the RADIUS answer is "<answer>"
  And the events of the proxy are "Primary authentication Allow, Secondary authentication <status>"

  Examples:
    | failmode | decision | verdict | answer        | status | evidence   |
    | safe     | approve  | allowed | Access-Accept | Allow  | by reading |
    | secure   | approve  | allowed | Access-Accept | Allow  | by reading |
    | safe     | deny     | denied  | Access-Reject | Reject | by reading |

# docs/duo/authentication-proxy.md:66
Scenario Outline: A password that is wrong by EAP is final
  Given an Authentication Proxy with [radius_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo suffers "connection-refused"
  When the user logs in by EAP-MD5 over RADIUS with the wrong password
  Then the login is "denied"
  And the RADIUS answer is "Access-Reject"
  And the events of the proxy are "Primary authentication Reject"

  Examples:
    | failmode | evidence   |
    | safe     | by reading |
    | secure   | by reading |

# docs/duo/authentication-proxy.md:81
Scenario Outline: The failmode decides about a login by EAP as about any other
  Given an Authentication Proxy with [radius_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo suffers "<fault>" at <stage>
  And the user answers the push with "approve"
  When the user logs in by EAP-MD5 over RADIUS with the right password
  Then the login is "<verdict>"
  And the RADIUS answer is "<answer>"

  Examples:
    | failmode | fault              | stage   | verdict     | answer        | evidence   |
    | safe     | connection-refused | preauth | failed-open | Access-Accept | by reading |
    | secure   | connection-refused | preauth | denied      | Access-Reject | by reading |
    | safe     | http-403           | preauth | denied      | Access-Reject | by reading |
    | safe     | connection-refused | auth    | denied      | Access-Reject | by reading |
    | safe     | http-500           | auth    | failed-open | Access-Accept | by reading |
    | secure   | http-500           | auth    | denied      | Access-Reject | by reading |

# docs/duo/authentication-proxy.md:100
Scenario: Where a directory knows the passwords nobody is let in by EAP
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [ad_client] ldap_filter "(unset)"
  And Duo suffers "connection-refused"
  When the user logs in by EAP-MD5 over RADIUS with the right password
  Then the login is "denied"
  And the Reply-Message is "A client which cannot proxy radius requests has been configured.  Check the proxy configuration"

# docs/duo/authentication-proxy.md:121
Scenario Outline: Failing open without a primary server lets in whoever knows a user name
  Given an Authentication Proxy with [radius_server_duo_only], failmode "<failmode>" and api_timeout unset
  And Duo suffers "connection-refused" at preauth
  When the user logs in over RADIUS with the right password, naming "anything at all"
  Then the login is "<verdict>"
  And the RADIUS answer is "<answer>"

  Examples:
    | failmode | verdict     | answer        | evidence   |
    | safe     | failed-open | Access-Accept | by reading |
    | secure   | denied      | Access-Reject | by reading |

# docs/duo/authentication-proxy.md:143
Scenario Outline: With two questions the failmode also decides when Duo goes away between them
  Given an Authentication Proxy with [radius_server_eap], failmode "<failmode>" and [radius_server_eap] allow_concat "<concat>"
  And Duo suffers "connection-refused" at auth
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password
  Then the login is "<verdict>"
  And the RADIUS answer is "<answer>"
  And the Reply-Message is ""
  And the last event of the proxy is "Secondary authentication", "<status>", saying "<event>"

  Examples:
    | failmode | concat | verdict     | answer        | status | event                                                 | evidence   |
    | safe     | false  | failed-open | Access-Accept | Allow  | Failmode Safe - Allowed Duo login on preauth failure  | by reading |
    | safe     | true   | denied      | Access-Reject | Error  | Denied Duo login on auth failure                      | by reading |
    | secure   | true   | denied      | Access-Reject | Error  | Denied Duo login on auth failure                      | by reading |

# docs/duo/authentication-proxy.md:161
Scenario Outline: A failure between two questions in secure mode denies
  Given an Authentication Proxy with [radius_server_eap], failmode "secure" and [radius_server_eap] allow_concat "false"
  And Duo suffers "connection-refused" at auth
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password, naming "<factor>"
  Then the login is "denied"
  And the RADIUS answer is "Access-Reject"
  And the Reply-Message is ""

  Examples:
    | factor | evidence   |
    | push   | by reading |
    | phone  | by reading |

# docs/duo/authentication-proxy.md:177
Scenario: With two questions a wrong password is refused before Duo is asked
  Given an Authentication Proxy with [radius_server_eap], failmode "safe" and [radius_server_eap] allow_concat "false"
  And Duo suffers "connection-refused"
  When the user logs in over RADIUS with the wrong password
  Then the login is "denied"
  And the RADIUS answer is "Access-Reject"
  And the events of the proxy are "Primary authentication Reject"

# docs/duo/authentication-proxy.md:191
Scenario Outline: A factor that the user names is the one that Duo is asked for
  Given an Authentication Proxy with [<server>], failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password, naming "<factor>"
  Then Duo was told "<factor>" as "auto" at "auth"
  And the RADIUS answer is "<answer>"

  Examples:
    | server                  | factor | answer           | evidence   |
    | radius_server_auto      | push   | Access-Accept    | by reading |
    | radius_server_auto      | phone  | Access-Accept    | by reading |
    | radius_server_auto      | sms    | Access-Reject    | by reading |
    | radius_server_concat    | push1  | Access-Accept    | by reading |
    | radius_server_concat    | phone  | Access-Accept    | by reading |
    | radius_server_concat    | sms    | Access-Reject    | by reading |
    | radius_server_challenge | push   | Access-Accept    | by reading |
    | radius_server_challenge | phone1 | Access-Accept    | by reading |
    | radius_server_challenge | sms1   | Access-Challenge | by reading |
    | radius_server_duo_only  | push   | Access-Accept    | by reading |
    | radius_server_duo_only  | sms    | Access-Reject    | by reading |
    | radius_server_eap       | push   | Access-Accept    | by reading |
    | radius_server_eap       | phone1 | Access-Accept    | by reading |
    | radius_server_eap       | sms    | Access-Reject    | by reading |

# docs/duo/authentication-proxy.md:218
Scenario Outline: A passcode takes the place of a factor
  Given an Authentication Proxy with [<server>], failmode "safe" and api_timeout unset
  And Duo is reachable
  When the user logs in over RADIUS with the right password, naming "passcode"
  Then the login is "allowed"
  And the RADIUS answer is "Access-Accept"

  Examples:
    | server                  | evidence   |
    | radius_server_auto      | by reading |
    | radius_server_concat    | by reading |
    | radius_server_challenge | by reading |
    | radius_server_duo_only  | by reading |
    | radius_server_eap       | by reading |

# docs/duo/authentication-proxy.md:235
Scenario Outline: A passcode that Duo does not know lets nobody in
  Given an Authentication Proxy with [<server>], failmode "safe" and api_timeout unset
  And Duo is reachable
  When the user logs in over RADIUS with the right password, naming "000000"
  Then the login is "denied"
  And the RADIUS answer is "Access-Reject"

  Examples:
    | server                  | evidence   |
    | radius_server_auto      | by reading |
    | radius_server_concat    | by reading |
    | radius_server_challenge | by reading |
    | radius_server_duo_only  | by reading |
    | radius_server_eap       | by reading |

# docs/duo/authentication-proxy.md:254
Scenario Outline: Without a factor of the user's the first of the configured ones is asked for
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [radius_server_auto] factors "<factors>"
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password
  Then Duo was told "<auto>" as "auto" at "auth"
  And the login is "allowed"

  Examples:
    | factors    | auto  | evidence   |
    | (unset)    | push1 | by reading |
    | auto       | push1 | by reading |
    | push       | push  | by reading |
    | phone      | phone | by reading |
    | phone,push | phone | by reading |
    | push,phone | push  | by reading |

# docs/duo/authentication-proxy.md:273
Scenario: Where the factor is a passcode the user is asked for one
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [radius_server_auto] factors "passcode"
  And Duo is reachable
  When the user logs in over RADIUS with the right password
  Then the RADIUS answer is "Access-Challenge"
  And the Reply-Message is "Enter passcode:"
  And Duo was not asked for "auth"

# docs/duo/authentication-proxy.md:283
Scenario Outline: What the user types where a passcode is asked for decides
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [radius_server_auto] factors "passcode"
  And Duo is reachable
  When the user logs in over RADIUS with the right password, and types "<typed>" where asked
  Then the RADIUS answer is "<answer>"
  And the login is "<verdict>"

  Examples:
    | typed    | answer        | verdict | evidence   |
    | passcode | Access-Accept | allowed | by reading |
    | 000000   | Access-Reject | denied  | by reading |
    |          | Access-Reject | denied  | by reading |

# docs/duo/authentication-proxy.md:298
Scenario Outline: Where a factor has to be named, a password alone is refused before anybody is asked
  Given an Authentication Proxy with [<server>], failmode "safe" and api_timeout unset
  And Duo is reachable
  When the user logs in over RADIUS with the right password, naming no factor
  Then the RADIUS answer is "Access-Reject"
  And the Reply-Message is "<text>"
  And the last event of the proxy is "<stage>", "<status>"
  And Duo was not asked

  Examples:
    | server                 | text                                     | stage                    | status | evidence   |
    | radius_server_concat   | Invalid Password                         | Primary authentication   | Error  | by reading |
    | radius_server_duo_only | Missing or improperly-formatted password | Secondary authentication | Error  | by reading |

# docs/duo/authentication-proxy.md:314
Scenario: The question of a challenge in short names the factors alone
  Given an Authentication Proxy with [radius_server_challenge], failmode "safe" and [radius_server_challenge] prompt_format "short"
  And Duo is reachable
  When the user logs in over RADIUS with the right password, naming "sms1"
  Then the RADIUS answer is "Access-Challenge"
  And the Reply-Message is "Choose a secondary factor from ('push1', 'phone1', 'sms1') or enter passcode:"

# docs/duo/authentication-proxy.md:323
Scenario Outline: What parts the factor from the password is configured
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [radius_server_auto] <option> "<value>"
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password and "<behind>" behind it
  Then the RADIUS answer is "<answer>"

  Examples:
    | option                    | value   | behind  | answer        | evidence   |
    | delimiter                 | (unset) | ,push   | Access-Accept | by reading |
    | delimiter                 | ;       | ;push   | Access-Accept | by reading |
    | delimiter                 | ;       | ,push   | Access-Reject | by reading |
    | allow_concat              | true    | ,push   | Access-Accept | by reading |
    | allow_concat              | false   | ,push   | Access-Reject | by reading |
    | delimited_password_length | 20      | push    | Access-Accept | by reading |
    | delimited_password_length | 20      | ,push   | Access-Accept | by reading |
    | delimited_password_length | 20      | ,reject | Access-Reject | by reading |
    | delimited_password_length | 19      | push    | Access-Reject | by reading |
    | delimited_password_length | 0       | push    | Access-Reject | by reading |

# docs/duo/authentication-proxy.md:345
Scenario Outline: The kind that wants a factor behind the password has its own delimiter
  Given an Authentication Proxy with [radius_server_concat], failmode "safe" and [radius_server_concat] delimiter "<delimiter>"
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password, naming "phone"
  Then the RADIUS answer is "Access-Accept"
  And Duo was told "phone" as "auto" at "auth"

  Examples:
    | delimiter | evidence   |
    | (unset)   | by reading |
    | ;         | by reading |

# docs/duo/authentication-proxy.md:362
Scenario Outline: Whom the file exempts is not sent to Duo
  Given an Authentication Proxy with [<server>], failmode "secure" and [<server>] exempt_username_1 "alice"
  And Duo suffers "connection-refused" at preauth
  When the user logs in over RADIUS with the right password
  Then the RADIUS answer is "Access-Accept"
  And the Reply-Message is "User exempted from 2FA"
  And the last event of the proxy is "Secondary authentication", "Allow", saying "User exempted from 2FA"

  Examples:
    | server                  | evidence   |
    | radius_server_auto      | by reading |
    | radius_server_concat    | by reading |
    | radius_server_challenge | by reading |
    | radius_server_duo_only  | by reading |

# docs/duo/authentication-proxy.md:379
Scenario Outline: Whom the file does not exempt is sent to Duo
  Given an Authentication Proxy with [<server>], failmode "secure" and [<server>] exempt_username_1 "<name>"
  And Duo is reachable
  And the user answers the push with "deny"
  When the user logs in over RADIUS with the right password
  Then the RADIUS answer is "Access-Reject"
  And Duo was asked for "auth"

  Examples:
    | server                  | name  | evidence   |
    | radius_server_auto      | bob   | by reading |
    | radius_server_auto      | Alice | by reading |
    | radius_server_concat    | bob   | by reading |
    | radius_server_challenge | bob   | by reading |
    | radius_server_duo_only  | bob   | by reading |

# docs/duo/authentication-proxy.md:397
Scenario Outline: Who is exempt needs the right password all the same
  Given an Authentication Proxy with [<server>], failmode "safe" and [<server>] exempt_username_1 "alice"
  And Duo is reachable
  When the user logs in over RADIUS with the wrong password
  Then the RADIUS answer is "Access-Reject"
  And Duo was not asked

  Examples:
    | server                  | evidence   |
    | radius_server_auto      | by reading |
    | radius_server_concat    | by reading |
    | radius_server_challenge | by reading |

# docs/duo/authentication-proxy.md:416
Scenario Outline: A primary server that cannot be reached lets nobody in
  Given an Authentication Proxy with [<server>], failmode "<failmode>" and [radius_client] port "1", retries "0"
  And Duo is reachable
  When the user logs in over RADIUS with the right password
  Then the RADIUS answer is "Access-Reject"
  And Duo was not asked
  And the last event of the proxy is "Primary authentication", "Error"

  Examples:
    | server                  | failmode | evidence   |
    | radius_server_auto      | safe     | by reading |
    | radius_server_auto      | secure   | by reading |
    | radius_server_concat    | safe     | by reading |
    | radius_server_challenge | safe     | by reading |
    | radius_server_eap       | safe     | by reading |

# docs/duo/authentication-proxy.md:434
Scenario Outline: By MS-CHAPv2 a primary server that cannot be reached lets nobody in either
  Given an Authentication Proxy with [<server>], failmode "safe" and [radius_client] port "1", retries "0"
  And Duo suffers "connection-refused"
  When the user logs in by MS-CHAPv2 over RADIUS with the right password
  Then the RADIUS answer is "Access-Reject"
  And the MS-CHAP-Error is "<error>"
  And the events of the proxy are "Primary authentication Error"

  Examples:
    | server                  | error | evidence   |
    | radius_server_auto      | 691   | by reading |
    | radius_server_challenge | none  | by reading |

# docs/duo/authentication-proxy.md:449
Scenario: By EAP a primary server that cannot be reached lets nobody in either
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [radius_client] port "1", retries "0"
  And Duo suffers "connection-refused"
  When the user logs in by EAP-MD5 over RADIUS with the right password
  Then the RADIUS answer is "Access-Reject"
  And the events of the proxy are "Primary authentication Error"

# docs/duo/authentication-proxy.md:458
Scenario Outline: A directory that cannot be reached lets nobody in
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and [ad_client] port "1"
  And Duo is reachable
  When a client connects over LDAP and binds as the user
  Then the LDAP result is "unavailable"
  And the LDAP errorMessage is "Connection error"
  And Duo was not asked

  Examples:
    | failmode | evidence |
    | safe     | measured |
    | secure   | measured |

# docs/duo/authentication-proxy.md:475
Scenario Outline: A user who is not enrolled is told so, and refused whatever is answered
  Given an Authentication Proxy with [radius_server_challenge], failmode "safe" and [radius_server_challenge] enroll_challenge "<value>"
  And Duo is reachable
  And the user is "unenrolled" at Duo
  When the user logs in over RADIUS with the right password
  Then the RADIUS answer is "Access-Reject"
  And the Reply-Message is "<text>"

  Examples:
    | value   | text                                                  | evidence   |
    | (unset) | Please complete the enrollment process and login again | by reading |
    | true    | Please complete the enrollment process and login again | by reading |

# docs/duo/authentication-proxy.md:490
Scenario Outline: By EAP a user who is not enrolled is refused without a word, whatever is answered
  Given an Authentication Proxy with [radius_server_eap], failmode "safe" and [radius_server_eap] allow_concat "<concat>"
  And Duo is reachable
  And the user is "unenrolled" at Duo
  When the user logs in over RADIUS with the right password
  Then the login is "denied"
  And the RADIUS answer is "Access-Reject"
  And the Reply-Message is ""
  And Duo was not asked for "auth"

  Examples:
    | concat | evidence   |
    | false  | by reading |
    | true   | by reading |

# docs/duo/authentication-proxy.md:511
Scenario Outline: Duo decides about a login by MS-CHAPv2 as about any other
  Given an Authentication Proxy with [<server>], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "<decision>"
  When the user logs in by MS-CHAPv2 over RADIUS with the right password
  Then the login is "<verdict>"
  And the RADIUS answer is "<answer>"
  And the MS-CHAP-Error is "<error>"

  Examples:
    | server                  | failmode | decision | verdict | answer        | error | evidence   |
    | radius_server_auto      | safe     | approve  | allowed | Access-Accept | none  | by reading |
    | radius_server_auto      | secure   | approve  | allowed | Access-Accept | none  | by reading |
    | radius_server_auto      | safe     | deny     | denied  | Access-Reject | 691   | by reading |
    | radius_server_challenge | safe     | approve  | allowed | Access-Accept | none  | by reading |
    | radius_server_challenge | secure   | approve  | allowed | Access-Accept | none  | by reading |
    | radius_server_challenge | safe     | deny     | denied  | Access-Reject | 691   | by reading |

# docs/duo/authentication-proxy.md:531
Scenario Outline: A wrong password is final by MS-CHAPv2 too
  Given an Authentication Proxy with [<server>], failmode "<failmode>" and api_timeout unset
  And Duo suffers "connection-refused"
  When the user logs in by MS-CHAPv2 over RADIUS with the wrong password
  Then the login is "denied"
  And the RADIUS answer is "Access-Reject"
  And the MS-CHAP-Error is "691"
  And the last event of the proxy is "Primary authentication", "Reject"

  Examples:
    | server                  | failmode | evidence   |
    | radius_server_auto      | safe     | by reading |
    | radius_server_auto      | secure   | by reading |
    | radius_server_challenge | safe     | by reading |
    | radius_server_challenge | secure   | by reading |

# docs/duo/authentication-proxy.md:549
Scenario Outline: The failmode decides about a login by MS-CHAPv2 as about any other
  Given an Authentication Proxy with [<server>], failmode "<failmode>" and api_timeout unset
  And Duo suffers "<fault>" at <stage>
  And the user answers the push with "approve"
  When the user logs in by MS-CHAPv2 over RADIUS with the right password
  Then the login is "<verdict>"
  And the RADIUS answer is "<answer>"
  And the MS-CHAP-Error is "<error>"

  Examples:
    | server                  | failmode | fault              | stage   | verdict     | answer        | error | evidence   |
    | radius_server_auto      | safe     | connection-refused | preauth | failed-open | Access-Accept | none  | by reading |
    | radius_server_auto      | secure   | connection-refused | preauth | denied      | Access-Reject | 691   | by reading |
    | radius_server_auto      | safe     | http-403           | preauth | denied      | Access-Reject | 691   | by reading |
    | radius_server_auto      | safe     | connection-refused | auth    | denied      | Access-Reject | 691   | by reading |
    | radius_server_auto      | safe     | http-500           | auth    | failed-open | Access-Accept | none  | by reading |
    | radius_server_auto      | secure   | http-500           | auth    | denied      | Access-Reject | 691   | by reading |
    | radius_server_challenge | safe     | connection-refused | preauth | failed-open | Access-Accept | none  | by reading |
    | radius_server_challenge | secure   | connection-refused | preauth | denied      | Access-Reject | 691   | by reading |
    | radius_server_challenge | safe     | http-403           | preauth | denied      | Access-Reject | 691   | by reading |
    | radius_server_challenge | safe     | connection-refused | auth    | denied      | Access-Reject | 691   | by reading |
    | radius_server_challenge | safe     | http-500           | auth    | failed-open | Access-Accept | none  | by reading |
    | radius_server_challenge | secure   | http-500           | auth    | denied      | Access-Reject | 691   | by reading |

# docs/duo/authentication-proxy.md:575
Scenario Outline: Where the factor is a passcode it is asked for after MS-CHAPv2
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [radius_server_auto] factors "passcode"
  And Duo is reachable
  When the user logs in by MS-CHAPv2 over RADIUS with the right password, and types "<typed>" where asked
  Then the login is "<verdict>"
  And the RADIUS answer is "<answer>"

  Examples:
    | typed    | verdict | answer        | evidence   |
    | passcode | allowed | Access-Accept | by reading |
    | 000000   | denied  | Access-Reject | by reading |
    |          | denied  | Access-Reject | by reading |

# docs/duo/authentication-proxy.md:590
Scenario Outline: A kind of server that does not know MS-CHAPv2 refuses it before anybody is asked
  Given an Authentication Proxy with [<server>], failmode "safe" and api_timeout unset
  And Duo suffers "connection-refused"
  When the user logs in by MS-CHAPv2 over RADIUS with the right password
  Then the login is "denied"
  And the RADIUS answer is "Access-Reject"

  Examples:
    | server                 | evidence   |
    | radius_server_concat   | by reading |
    | radius_server_duo_only | by reading |
    | radius_server_eap      | by reading |

# docs/duo/authentication-proxy.md:607
Scenario Outline: Where a directory knows the passwords nobody is let in by MS-CHAPv2
  Given an Authentication Proxy with [<server>], failmode "safe" and [ad_client] ldap_filter "(unset)"
  And Duo suffers "connection-refused"
  When the user logs in by MS-CHAPv2 over RADIUS with the right password
  Then the login is "denied"
  And the RADIUS answer is "Access-Reject"
  And the MS-CHAP-Error is "691"

  Examples:
    | server                  | evidence |
    | radius_server_auto      | unknown  |
    | radius_server_challenge | unknown  |

# docs/duo/authentication-proxy.md:624
Scenario Outline: Who may get in is told that the password has expired
  Given an Authentication Proxy with [<server>], failmode "safe" and api_timeout unset
  And the user's password has expired
  And Duo is reachable
  And the user is "<user>" at Duo
  When the user logs in by MS-CHAPv2 over RADIUS with the right password
  Then the login is "denied"
  And the RADIUS answer is "Access-Reject"
  And the MS-CHAP-Error is "<error>"
  And Duo was asked for "preauth"
  And Duo was not asked for "auth"

  Examples:
    | server                  | user       | error | evidence   |
    | radius_server_auto      | active     | 648   | by reading |
    | radius_server_auto      | bypass     | 648   | by reading |
    | radius_server_auto      | disabled   | 691   | by reading |
    | radius_server_auto      | unenrolled | 691   | by reading |
    | radius_server_challenge | active     | 648   | by reading |
    | radius_server_challenge | bypass     | 648   | by reading |
    | radius_server_challenge | disabled   | 691   | by reading |

# docs/duo/authentication-proxy.md:648
Scenario Outline: While Duo cannot be asked the failmode decides who is told that the password has expired
  Given an Authentication Proxy with [<server>], failmode "<failmode>" and api_timeout unset
  And the user's password has expired
  And Duo suffers "<fault>"
  When the user logs in by MS-CHAPv2 over RADIUS with the right password
  Then the login is "denied"
  And the RADIUS answer is "Access-Reject"
  And the MS-CHAP-Error is "<error>"

  Examples:
    | server                  | failmode | fault              | error | evidence   |
    | radius_server_auto      | safe     | connection-refused | 648   | by reading |
    | radius_server_auto      | secure   | connection-refused | 691   | by reading |
    | radius_server_auto      | safe     | http-403           | 691   | by reading |
    | radius_server_challenge | safe     | connection-refused | 648   | by reading |
    | radius_server_challenge | secure   | connection-refused | 691   | by reading |
    | radius_server_challenge | safe     | http-403           | 691   | by reading |

# docs/duo/authentication-proxy.md:668
Scenario Outline: An expired password is changed, and the new one lets in
  Given an Authentication Proxy with [<server>], failmode "safe" and api_timeout unset
  And the user's password has expired
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in by MS-CHAPv2 over RADIUS with the right password
  Then the MS-CHAP-Error is "648"
  When the user changes the password over RADIUS
  Then the RADIUS answer is "Access-Accept"
  And the primary server has changed the password
  When the user logs in by MS-CHAPv2 over RADIUS with the right password
  Then the login is "allowed"

  Examples:
    | server                  | evidence   |
    | radius_server_auto      | by reading |
    | radius_server_challenge | by reading |

# docs/duo/authentication-proxy.md:692
Scenario Outline: Duo is asked before the primary server changes a password
  Given an Authentication Proxy with [<server>], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "<decision>"
  When the user changes the password over RADIUS
  Then the RADIUS answer is "<answer>"
  And the primary server has <state> the password
  And the events of the proxy are "<events>"

  Examples:
    | server                  | failmode | decision | answer        | state       | events                                                       | evidence   |
    | radius_server_auto      | safe     | approve  | Access-Accept | changed     | Secondary authentication Allow, Primary authentication Allow | by reading |
    | radius_server_auto      | secure   | approve  | Access-Accept | changed     | Secondary authentication Allow, Primary authentication Allow | by reading |
    | radius_server_auto      | safe     | deny     | Access-Reject | not changed | Secondary authentication Reject                              | by reading |
    | radius_server_challenge | safe     | approve  | Access-Accept | changed     | Secondary authentication Allow, Primary authentication Allow | by reading |
    | radius_server_challenge | secure   | approve  | Access-Accept | changed     | Secondary authentication Allow, Primary authentication Allow | by reading |
    | radius_server_challenge | safe     | deny     | Access-Reject | not changed | Secondary authentication Reject                              | by reading |

# docs/duo/authentication-proxy.md:714
Scenario Outline: A wrong old password changes nothing, whoever lets the user in
  Given an Authentication Proxy with [<server>], failmode "safe" and api_timeout unset
  And Duo suffers "<fault>" at <stage>
  And the user answers the push with "approve"
  When the user changes the password over RADIUS with a wrong old one
  Then the RADIUS answer is "Access-Reject"
  And the MS-CHAP-Error is "691"
  And the primary server has not changed the password
  And the events of the proxy are "<events>"

  Examples:
    | server                  | fault              | stage   | events                                                        | evidence   |
    | radius_server_auto      | connection-refused | preauth | Secondary authentication Allow, Primary authentication Reject | by reading |
    | radius_server_auto      | http-500           | auth    | Secondary authentication Allow, Primary authentication Reject | by reading |
    | radius_server_challenge | connection-refused | preauth | Primary authentication Reject                                 | by reading |

# docs/duo/authentication-proxy.md:732
Scenario Outline: The failmode decides whether a password is changed without Duo
  Given an Authentication Proxy with [<server>], failmode "<failmode>" and api_timeout unset
  And Duo suffers "<fault>" at <stage>
  And the user answers the push with "approve"
  When the user changes the password over RADIUS
  Then the RADIUS answer is "<answer>"
  And the primary server has <state> the password
  And the events of the proxy are "<events>"

  Examples:
    | server                  | failmode | fault              | stage   | answer        | state       | events                                                       | evidence   |
    | radius_server_auto      | safe     | connection-refused | preauth | Access-Accept | changed     | Secondary authentication Allow, Primary authentication Allow | by reading |
    | radius_server_auto      | secure   | connection-refused | preauth | Access-Reject | not changed | Secondary authentication Reject                              | by reading |
    | radius_server_auto      | safe     | http-403           | preauth | Access-Reject | not changed | Secondary authentication Reject                              | by reading |
    | radius_server_auto      | safe     | connection-refused | auth    | Access-Reject | not changed | Secondary authentication Error                               | by reading |
    | radius_server_auto      | safe     | http-500           | auth    | Access-Accept | changed     | Secondary authentication Allow, Primary authentication Allow | by reading |
    | radius_server_auto      | secure   | http-500           | auth    | Access-Reject | not changed | Secondary authentication Error                               | by reading |
    | radius_server_challenge | safe     | connection-refused | preauth | Access-Accept | changed     | Primary authentication Allow                                 | by reading |
    | radius_server_challenge | secure   | connection-refused | preauth | Access-Reject | not changed | Secondary authentication Reject                              | by reading |
    | radius_server_challenge | safe     | connection-refused | auth    | Access-Reject | not changed | Secondary authentication Reject                              | by reading |
    | radius_server_challenge | safe     | http-500           | auth    | Access-Accept | changed     | Primary authentication Allow                                 | by reading |

# docs/duo/authentication-proxy.md:756
Scenario Outline: What the user is at Duo decides whether a password is changed
  Given an Authentication Proxy with [<server>], failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user is "<user>" at Duo
  When the user changes the password over RADIUS
  Then the RADIUS answer is "<answer>"
  And the primary server has <state> the password
  And Duo was not asked for "auth"

  Examples:
    | server                  | user       | answer        | state       | evidence   |
    | radius_server_auto      | bypass     | Access-Accept | changed     | by reading |
    | radius_server_auto      | disabled   | Access-Reject | not changed | by reading |
    | radius_server_auto      | unenrolled | Access-Reject | not changed | by reading |
    | radius_server_challenge | bypass     | Access-Accept | changed     | by reading |
    | radius_server_challenge | disabled   | Access-Reject | not changed | by reading |
    | radius_server_challenge | unenrolled | Access-Reject | not changed | by reading |

# docs/duo/authentication-proxy.md:776
Scenario: A user who has a hardware token alone changes no password
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user has a hardware token and no phone
  When the user changes the password over RADIUS
  Then the RADIUS answer is "Access-Reject"
  And the primary server has not changed the password
  And the last event of the proxy is "Secondary authentication", "Reject", saying "User has no Duo factors usable with this configuration"

# docs/duo/authentication-proxy.md:787
Scenario: Where the factor is a passcode no password is changed without one
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [radius_server_auto] factors "passcode"
  And Duo is reachable
  When the user changes the password over RADIUS
  Then the RADIUS answer is "Access-Challenge"
  And the Reply-Message is "Enter passcode:"
  And the primary server has not changed the password

# docs/duo/authentication-proxy.md:797
Scenario Outline: An answer that the proxy stumbles over changes no password
  Given an Authentication Proxy with [<server>], failmode "safe" and api_timeout unset
  And Duo's answer at <stage> is {"stat": "MAYBE", "response": {}}
  When the user changes the password over RADIUS
  Then the login is "hung"
  And the primary server has not changed the password

  Examples:
    | server                  | stage   | evidence   |
    | radius_server_auto      | preauth | by reading |
    | radius_server_auto      | auth    | by reading |
    | radius_server_challenge | preauth | by reading |
    | radius_server_challenge | auth    | by reading |

# docs/duo/authentication-proxy.md:817
Scenario Outline: The RADIUS client gets those attributes of the primary server that the file names
  Given an Authentication Proxy with [<server>], failmode "secure" and [radius_client] <option> "<value>"
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password, and the primary server answers with "Class, Filter-Id"
  Then the RADIUS answer is "<answer>"
  And the RADIUS client gets "<names>" of the primary server's attributes

  Examples:
    | server                  | option                  | value           | answer        | names            | evidence   |
    | radius_server_auto      | pass_through_all        | (unset)         | Access-Accept | nothing          | by reading |
    | radius_server_auto      | pass_through_all        | true            | Access-Accept | Class, Filter-Id | by reading |
    | radius_server_auto      | pass_through_attr_names | Class           | Access-Accept | Class            | by reading |
    | radius_server_auto      | pass_through_attr_names | Class,Filter-Id | Access-Accept | Class, Filter-Id | by reading |
    | radius_server_concat    | pass_through_all        | (unset)         | Access-Accept | nothing          | by reading |
    | radius_server_concat    | pass_through_attr_names | Filter-Id       | Access-Accept | Filter-Id        | by reading |
    | radius_server_challenge | pass_through_all        | (unset)         | Access-Accept | nothing          | by reading |
    | radius_server_challenge | pass_through_attr_names | Filter-Id       | Access-Accept | Filter-Id        | by reading |

# docs/duo/authentication-proxy.md:840
Scenario Outline: Whoever is failed open gets the attributes of the primary server as well
  Given an Authentication Proxy with [<server>], failmode "safe" and [radius_client] pass_through_attr_names "Class"
  And Duo suffers "<fault>" at <stage>
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password, and the primary server answers with "Class, Filter-Id"
  Then the login is "failed-open"
  And the RADIUS client gets "Class" of the primary server's attributes

  Examples:
    | server                  | fault              | stage   | evidence   |
    | radius_server_auto      | connection-refused | preauth | by reading |
    | radius_server_auto      | http-500           | auth    | by reading |
    | radius_server_concat    | connection-refused | preauth | by reading |
    | radius_server_challenge | connection-refused | preauth | by reading |
    | radius_server_challenge | http-500           | auth    | by reading |

# docs/duo/authentication-proxy.md:860
Scenario Outline: Whom the primary server rejects
  Given an Authentication Proxy with [<server>], failmode "safe" and [radius_client] pass_through_all "true"
  And Duo is reachable
  When the user logs in over RADIUS with the wrong password, and the primary server answers with "Class, Filter-Id"
  Then the RADIUS answer is "Access-Reject"
  And the RADIUS client gets "<names>" of the primary server's attributes
  And Duo was not asked

  Examples:
    | server                  | names            | evidence   |
    | radius_server_auto      | nothing          | by reading |
    | radius_server_concat    | nothing          | by reading |
    | radius_server_challenge | Class, Filter-Id | by reading |

# docs/duo/authentication-proxy.md:876
Scenario Outline: Whom Duo rejects gets no attributes
  Given an Authentication Proxy with [<server>], failmode "safe" and [radius_client] pass_through_all "true"
  And Duo is reachable
  And the user answers the push with "deny"
  When the user logs in over RADIUS with the right password, and the primary server answers with "Class, Filter-Id"
  Then the RADIUS answer is "Access-Reject"
  And the RADIUS client gets "nothing" of the primary server's attributes

  Examples:
    | server                  | evidence   |
    | radius_server_auto      | by reading |
    | radius_server_concat    | by reading |
    | radius_server_challenge | by reading |

# docs/duo/authentication-proxy.md:892
Scenario Outline: Who is refused because Duo cannot be asked
  Given an Authentication Proxy with [<server>], failmode "secure" and [radius_client] pass_through_all "true"
  And Duo suffers "<fault>" at <stage>
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password, and the primary server answers with "Class, Filter-Id"
  Then the RADIUS answer is "Access-Reject"
  And the RADIUS client gets "<names>" of the primary server's attributes

  Examples:
    | server                  | fault              | stage   | names            | evidence   |
    | radius_server_auto      | connection-refused | preauth | nothing          | by reading |
    | radius_server_auto      | connection-refused | auth    | nothing          | by reading |
    | radius_server_concat    | connection-refused | preauth | nothing          | by reading |
    | radius_server_challenge | connection-refused | preauth | nothing          | by reading |
    | radius_server_challenge | connection-refused | auth    | Class, Filter-Id | by reading |

# docs/duo/authentication-proxy.md:910
Scenario Outline: The primary server gets those attributes of the request that the file names
  Given an Authentication Proxy with [<server>], failmode "safe" and [<server>] <option> "<value>"
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password, in a request with "NAS-Identifier, Called-Station-Id"
  Then the login is "allowed"
  And the primary server gets "<names>" of the request's attributes

  Examples:
    | server               | option                  | value             | names                             | evidence   |
    | radius_server_auto   | pass_through_all        | (unset)           | nothing                           | by reading |
    | radius_server_auto   | pass_through_all        | true              | NAS-Identifier, Called-Station-Id | by reading |
    | radius_server_auto   | pass_through_attr_names | Called-Station-Id | Called-Station-Id                 | by reading |
    | radius_server_concat | pass_through_attr_names | NAS-Identifier    | NAS-Identifier                    | by reading |

# docs/duo/authentication-proxy.md:944
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

# docs/duo/authentication-proxy.md:960
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

# docs/duo/authentication-proxy.md:981
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

# docs/duo/authentication-proxy.md:1002
Scenario Outline: What stands behind the password is the factor
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password and "<behind>" behind it
  Then Duo was told "<auto>" as "auto" at "auth"
  And Duo was told "auto" as "factor" at "auth"
  And the login is "<verdict>"

  Examples:
    | behind  | auto   | verdict | evidence   |
    | ,push   | push   | allowed | measured   |
    | ,phone1 | phone1 | allowed | by reading |
    | ,sms    | sms    | denied  | by reading |
    | ,       | push1  | allowed | by reading |

# docs/duo/authentication-proxy.md:1020
Scenario: A passcode behind the password is judged as one
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  When the user logs in over RADIUS with the right password and ",123456" behind it
  Then the login is "denied"
  And Duo's authentication log shows one login, "denied" because of "invalid_passcode", by "passcode"

# docs/duo/authentication-proxy.md:1029
Scenario Outline: Without a comma the whole is the password
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  When the user logs in over RADIUS with the right password and "<behind>" behind it
  Then the RADIUS answer is "Access-Reject"
  And Duo was not asked

  Examples:
    | behind | evidence   |
    | push   | by reading |
    | ;push  | by reading |
    | ,a,b   | by reading |

# docs/duo/authentication-proxy.md:1044
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

# docs/duo/authentication-proxy.md:1066
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

# docs/duo/authentication-proxy.md:1084
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

# docs/duo/authentication-proxy.md:1099
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

# docs/duo/authentication-proxy.md:1114
Scenario Outline: The event of an answered challenge names a factor, and never a passcode
  Given an Authentication Proxy with [radius_server_challenge], failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password, naming "<typed>"
  Then the last event of the proxy is "Secondary authentication", "<status>"
  And the last event of the proxy has "<named>" as "factor"

  Examples:
    | typed    | status | named  | evidence   |
    | push     | Allow  | push   | by reading |
    | phone1   | Allow  | phone1 | by reading |
    | passcode | Allow  | None   | by reading |
    | 000000   | Reject | None   | by reading |

# docs/duo/authentication-proxy.md:1131
Scenario: The event of an unknown user says that there was no enrolment
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user is "unenrolled" at Duo
  When the user logs in over RADIUS with the right password
  Then the last event of the proxy is "Secondary authentication", "Reject", saying "User is not enrolled. Enrollment link sent."

# docs/duo/authentication-proxy.md:1142
Scenario Outline: A login has an event for each authentication
  Given an Authentication Proxy with [<server>], failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "<answer>"
  When the user logs in over RADIUS with the right password, naming "push"
  Then the events of the proxy are "<events>"

  Examples:
    | server                  | answer  | events                                                        | evidence   |
    | radius_server_auto      | approve | Primary authentication Allow, Secondary authentication Allow  | by reading |
    | radius_server_auto      | deny    | Primary authentication Allow, Secondary authentication Reject | by reading |
    | radius_server_concat    | approve | Primary authentication Allow, Secondary authentication Allow  | by reading |
    | radius_server_concat    | deny    | Primary authentication Allow, Secondary authentication Reject | by reading |
    | radius_server_challenge | approve | Primary authentication Allow, Secondary authentication Allow  | by reading |
    | radius_server_challenge | deny    | Primary authentication Allow, Secondary authentication Reject | by reading |
    | radius_server_duo_only  | approve | Secondary authentication Allow                                | by reading |
    | radius_server_duo_only  | deny    | Secondary authentication Reject                               | by reading |
    | radius_server_eap       | approve | Primary authentication Allow, Secondary authentication Allow  | by reading |
    | radius_server_eap       | deny    | Primary authentication Allow, Secondary authentication Reject | by reading |

# docs/duo/authentication-proxy.md:1166
Scenario: The event of a login says who, where and by which section
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS from "192.0.2.7"
  Then the last event of the proxy has the keys "auth_stage, client_ip, factor, hostname, msg, msg_type, server_section, server_section_ikey, status, timestamp, username"
  And the last event of the proxy has "alice" as "username"
  And the last event of the proxy has "192.0.2.7" as "client_ip"
  And the last event of the proxy has "radius_server_auto" as "server_section"
  And the last event of the proxy tells its time in UTC, such as "2023-01-11T09:30:00Z"

# docs/duo/authentication-proxy.md:1179
Scenario: The event of a wrong password is of the primary authentication
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  When the user logs in over RADIUS with the wrong password
  Then the last event of the proxy is "Primary authentication", "Reject"
  And Duo was not asked

# docs/duo/authentication-proxy.md:1192
Scenario Outline: The lines of a login stand in authproxy.log in their order
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "<decision>"
  When the user logs in over RADIUS with the right password
  Then authproxy.log says, in order, "Sending request from 127.0.0.1 to radius_server_auto; Received new request id; login attempt for username 'alice'; Sending request for user 'alice' to; Got response for id; http POST to https://; Got preauth result for: 'auth'; http POST to https://; Duo authentication returned '<result>'; Returning response code <code>; Sending response"
  And authproxy.log says nothing of "call failed"
  And authproxy.log says nothing of "Primary credentials rejected"

  Examples:
    | decision | result | code            | evidence |
    | approve  | allow  | 2: AccessAccept | reported |
    | deny     | deny   | 3: AccessReject | reported |

# docs/duo/authentication-proxy.md:1208
Scenario: A wrong password stands in authproxy.log
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  When the user logs in over RADIUS with the wrong password
  Then authproxy.log says, in order, "login attempt for username 'alice'; Primary credentials rejected - ; Returning response code 3: AccessReject; Sending response"
  And authproxy.log says nothing of "http POST"

# docs/duo/authentication-proxy.md:1217
Scenario Outline: What the failmode decides stands in authproxy.log
  Given an Authentication Proxy with failmode "<failmode>" and api_timeout unset
  And Duo suffers "<fault>" at <stage>
  When the user logs in over RADIUS with the right password
  Then authproxy.log says, in order, "Duo <stage> call failed; <text>; Returning response code <code>"
  And authproxy.log says nothing of "<unsaid>"

  Examples:
    | failmode | fault              | stage   | text                                                  | code            | unsaid                      | evidence   |
    | safe     | connection-refused | preauth | Failmode Safe - Allowed Duo login on preauth failure  | 2: AccessAccept | Got preauth result          | by reading |
    | secure   | connection-refused | preauth | Failmode Secure - Denied Duo login on preauth failure | 3: AccessReject | Got preauth result          | by reading |
    | safe     | connection-refused | auth    | Denied Duo login on auth failure                      | 3: AccessReject | Duo authentication returned | by reading |
    | safe     | http-500           | auth    | Failmode Safe - Allowed Duo login on preauth failure  | 2: AccessAccept | Duo authentication returned | by reading |

# docs/duo/authentication-proxy.md:1237
Scenario Outline: In primary-only mode the failmode decides, and Duo is not asked
  Given an Authentication Proxy in primary-only mode with failmode "<failmode>"
  And Duo is reachable
  When the user logs in over RADIUS with the right password
  Then the login is "<verdict>"
  And the RADIUS answer is "<radius>"
  And the Reply-Message is "<text>"
  And Duo was not asked

  Examples:
    | failmode | verdict     | radius        | text                                                  | evidence   |
    | safe     | failed-open | Access-Accept | Primary Only Mode - Secondary authentication bypassed | by reading |
    | (unset)  | failed-open | Access-Accept | Primary Only Mode - Secondary authentication bypassed | by reading |
    | secure   | denied      | Access-Reject | Failmode Secure - Denied Duo login on preauth failure | by reading |

# docs/duo/authentication-proxy.md:1254
Scenario Outline: In primary-only mode a wrong password is refused
  Given an Authentication Proxy in primary-only mode with failmode "<failmode>"
  And Duo is reachable
  When the user logs in over RADIUS with the wrong password
  Then the login is "denied"
  And Duo was not asked

  Examples:
    | failmode | evidence   |
    | safe     | by reading |
    | secure   | by reading |

# docs/duo/authentication-proxy.md:1274
Scenario Outline: An HTTP proxy has no failmode, and whoever asks Duo through it has its own
  Given an Authentication Proxy with failmode "<failmode>" behind an [http_proxy] that <which> it
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password
  Then the login is "<verdict>"
  And authproxy.log says, in order, "http POST to https://; <line>"

  Examples:
    | failmode | which   | verdict     | line                | evidence   |
    | safe     | admits  | allowed     | connected 127.0.0.1 | by reading |
    | secure   | admits  | allowed     | connected 127.0.0.1 | by reading |
    | safe     | refuses | failed-open | HTTP/1.0 403        | by reading |
    | secure   | refuses | denied      | HTTP/1.0 403        | by reading |

# docs/duo/authentication-proxy.md:1291
Scenario Outline: A Duo that the HTTP proxy cannot reach is not reached
  Given an Authentication Proxy with failmode "<failmode>" behind an [http_proxy] that admits it
  And Duo suffers "<fault>" at <stage>
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password
  Then the login is "<verdict>"
  And authproxy.log says, in order, "http POST to https://; Gateway Error; HTTP/1.0 502"

  Examples:
    | failmode | fault              | stage   | verdict     | evidence   |
    | safe     | dns-failure        | preauth | failed-open | by reading |
    | secure   | dns-failure        | preauth | denied      | by reading |
    | safe     | connection-refused | preauth | failed-open | by reading |
    | secure   | connection-refused | preauth | denied      | by reading |
    | safe     | connection-refused | auth    | denied      | by reading |

# docs/duo/authentication-proxy.md:1320
Scenario Outline: A right password is one whichever way it is given to the directory
  Given an Authentication Proxy with [radius_server_auto], failmode "<failmode>" and [ad_client] auth_type "<auth_type>"
  And Duo suffers "connection-refused" at preauth
  When the user logs in over RADIUS with the right password
  Then the login is "<verdict>"

  Examples:
    | auth_type | failmode | verdict     | evidence   |
    | (unset)   | safe     | failed-open | by reading |
    | ntlm2     | safe     | failed-open | by reading |
    | ntlm2     | secure   | denied      | by reading |
    | ntlm1     | safe     | failed-open | by reading |
    | plain     | safe     | failed-open | by reading |

# docs/duo/authentication-proxy.md:1338
Scenario Outline: A password that the directory refuses is denied without asking Duo
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [ad_client] auth_type "<auth_type>"
  And Duo suffers "connection-refused" at preauth
  When the user logs in over RADIUS with the wrong password
  Then the login is "denied"
  And the Reply-Message is "User Authentication Failed"
  And Duo was not asked

  Examples:
    | auth_type | evidence   |
    | ntlm2     | by reading |
    | ntlm1     | by reading |
    | plain     | by reading |

# docs/duo/authentication-proxy.md:1354
Scenario Outline: Without a password nobody gets in, with a factor behind it or not
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [ad_client] auth_type "<auth_type>"
  And Duo suffers "connection-refused" at preauth
  When the user logs in over RADIUS with "<typed>" in place of the password
  Then the login is "denied"
  And the Reply-Message is "<text>"
  And Duo was not asked

  Examples:
    | auth_type | typed | text                                     | evidence   |
    | ntlm2     |       | Missing or improperly-formatted password | by reading |
    | plain     |       | Missing or improperly-formatted password | by reading |
    | plain     | ,push | User Authentication Failed               | by reading |
    | plain     | ,     | User Authentication Failed               | by reading |

# docs/duo/authentication-proxy.md:1371
Scenario Outline: A directory that cannot be asked lets nobody in, whatever the failmode
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [ad_client] <option> "<value>"
  And Duo suffers "connection-refused" at preauth
  When the user logs in over RADIUS with the right password
  Then the login is "denied"
  And the Reply-Message is "Failed to communicate with any Active Directory server"
  And Duo was not asked
  And authproxy.log says, in order, "Sending AD authentication request for 'alice' to '127.0.0.1'; <line>; Trying next fallback host...; No remaining AD fallback hosts"

  Examples:
    | option                   | value     | line                             | evidence   |
    | service_account_password | not-it    | Initial LDAP bind to AD failed   | by reading |
    | ntlm_domain              | ELSEWHERE | Initial LDAP bind to AD failed   | by reading |
    | search_dn                | dc=nobody | LDAP search on AD service failed | by reading |
    | port                     | 1         | AD Connection failed             | by reading |

# docs/duo/authentication-proxy.md:1391
Scenario Outline: Where the first directory cannot be asked the second one decides
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [ad_client] host "directory.invalid", host_2 "127.0.0.1"
  And Duo suffers "connection-refused"
  When the user logs in over RADIUS with the <which> password
  Then the login is "<verdict>"
  And the events of the proxy are "<events>"
  And authproxy.log says, in order, "to 'directory.invalid'; AD Connection failed; Trying next fallback host...; to '127.0.0.1'"
  And authproxy.log says nothing of "No remaining AD fallback hosts"

  Examples:
    | which | verdict     | events                                                       | evidence   |
    | right | failed-open | Primary authentication Allow, Secondary authentication Allow | by reading |
    | wrong | denied      | Primary authentication Reject                                | by reading |

# docs/duo/authentication-proxy.md:1411
Scenario Outline: A password that a directory checks is the first factor as any other
  Given an Authentication Proxy with [<server>], failmode "safe" and [ad_client] ldap_filter "(unset)"
  And Duo is reachable
  And the user answers the push with "<decision>"
  When the user logs in over RADIUS with the right password
  Then the RADIUS answer is "<answer>"
  And Duo was asked for "auth"

  Examples:
    | server                  | decision | answer        | evidence   |
    | radius_server_auto      | approve  | Access-Accept | by reading |
    | radius_server_auto      | deny     | Access-Reject | by reading |
    | radius_server_concat    | approve  | Access-Accept | by reading |
    | radius_server_challenge | approve  | Access-Accept | by reading |

# docs/duo/authentication-proxy.md:1428
Scenario Outline: Whom the directory refuses other kinds of servers refuse as well
  Given an Authentication Proxy with [<server>], failmode "safe" and [ad_client] ldap_filter "(unset)"
  And Duo is reachable
  When the user logs in over RADIUS with the wrong password
  Then the RADIUS answer is "Access-Reject"
  And the Reply-Message is "User Authentication Failed"
  And Duo was not asked

  Examples:
    | server                  | evidence   |
    | radius_server_concat    | by reading |
    | radius_server_challenge | by reading |

# docs/duo/authentication-proxy.md:1443
Scenario Outline: A group and a filter say who is a user
  Given an Authentication Proxy with [radius_server_auto], failmode "safe" and [ad_client] <option> "<value>"
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over RADIUS with the right password
  Then the RADIUS answer is "<answer>"
  And the login is "<verdict>"

  Examples:
    | option            | value                        | answer        | verdict | evidence   |
    | security_group_dn | cn=staff,dc=example,dc=test  | Access-Accept | allowed | by reading |
    | security_group_dn | cn=others,dc=example,dc=test | Access-Reject | denied  | by reading |
    | ldap_filter       | (uid=alice)                  | Access-Accept | allowed | by reading |
    | ldap_filter       | (uid=bob)                    | Access-Reject | denied  | by reading |
    | search_dn         | ou=people,dc=example,dc=test | Access-Accept | allowed | by reading |
    | search_dn         | cn=service,dc=example,dc=test | Access-Reject | denied  | by reading |

# docs/duo/authentication-proxy.md:1462
Scenario Outline: Whom group or filter leave out is told that there is no such user, and not sent to Duo
  Given an Authentication Proxy with [radius_server_auto], failmode "<failmode>" and [ad_client] <option> "<value>"
  And Duo suffers "connection-refused" at preauth
  When the user logs in over RADIUS with the right password
  Then the RADIUS answer is "Access-Reject"
  And the Reply-Message is "Invalid User"

  Examples:
    | failmode | option            | value                        | evidence   |
    | safe     | security_group_dn | cn=others,dc=example,dc=test | by reading |
    | safe     | ldap_filter       | (uid=bob)                    | by reading |

# docs/duo/authentication-proxy.md:1488
Scenario Outline: People in the group of a directory become users of Duo
  Given a directory sync from <directory> whose group has "dora, emil"
  When the directory is synced
  Then the sync has 2 users created, 0 updated and 0 disabled
  And the sync assumes "nothing"
  And Duo has "dora" as "active"
  And Duo has "Dora Example" as the name of "dora"
  And Duo has "dora@example.test" as the address of "dora"
  And Duo has "+12125550100" as the phone of "dora"
  And Duo has "emil" as "active"

  Examples:
    | directory        | evidence   |
    | Active Directory | documented |
    | OpenLDAP         | documented |

# docs/duo/authentication-proxy.md:1506
Scenario Outline: A second run changes nothing
  Given a directory sync from <directory> whose group has "dora, emil"
  And the directory was synced
  When the directory is synced
  Then the sync has 0 users created, 0 updated and 0 disabled

  Examples:
    | directory        | evidence   |
    | Active Directory | documented |
    | OpenLDAP         | documented |

# docs/duo/authentication-proxy.md:1519
Scenario Outline: What the directory has changed reaches Duo at the next run
  Given a directory sync from <directory> whose group has "dora, emil"
  And the directory was synced
  And the directory has "<value>" as the <what> of "dora"
  When the directory is synced
  Then the sync has 0 users created, 1 updated and 0 disabled
  And Duo has "<value>" as the <what> of "dora"

  Examples:
    | directory        | what    | value            | evidence   |
    | Active Directory | name    | Dora Other       | documented |
    | Active Directory | address | d.o@example.test | documented |
    | OpenLDAP         | name    | Dora Other       | documented |
    | OpenLDAP         | address | d.o@example.test | documented |

# docs/duo/authentication-proxy.md:1538
Scenario Outline: Who comes behind the first 1500 members of a group is found as well
  Given a directory sync from <directory> whose group has "dora, emil"
  And the group of the directory has <count> computers before its people
  When the directory is synced
  Then the sync has 2 users created, 0 updated and 0 disabled
  And Duo has "dora" as "active"
  And Duo has "emil" as "active"

  Examples:
    | directory        | count | evidence   |
    | Active Directory | 1498  | by reading |
    | Active Directory | 1499  | by reading |
    | Active Directory | 1500  | by reading |
    | Active Directory | 3000  | by reading |
    | OpenLDAP         | 3000  | by reading |

# docs/duo/authentication-proxy.md:1556
Scenario: A dry run says what would be changed, and changes nothing
  Given a directory sync from Active Directory whose group has "dora, emil"
  When the directory is synced as a dry run
  Then the sync has 2 users created, 0 updated and 0 disabled
  And the sync tells to "create dora: realname Dora Example, email dora@example.test, status active, phone +12125550100, joins staff (from directory sync "scenario")"
  And Duo has "dora" as "absent"

# docs/duo/authentication-proxy.md:1565
Scenario Outline: Whom the group no longer has is disabled at Duo
  Given a directory sync from <directory> whose group has "dora, emil"
  And the directory was synced
  And "dora" has left the group of the directory
  When the directory is synced
  Then the sync has 0 users created, 0 updated and 1 disabled
  And the sync tells to "disable dora: the directory has the user in no group of the sync"
  And Duo has "dora" as "disabled"
  And Duo has "emil" as "active"
  And the sync assumes "what Duo makes of a user whom the directory no longer has"

  Examples:
    | directory        |
    | Active Directory |
    | OpenLDAP         |

# docs/duo/authentication-proxy.md:1583
Scenario: Whoever is back in the group is no longer disabled at Duo
  Given a directory sync from Active Directory whose group has "dora, emil"
  And the directory was synced
  And "dora" has left the group of the directory
  And the directory was synced
  And "dora" is back in the group of the directory
  When the directory is synced
  Then the sync has 0 users created, 1 updated and 0 disabled
  And Duo has "dora" as "active"
  And the sync assumes "what Duo makes of a user whom the directory has again"

# docs/duo/authentication-proxy.md:1596
Scenario: An account that the directory has disabled is disabled at Duo
  Given a directory sync from Active Directory whose group has "dora, emil"
  And the directory was synced
  And the account of "dora" is disabled in the directory
  When the directory is synced
  Then the sync has 0 users created, 0 updated and 1 disabled
  And Duo has "dora" as "disabled"
  And the sync assumes "what Duo makes of an account that the directory has disabled"

# docs/duo/authentication-proxy.md:1607
Scenario: An account that was disabled before the first run is never active at Duo
  Given a directory sync from Active Directory whose group has "dora, emil"
  And the account of "dora" is disabled in the directory
  When the directory is synced
  Then the sync has 2 users created, 0 updated and 0 disabled
  And Duo has "dora" as "disabled"
  And Duo has "emil" as "active"
  And the sync assumes "what Duo makes of an account that the directory has disabled"

# docs/duo/authentication-proxy.md:1618
Scenario: Whom an administrator of Duo has disabled a sync does not let in again
  Given a directory sync from Active Directory whose group has "dora, emil"
  And the directory was synced
  And an administrator of Duo has disabled "dora"
  When the directory is synced
  Then the sync has 0 users created, 0 updated and 0 disabled
  And Duo has "dora" as "disabled"

# docs/duo/authentication-proxy.md:1628
Scenario: A user of Duo with the same name is managed by the sync from then on
  Given a directory sync from Active Directory whose group has "alice, dora"
  When the directory is synced
  Then the sync has 1 user created, 1 updated and 0 disabled
  And Duo has "Alice Example" as the name of "alice"
  And the sync assumes "what Duo makes of a user whom it had before the sync"

# docs/duo/authentication-proxy.md:1637
Scenario: Users of Duo whom no sync manages are left alone
  Given a directory sync from Active Directory whose group has "dora"
  When the directory is synced
  Then the sync has 1 user created, 0 updated and 0 disabled
  And Duo has "alice" as "active"
  And Duo has "bob" as "active"

# docs/duo/authentication-proxy.md:1650
Scenario Outline: A directory that cannot be searched changes nothing, and the sync says why
  Given a directory sync from <directory> whose group has "dora, emil"
  And the directory was synced
  And "dora" has left the group of the directory
  And the directory <trouble>
  When the directory is synced
  Then the sync fails with "<error>"
  And Duo has "dora" as "active"
  And Duo has "emil" as "active"

  Examples:
    | directory        | trouble                      | error                                        | evidence   |
    | Active Directory | cannot be reached            | LDAP connection failed                       | by reading |
    | OpenLDAP         | cannot be reached            | LDAP connection failed                       | by reading |
    | Active Directory | refuses the service account  | LDAP bind failed                             | by reading |
    | OpenLDAP         | refuses the service account  | LDAP bind failed                             | by reading |
    | Active Directory | has a name that leads nowhere | Failed to resolve domain controller hostname | by reading |

# docs/duo/authentication-proxy.md:1672
Scenario Outline: A group that is not found locks nobody out
  Given a directory sync from <directory> whose group has "dora, emil"
  And the directory was synced
  And the directory has lost the group
  When the directory is synced
  Then the sync fails with "LDAP search failed"
  And Duo has "dora" as "active"
  And Duo has "emil" as "active"

  Examples:
    | directory        |
    | Active Directory |
    | OpenLDAP         |

# docs/duo/authentication-proxy.md:1688
Scenario: A Duo that cannot be reached has the users that it had
  Given a directory sync from Active Directory whose group has "dora, emil"
  And the directory was synced
  And "dora" has left the group of the directory
  And Duo suffers "connection-refused" at preauth
  When the directory is synced
  Then the sync fails with "Duo cannot be reached"
  And Duo has "dora" as "active"

# docs/duo/authentication-proxy.md:1703
Scenario Outline: Duo has a connected Authentication Proxy do the searches
  Given a directory sync from <directory> whose group has "dora, emil"
  When Duo has the directory synced by an Authentication Proxy that is connected
  Then the sync has 2 users created, 0 updated and 0 disabled
  And Duo has "dora" as "active"
  And Duo has "Dora Example" as the name of "dora"

  Examples:
    | directory        | evidence   |
    | Active Directory | by reading |
    | OpenLDAP         | by reading |

# docs/duo/authentication-proxy.md:1719
Scenario Outline: Without a connected Authentication Proxy Duo keeps the users that it had
  Given a directory sync from <directory> whose group has "dora, emil"
  And the directory was synced
  And "dora" has left the group of the directory
  When Duo has the directory synced by an Authentication Proxy that is away
  Then the sync fails with "no Authentication Proxy with [cloud] is connected"
  And Duo has "dora" as "active"

  Examples:
    | directory        | evidence   |
    | Active Directory | by reading |
    | OpenLDAP         | by reading |

# docs/duo/authentication-proxy.md:1734
Scenario: A connected Authentication Proxy that cannot reach the directory changes nothing
  Given a directory sync from OpenLDAP whose group has "dora, emil"
  And the directory was synced
  And "dora" has left the group of the directory
  And the directory cannot be reached
  When Duo has the directory synced by an Authentication Proxy that is connected
  Then the sync fails with "LDAP connection failed"
  And Duo has "dora" as "active"

# docs/duo/authentication-proxy.md:1753
Scenario Outline: The first bind of a connection is let in without Duo
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  When a client connects over LDAP and binds as the user
  Then the LDAP result is "success"
  And Duo was not asked
  And the last event of the proxy is "Secondary authentication", "Allow", saying "Primary bind exempted from 2FA"

  Examples:
    | failmode | evidence |
    | safe     | measured |
    | secure   | measured |

# docs/duo/authentication-proxy.md:1768
Scenario: Without the exemption the first bind goes to Duo
  Given an Authentication Proxy with [ldap_server_auto], failmode "secure" and exempt_primary_bind "false"
  And Duo is reachable
  And the user answers the push with "deny"
  When a client connects over LDAP and binds as the user
  Then the LDAP result is "invalidCredentials"
  And the LDAP errorMessage is "Login request denied."
  And Duo was asked for "auth"

# docs/duo/authentication-proxy.md:1781
Scenario Outline: After a denied second factor a search is answered with the user's rights
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "deny"
  When a client connects over LDAP and binds as the service account
  And the client binds as the user
  Then the LDAP result is "invalidCredentials"
  And a search by this connection is answered "with the rights of user"

  Examples:
    | failmode | evidence |
    | safe     | measured |
    | secure   | measured |

# docs/duo/authentication-proxy.md:1797
Scenario Outline: Without searches after the bind the connection ends with its answer
  Given an Authentication Proxy with [ldap_server_auto], failmode "safe" and allow_searches_after_bind "false"
  And Duo is reachable
  And the user answers the push with "<answer>"
  When a client connects over LDAP and binds as the service account
  And the client binds as the user
  Then the LDAP result is "<result>"
  And a search by this connection is answered "not at all"

  Examples:
    | answer  | result             | evidence |
    | approve | success            | measured |
    | deny    | invalidCredentials | measured |

# docs/duo/authentication-proxy.md:1815
Scenario Outline: Whoever is failed open is told nothing over LDAP
  Given an Authentication Proxy with [ldap_server_auto], failmode "safe" and api_timeout unset
  And Duo suffers "<fault>" at <stage>
  And the user answers the push with "approve"
  When the user logs in over LDAP with the right password
  Then the login is "failed-open"
  And the LDAP result is "success"
  And the LDAP errorMessage is ""
  And the last event of the proxy is "Secondary authentication", "Allow", saying "Failmode Safe - Allowed Duo login on preauth failure"

  Examples:
    | fault              | stage   | evidence |
    | connection-refused | preauth | measured |
    | http-500           | auth    | measured |

# docs/duo/authentication-proxy.md:1836
Scenario: A second bind after one that went through Duo ends the connection
  Given an Authentication Proxy with [ldap_server_auto], failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "approve"
  When a client connects over LDAP and binds as the service account
  And the client binds as the user
  And the client binds as the service account
  Then the LDAP result is "connection closed"

# docs/duo/authentication-proxy.md:1849
Scenario: An anonymous bind uses up the exemption
  Given an Authentication Proxy with [ldap_server_auto], failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "deny"
  When a client connects over LDAP and binds as nobody
  And the client binds as the user
  Then the LDAP result is "invalidCredentials"
  And Duo was asked for "auth"

# docs/duo/authentication-proxy.md:1860
Scenario: An anonymous bind is exempt also without the exemption of the first
  Given an Authentication Proxy with [ldap_server_auto], failmode "secure" and exempt_primary_bind "false"
  And Duo is reachable
  When a client connects over LDAP and binds as nobody
  Then the LDAP result is "success"
  And Duo was not asked
  And the last event of the proxy is "Secondary authentication", "Allow", saying "Duo authentication bypassed for LDAPv3 anonymous bind."

# docs/duo/authentication-proxy.md:1872
Scenario Outline: Without a password nobody gets in over LDAP, with a factor behind it or not
  Given an Authentication Proxy with [ldap_server_auto], failmode "safe" and api_timeout unset
  And Duo suffers "connection-refused" at preauth
  When a client connects over LDAP and binds as the service account
  And the client binds as the user <what>
  Then the LDAP result is "<result>"
  And a search by this connection is answered "with the rights of nobody"
  And Duo was not asked

  Examples:
    | what                | result             | evidence   |
    | without a password  | unwillingToPerform | by reading |
    | with a factor alone | invalidCredentials | unknown    |

# docs/duo/authentication-proxy.md:1890
Scenario: Whoever is below an exempt entry is not sent to Duo
  Given an Authentication Proxy with [ldap_server_auto], failmode "secure" and exempt_ou_1 "OU=People,DC=example,DC=test"
  And Duo is reachable
  When a client connects over LDAP and binds as the service account
  And the client binds as the user
  Then the LDAP result is "success"
  And Duo was not asked

# docs/duo/authentication-proxy.md:1900
Scenario Outline: Whoever is beside an exempt entry is sent to Duo
  Given an Authentication Proxy with [ldap_server_auto], failmode "secure" and exempt_ou_1 "<entry>"
  And Duo is reachable
  And the user answers the push with "deny"
  When a client connects over LDAP and binds as the service account
  And the client binds as the user
  Then the LDAP result is "invalidCredentials"
  And Duo was asked for "auth"

  Examples:
    | entry                        | evidence |
    | ou=people,dc=example,dc=com  | measured |
    | ou=others,dc=example,dc=test | measured |

# docs/duo/authentication-proxy.md:1916
Scenario Outline: A bind that the directory refuses does not use up the exemption
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  When a client connects over LDAP and binds as the user with a wrong password
  And the client binds as the user
  Then the LDAP result is "success"
  And Duo was not asked

  Examples:
    | failmode | evidence   |
    | safe     | by reading |
    | secure   | by reading |

# docs/duo/authentication-proxy.md:1931
Scenario Outline: With unlimited binds each of them goes through Duo
  Given an Authentication Proxy with [ldap_server_auto], failmode "safe", exempt_primary_bind "false" and allow_unlimited_binds "true"
  And Duo is reachable
  And the user answers the push with "<answer>"
  When a client connects over LDAP and binds as the user
  And the client binds as the user
  Then the LDAP result is "<result>"
  And Duo was asked for "auth" 2 times

  Examples:
    | answer  | result             | evidence |
    | approve | success            | measured |
    | deny    | invalidCredentials | measured |

# docs/duo/authentication-proxy.md:1951
Scenario Outline: A wrong password gets the directory's own answer over LDAP
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  When the user logs in over LDAP with the wrong password
  Then the login is "denied"
  And the LDAP result is "invalidCredentials"
  And the LDAP errorMessage is ""
  And Duo was not asked
  And the last event of the proxy is "Primary authentication", "Reject", saying "Primary authentication rejected"

  Examples:
    | failmode | evidence |
    | safe     | measured |
    | secure   | measured |

# docs/duo/authentication-proxy.md:1970
Scenario Outline: Duo's answer about a user is final over LDAP
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  And the user is "<user>" at Duo
  When the user logs in over LDAP with the right password
  Then the login is "<verdict>"
  And the LDAP result is "<result>"

  Examples:
    | failmode | user       | verdict | result             | evidence   |
    | secure   | bypass     | allowed | success            | by reading |
    | safe     | disabled   | denied  | invalidCredentials | by reading |
    | safe     | locked out | denied  | invalidCredentials | by reading |
    | safe     | unenrolled | denied  | invalidCredentials | measured   |
    | secure   | unenrolled | denied  | invalidCredentials | measured   |

# docs/duo/authentication-proxy.md:1988
Scenario Outline: A user without a factor that the proxy can use is refused over LDAP
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  And the user has a hardware token and no phone
  When the user logs in over LDAP with the right password
  Then the LDAP result is "invalidCredentials"
  And the LDAP errorMessage is "User has no Duo factors usable with this configuration"
  And Duo was not asked for "auth"

  Examples:
    | failmode | evidence |
    | safe     | measured |

# docs/duo/authentication-proxy.md:2003
Scenario Outline: An entry without a user name is refused, whatever the failmode
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and exempt_primary_bind "false"
  And Duo is reachable
  When a client connects over LDAP and binds as the service account
  Then the LDAP result is "invalidCredentials"
  And the LDAP errorMessage is "Cannot find username"
  And Duo was not asked

  Examples:
    | failmode | evidence |
    | safe     | measured |
    | secure   | measured |

# docs/duo/authentication-proxy.md:2020
Scenario Outline: What stands behind the password is the factor over LDAP
  Given an Authentication Proxy with [ldap_server_auto], failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over LDAP with the right password and "<behind>" behind it
  Then Duo was told "<auto>" as "auto" at "auth"
  And the LDAP result is "<result>"

  Examples:
    | behind  | auto   | result             | evidence   |
    | ,push   | push   | success            | measured   |
    | ,phone1 | phone1 | success            | by reading |
    | ,sms    | sms    | invalidCredentials | by reading |

# docs/duo/authentication-proxy.md:2036
Scenario Outline: A passcode behind the password is judged as one over LDAP
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  When the user logs in over LDAP with the right password and ",123456" behind it
  Then the login is "denied"
  And Duo's authentication log shows one login, "denied" because of "invalid_passcode", by "passcode"

  Examples:
    | failmode | evidence   |
    | safe     | by reading |

# docs/duo/authentication-proxy.md:2051
Scenario Outline: A directory that cannot be reached lets nobody in, whatever the failmode
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  And the proxy's directory cannot be reached
  When a client connects over LDAP and binds as the user
  Then the LDAP result is "unavailable"
  And the LDAP errorMessage is "Connection error"
  And a search by this connection is answered "not at all"
  And Duo was not asked
  And the last event of the proxy is "Primary authentication", "Error", saying "LDAP Connection error occurred during bind"

  Examples:
    | failmode | evidence |
    | safe     | measured |
    | secure   | measured |

# docs/duo/authentication-proxy.md:2069
Scenario Outline: A search is told at once that the directory cannot be reached
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And the proxy's directory cannot be reached
  When a client connects over LDAP
  Then a search by this connection is answered "with unavailable"

  Examples:
    | failmode | evidence |
    | safe     | measured |

# docs/duo/authentication-proxy.md:2083
Scenario Outline: A directory that never answers ends the connection, whatever the failmode
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and network_timeout "1"
  And Duo is reachable
  And the proxy's directory takes connections and never answers
  When a client connects over LDAP and binds as the user
  Then the LDAP result is "connection closed"
  And Duo was not asked

  Examples:
    | failmode | evidence   |
    | safe     | by reading |
    | secure   | by reading |

# docs/duo/authentication-proxy.md:2098
Scenario Outline: A connection without traffic ends
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and idle_timeout "1"
  And Duo is reachable
  When a client connects over LDAP and binds as the service account
  Then the connection is ended by the other side

  Examples:
    | failmode | evidence   |
    | safe     | by reading |

# docs/duo/authentication-proxy.md:2114
Scenario Outline: The service account searches through the proxy, and controls survive
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  When a client connects over LDAP and binds as the service account
  Then a search by this connection is answered "with the rights of service account"
  And a search by this connection in pages of 1 is answered page by page
  And a search by this connection in pages of 3 is answered page by page
  And Duo was not asked

  Examples:
    | failmode | evidence   |
    | safe     | by reading |
    | secure   | by reading |

# docs/duo/authentication-proxy.md:2130
Scenario Outline: A search before any bind is the directory's to answer
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  When a client connects over LDAP
  Then a search by this connection is answered "with the rights of nobody"
  And Duo was not asked

  Examples:
    | failmode | evidence |
    | safe     | measured |

# docs/duo/authentication-proxy.md:2147
Scenario Outline: StartTLS without a certificate is refused by name
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  When a client connects over LDAP
  And the client asks for StartTLS
  Then the LDAP result is "protocolError"
  And the LDAP errorMessage names "ssl_key_path"
  And the LDAP errorMessage names "ssl_cert_path"

  Examples:
    | failmode | evidence |
    | safe     | measured |

# docs/duo/authentication-proxy.md:2161
Scenario Outline: A login behind StartTLS is decided as any other
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and a certificate
  And Duo suffers "connection-refused" at preauth
  When a client connects over LDAP
  And the client asks for StartTLS
  And the client binds as the service account
  And the client binds as the user
  Then the LDAP result is "<result>"

  Examples:
    | failmode | result             | evidence   |
    | safe     | success            | by reading |
    | secure   | invalidCredentials | by reading |

# docs/duo/authentication-proxy.md:2177
Scenario Outline: A second StartTLS by the same connection is refused
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and a certificate
  When a client connects over LDAP
  And the client asks for StartTLS
  And the client asks for StartTLS
  Then the LDAP result is "unwillingToPerform"

  Examples:
    | failmode | evidence   |
    | safe     | by reading |

# docs/duo/authentication-proxy.md:2194
Scenario Outline: SASL that the proxy cannot read is refused
  Given an Authentication Proxy with [ldap_server_auto], failmode "safe" and exempt_primary_bind "false"
  And Duo is reachable
  When a client connects over LDAP and binds by SASL with "<mechanism>"
  Then the LDAP result is "<result>"
  And the LDAP errorMessage is "<text>"
  And Duo was not asked

  Examples:
    | mechanism                 | result                 | text                                                                                                                  | evidence   |
    | PLAIN                     | unwillingToPerform     | Unsupported SASL authentication mechanism was used. Only GSS-SPENGO is supported at this time.                        | by reading |
    | EXTERNAL                  | unwillingToPerform     | Unsupported SASL authentication mechanism was used. Only GSS-SPENGO is supported at this time.                        | by reading |
    | DIGEST-MD5                | unwillingToPerform     | Unsupported SASL authentication mechanism was used. Only GSS-SPENGO is supported at this time.                        | by reading |
    | NTLM that signs and seals | authMethodNotSupported | Sign and seal is not a compatible security mechanism. Please contact your administrator for assistance.               | by reading |

# docs/duo/authentication-proxy.md:2211
Scenario Outline: The user of a bind by NTLM is sent to Duo
  Given an Authentication Proxy with [ldap_server_auto], failmode "safe" and exempt_primary_bind "false"
  And Duo is reachable
  And the user answers the push with "<answer>"
  When a client connects over LDAP and binds by SASL with "NTLM"
  Then the LDAP result is "<result>"
  And Duo was told "alice" as "user" at "preauth"
  And Duo was asked for "auth"
  And the events of the proxy are "Primary authentication Challenge, Primary authentication Allow, Secondary authentication <status>"

  Examples:
    | answer  | result             | status | evidence   |
    | approve | success            | Allow  | by reading |
    | deny    | invalidCredentials | Reject | by reading |

# docs/duo/authentication-proxy.md:2228
Scenario: A wrong password by NTLM is the directory's to refuse
  Given an Authentication Proxy with [ldap_server_auto], failmode "safe" and exempt_primary_bind "false"
  And Duo suffers "connection-refused"
  When a client connects over LDAP and binds by SASL with "NTLM and a wrong password"
  Then the LDAP result is "invalidCredentials"
  And Duo was not asked
  And the events of the proxy are "Primary authentication Challenge, Primary authentication Reject"

# docs/duo/authentication-proxy.md:2238
Scenario Outline: A first bind by NTLM is exempt as any other
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo is reachable
  When a client connects over LDAP and binds by SASL with "NTLM"
  Then the LDAP result is "success"
  And Duo was not asked
  And the last event of the proxy is "Secondary authentication", "Allow", saying "Primary bind exempted from 2FA"

  Examples:
    | failmode | evidence   |
    | safe     | by reading |
    | secure   | by reading |

# docs/duo/authentication-proxy.md:2253
Scenario Outline: A bind by Kerberos is let in without Duo, whatever the failmode
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and exempt_primary_bind "false"
  And Duo is reachable
  When a client connects over LDAP and binds by SASL with "Kerberos"
  Then the LDAP result is "success"
  And Duo was not asked
  And the last event of the proxy is "Unknown", "Allow", saying "Non-supported SASL bind"

  Examples:
    | failmode | evidence   |
    | safe     | by reading |
    | secure   | by reading |

# docs/duo/authentication-proxy.md:2272
Scenario Outline: In primary-only mode the failmode decides over LDAP, and Duo is not asked
  Given an Authentication Proxy in primary-only mode with [ldap_server_auto] and failmode "<failmode>"
  And Duo is reachable
  When the user logs in over LDAP with the right password
  Then the login is "<verdict>"
  And the LDAP result is "<result>"
  And the LDAP errorMessage is "<text>"
  And Duo was not asked
  And the last event of the proxy is "Secondary authentication", "<status>", saying "<event>"

  Examples:
    | failmode | verdict     | result             | text                                                  | status | event                                                 | evidence   |
    | safe     | failed-open | success            |                                                       | Allow  | Primary Only Mode - Secondary authentication bypassed | by reading |
    | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | Error  | Failmode Secure - Denied Duo login on preauth failure | by reading |

# docs/duo/authentication-proxy.md:2293
Scenario: The event of a login over LDAP that Duo allows
  Given an Authentication Proxy with [ldap_server_auto], failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in over LDAP with the right password
  Then the login is "allowed"
  And Duo was told "0.0.0.0" as "ipaddr" at "preauth"
  And the last event of the proxy is "Secondary authentication", "Allow", saying "Duo authentication succeeded - Success. Logging you in..."
  And the events of the proxy are "Primary authentication Allow, Secondary authentication Allow, Primary authentication Allow, Secondary authentication Allow"
  And the last event of the proxy has the keys "auth_stage, dn, factor, hostname, msg, msg_type, server_section, server_section_ikey, status, timestamp, username"

# docs/duo/authentication-proxy.md:2306
Scenario Outline: The event of a login over LDAP that is refused
  Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
  And Duo suffers "<fault>" at <stage>
  And the user answers the push with "approve"
  When the user logs in over LDAP with the right password
  Then the login is "denied"
  And the last event of the proxy is "Secondary authentication", "Error", saying "<text>"

  Examples:
    | failmode | fault              | stage   | text                                                  | evidence |
    | secure   | connection-refused | preauth | Failmode Secure - Denied Duo login on preauth failure | measured |
    | safe     | http-403           | preauth | Failmode Secure - Denied Duo login on preauth failure | measured |
    | safe     | connection-refused | auth    | Denied Duo login on auth failure                      | measured |

# docs/duo/authentication-proxy.md:2336
Scenario Outline: Duo Single Sign-On lets in who has both the password and the second factor
  Given Duo Single Sign-On with an Authentication Proxy that has [sso]
  And Duo is reachable
  And the user answers the push with "<answer>"
  When the user logs in at Duo Single Sign-On with the <which> password
  Then the login is "<verdict>"

  Examples:
    | answer  | which | verdict | evidence   |
    | approve | right | allowed | by reading |
    | deny    | right | denied  | by reading |
    | approve | wrong | denied  | by reading |

# docs/duo/authentication-proxy.md:2353
Scenario: Without a password nobody logs in by Single Sign-On
  Given Duo Single Sign-On with an Authentication Proxy that has [sso], and 1 directory
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in at Duo Single Sign-On without a password
  Then the login is "denied"

# docs/duo/authentication-proxy.md:2364
Scenario Outline: The events of Single Sign-On say whose password which directory has taken
  Given Duo Single Sign-On with an Authentication Proxy that has [sso]
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in at Duo Single Sign-On with the <which> password
  Then an event of ssoevents.log is "sso connection established" with the keys "event_type, hostname, msg, msg_type, proxy_key, timestamp"
  And an event of ssoevents.log is "<event>" with the keys "event_type, hostname, msg, msg_type, port, proxy_key, query_type, reason, server, status, timestamp, username"
  And the event "<event>" of ssoevents.log has "<status>" as "status"
  And the event "<event>" of ssoevents.log has "<reason>" as "reason"
  And the event "<event>" of ssoevents.log has "alice" as "username"

  Examples:
    | which | event                                    | status    | reason              | evidence   |
    | right | Successful authentication against server | succeeded | None                | by reading |
    | wrong | Failed authentication against server     | failed    | Invalid credentials | by reading |

# docs/duo/authentication-proxy.md:2384
Scenario Outline: Single Sign-On has no failmode, so nobody logs in while the password cannot be checked
  Given Duo Single Sign-On with an Authentication Proxy that has [sso]
  And Duo is reachable
  And <part> is away
  When the user logs in at Duo Single Sign-On with the right password
  Then the login is "denied"
  And the page of Duo Single Sign-On says "<text>"

  Examples:
    | part                      | text                                                        | evidence   |
    | the Authentication Proxy  | No Authentication Proxy is connected, so nobody can log in. | by reading |
    | the directory             | The password could not be checked, so nobody can log in.    | by reading |
    | the authentication source | No authentication source is set up.                         | unknown    |

# docs/duo/authentication-proxy.md:2402
Scenario Outline: The first directory that can decide about a password decides
  Given Duo Single Sign-On with an Authentication Proxy that has [sso], and 2 directories
  And the first directory <trouble>
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in at Duo Single Sign-On with the right password
  Then the login is "<verdict>"
  And the event "Failed authentication against server" of ssoevents.log has "<reason>" as "reason"
  And the event "Failed authentication against server" of ssoevents.log has "failed" as "status"
  And the event "Failed authentication against server" of ssoevents.log has "127.0.0.1" as "server"
  And the event "Failed authentication against server" of ssoevents.log has "Primary authentication" as "query_type"

  Examples:
    | trouble                     | verdict | reason                 | evidence   |
    | cannot be reached           | allowed | LDAP connection failed | by reading |
    | refuses the service account | allowed | LDAP bind failed       | by reading |
    | does not have the user      | allowed | LDAP search failed     | by reading |
    | has the user twice          | allowed | LDAP search failed     | by reading |
    | has another password        | denied  | Invalid credentials    | by reading |

# docs/duo/authentication-proxy.md:2426
Scenario Outline: A directory that cannot decide lets nobody in, and says why
  Given Duo Single Sign-On with an Authentication Proxy that has [sso], and 1 directory
  And the first directory <trouble>
  And Duo is reachable
  When the user logs in at Duo Single Sign-On with the right password
  Then the login is "denied"
  And the page of Duo Single Sign-On gives "<reason>" as the reason

  Examples:
    | trouble                     | reason                                                                                                                                           | evidence   |
    | refuses the service account | LDAP bind failed                                                                                                                                 | by reading |
    | does not have the user      | LDAP search failed                                                                                                                               | by reading |
    | has the user twice          | Multiple users found for the provided username (error: Each domain controller returned more than one user for the provided username attributes.) | by reading |
    | has another password        |                                                                                                                                                  | by reading |

# docs/duo/authentication-proxy.md:2445
Scenario: A directory that is well is found to be healthy
  Given Duo Single Sign-On with an Authentication Proxy that has [sso], and 1 directory
  And Duo is reachable
  Then Duo's check of the first directory says "healthy"

# docs/duo/authentication-proxy.md:2452
Scenario Outline: The check of a directory says what is wrong before anybody logs in
  Given Duo Single Sign-On with an Authentication Proxy that has [sso], and 1 directory
  And the first directory <trouble>
  And Duo is reachable
  Then Duo's check of the first directory says "<said>"

  Examples:
    | trouble                       | said                     | evidence   |
    | cannot be reached             | LDAP connection failed   | by reading |
    | refuses the service account   | Invalid bind credentials | by reading |
    | does not have the search base | Unable to find base DN   | by reading |

# docs/duo/authentication-proxy.md:2468
Scenario Outline: Attributes come from the first directory that gives them
  Given Duo Single Sign-On with an Authentication Proxy that has [sso], and <count>
  And the first directory <trouble>
  And Duo is reachable
  Then an application that asks Duo for "uid, sn, userPassword, mobile" of the user gets "<values>"
  And an event of ssoevents.log is "<event>" with the keys "event_type, hostname, msg, msg_type, port, proxy_key, query_type, reason, server, status, timestamp, username"
  And the event "<event>" of ssoevents.log has "<status>" as "status"
  And the event "<event>" of ssoevents.log has "<reason>" as "reason"
  And the event "<event>" of ssoevents.log has "Fetching user attributes" as "query_type"

  Examples:
    | count         | trouble                | values                               | event                                                 | status    | reason                 | evidence   |
    | 1 directory   | has another password   | uid alice, sn alice, mobile          | Fetched LDAP attributes from server                   | succeeded | None                   | by reading |
    | 2 directories | cannot be reached      | uid alice, sn alice, mobile          | Fetched LDAP attributes from server                   | succeeded | None                   | by reading |
    | 2 directories | cannot be reached      | uid alice, sn alice, mobile          | Failed to failed to fetch LDAP attributes from server | failed    | LDAP connection failed | by reading |
    | 2 directories | does not have the user | uid alice, sn alice, mobile          | Failed to failed to fetch LDAP attributes from server | failed    | LDAP search failed     | by reading |
    | 1 directory   | does not have the user | User attributes failed to be fetched | Failed to failed to fetch LDAP attributes from server | failed    | LDAP search failed     | by reading |
    | 1 directory   | cannot be reached      | Unable to service request            | Failed to failed to fetch LDAP attributes from server | failed    | LDAP connection failed | by reading |

# docs/duo/authentication-proxy.md:2489
Scenario Outline: Nobody logs in by Single Sign-On while Duo itself is away
  Given Duo Single Sign-On with an Authentication Proxy that has [sso]
  And Duo suffers "<fault>"
  When the user logs in at Duo Single Sign-On with the right password
  Then the login is "<verdict>"

  Examples:
    | fault              | verdict | evidence   |
    | connection-refused | denied  | by reading |
    | reset              | denied  | by reading |
    | http-503           | denied  | by reading |
    | http-403           | denied  | by reading |

# docs/duo/authentication-proxy.md:2516
Scenario Outline: Without a route to Duo after preauth nobody is let in
  Given an Authentication Proxy with failmode "<failmode>" and api_timeout unset
  And Duo suffers "no-route" at auth
  When the user logs in over RADIUS with the right password
  Then the login is "denied"
  And the Reply-Message is "Denied Duo login on auth failure"

  Examples:
    | failmode | evidence   |
    | safe     | by reading |
    | secure   | by reading |
    | (unset)  | by reading |

# docs/duo/authentication-proxy.md:2531
Scenario Outline: An answer that is not Duo's denies in every mode
  Given an Authentication Proxy with failmode "<failmode>" and api_timeout unset
  And Duo's answer at <stage> is <answer>
  When the user logs in over RADIUS with the right password
  Then the login is "denied"
  And the Reply-Message is "<text>"

  Examples:
    | failmode | stage   | answer                                                | text                                                  | evidence   |
    | safe     | preauth | {"stat": "FAIL", "code": 50001, "message": "trouble"} | Failmode Secure - Denied Duo login on preauth failure | measured   |
    | secure   | preauth | {"stat": "FAIL", "code": 50001, "message": "trouble"} | Failmode Secure - Denied Duo login on preauth failure | measured   |
    | safe     | auth    | {"stat": "FAIL", "code": 50001, "message": "trouble"} | Denied Duo login on auth failure                      | measured   |
    | safe     | preauth | {"stat": "FAIL"}                                      | Failmode Secure - Denied Duo login on preauth failure | by reading |
    | safe     | preauth | {"stat": "FAIL", "code": 50001}                       | Failmode Secure - Denied Duo login on preauth failure | by reading |
    | safe     | preauth | {"stat": "OK"}                                        | Failmode Secure - Denied Duo login on preauth failure | by reading |
    | safe     | auth    | {"stat": "OK"}                                        | Denied Duo login on auth failure                      | by reading |
    | safe     | preauth | {"response": {"result": "allow", "status": "x"}}      | Failmode Secure - Denied Duo login on preauth failure | measured   |
    | safe     | preauth | {}                                                    | Failmode Secure - Denied Duo login on preauth failure | measured   |

# docs/duo/authentication-proxy.md:2554
Scenario Outline: An answer that the proxy stumbles over leaves the client without an answer
  Given an Authentication Proxy with failmode "<failmode>" and api_timeout unset
  And Duo's answer at <stage> is <answer>
  When the user logs in over RADIUS with the right password
  Then the login is "hung"

  Examples:
    | failmode | stage   | answer                                                     | evidence   |
    | safe     | preauth | {"stat": "MAYBE", "response": {}}                          | measured   |
    | safe     | auth    | {"stat": "MAYBE", "response": {}}                          | by reading |
    | safe     | preauth | {"stat": "OK", "response": {"result": "allow", "status": 1}} | by reading |
    | safe     | auth    | {"stat": "OK", "response": {"result": "allow", "status": 1}} | by reading |

# docs/duo/authentication-proxy.md:2571
Scenario Outline: A factor that is no text leaves the client without an answer
  Given an Authentication Proxy with [<server>], failmode "safe" and api_timeout unset
  And Duo's answer at preauth is <answer>
  When the user logs in over RADIUS with the right password
  Then the login is "hung"
  And Duo was not asked for "auth"
  And the events of the proxy are "Primary authentication Allow"

  Examples:
    | server                  | answer                                                                                       | evidence   |
    | radius_server_auto      | {"stat": "OK", "response": {"result": "auth", "factors": {"default": 1}, "prompt": "x"}}     | by reading |
    | radius_server_challenge | {"stat": "OK", "response": {"result": "auth", "factors": {"default": "push1"}, "prompt": 1}} | by reading |

# docs/duo/authentication-proxy.md:2588
Scenario Outline: An answer in Duo's form without what it has to say leaves it to the failmode
  Given an Authentication Proxy with failmode "<failmode>" and api_timeout unset
  And Duo's answer at <stage> is <answer>
  When the user logs in over RADIUS with the right password
  Then the login is "<verdict>"

  Examples: failmode safe
    | failmode | stage   | answer                                                            | verdict     | evidence |
    | safe     | preauth | {"stat": "OK", "response": {}}                                    | failed-open | measured |
    | safe     | preauth | {"stat": "OK", "response": ["allow"]}                             | failed-open | measured |
    | safe     | preauth | {"stat": "OK", "response": {"status": "x"}}                       | failed-open | measured |
    | safe     | preauth | {"stat": "OK", "response": {"result": "maybe", "status": "x"}}    | failed-open | measured |
    | safe     | preauth | {"stat": "OK", "response": {"result": "allow"}}                   | failed-open | measured |
    | safe     | preauth | {"stat": "OK", "response": {"result": "auth", "prompt": "x"}}     | failed-open | measured |
    | safe     | preauth | {"stat": "OK", "response": {"result": "auth", "factors": {}}}     | failed-open | measured |
    | safe     | auth    | {"stat": "OK", "response": {}}                                    | failed-open | measured |
    | safe     | auth    | {"stat": "OK", "response": {"result": "enroll", "status": "x"}}   | failed-open | measured |
    | safe     | auth    | {"stat": "OK", "response": {"result": "deny"}}                    | failed-open | measured |

  Examples: failmode secure
    | failmode | stage   | answer                                                            | verdict | evidence |
    | secure   | preauth | {"stat": "OK", "response": {}}                                    | denied  | measured |
    | secure   | preauth | {"stat": "OK", "response": ["allow"]}                             | denied  | measured |
    | secure   | preauth | {"stat": "OK", "response": {"result": "maybe", "status": "x"}}    | denied  | measured |
    | secure   | preauth | {"stat": "OK", "response": {"result": "allow"}}                   | denied  | measured |
    | secure   | preauth | {"stat": "OK", "response": {"result": "auth", "prompt": "x"}}     | denied  | measured |
    | secure   | preauth | {"stat": "OK", "response": {"result": "auth", "factors": {}}}     | denied  | measured |
    | secure   | auth    | {"stat": "OK", "response": {"result": "deny"}}                    | denied  | measured |

# docs/duo/authentication-proxy.md:2619
Scenario Outline: A user without a factor that the proxy can use is refused
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo's answer at preauth is <answer>
  When the user logs in over RADIUS with the right password
  Then the RADIUS answer is "Access-Reject"
  And the Reply-Message is "User has no Duo factors usable with this configuration"
  And Duo was not asked for "auth"

  Examples:
    | answer                                                                      | evidence   |
    | {"stat": "OK", "response": {"result": "auth", "factors": {}, "prompt": ""}} | by reading |

# docs/duo/authentication-proxy.md:2633
Scenario: A user who has a hardware token alone has no factor that the proxy can ask for
  Given an Authentication Proxy with failmode "safe" and api_timeout unset
  And Duo is reachable
  And the user has a hardware token and no phone
  When the user logs in over RADIUS with the right password
  Then the RADIUS answer is "Access-Reject"
  And the Reply-Message is "User has no Duo factors usable with this configuration"
  And the last event of the proxy is "Secondary authentication", "Reject"
  And Duo was not asked for "auth"
