# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/when-duo-is-unreachable.md:307
@proxy @ldap_server_auto
Feature: Authentication Proxy [ldap_server_auto] when Duo is unreachable
  Each row of the verdict table of Authentication Proxy [ldap_server_auto], in each failmode.
  The user's password is right, and the user would approve a push.

  Rule: Duo is unreachable where the verdict table says that the failmode decides

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:159 Each kind of server of the proxy has the proxy's verdicts
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:163 A Reply-Message is exact
    Scenario Outline: Authentication Proxy [ldap_server_auto]: the failmode decides, from the first request on
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout <api_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in over LDAP with the right password
      Then the login is "<verdict>"
      And the LDAP result is "<answer>"
      And the LDAP errorMessage is "<reply>"

      @fault-dns-failure @stage-preauth
      Examples: dns-failure at preauth
        | fault       | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | dns-failure | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:313 |
        | dns-failure | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:313 |

      @fault-no-route @stage-preauth
      Examples: no-route at preauth
        | fault    | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence   | source                                  |
        | no-route | preauth | unset       | safe     | failed-open | success            |                                                       | by reading | docs/duo/when-duo-is-unreachable.md:314 |
        | no-route | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | by reading | docs/duo/when-duo-is-unreachable.md:314 |

      @fault-connection-refused @stage-preauth
      Examples: connection-refused at preauth
        | fault              | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | connection-refused | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:318 |
        | connection-refused | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:318 |

      @fault-connect-timeout @stage-preauth @slow
      Examples: connect-timeout at preauth
        | fault           | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | connect-timeout | preauth | set         | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:319 |
        | connect-timeout | preauth | set         | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:319 |
        | connect-timeout | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:320 |
        | connect-timeout | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:320 |

      @fault-tls-silent @stage-preauth @slow
      Examples: tls-silent at preauth
        | fault      | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | tls-silent | preauth | set         | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:321 |
        | tls-silent | preauth | set         | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:321 |

      @fault-tls-untrusted @stage-preauth
      Examples: tls-untrusted at preauth
        | fault         | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | tls-untrusted | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:323 |
        | tls-untrusted | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:323 |

      @fault-tls-wrong-host @stage-preauth
      Examples: tls-wrong-host at preauth
        | fault          | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | tls-wrong-host | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:324 |
        | tls-wrong-host | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:324 |

      @fault-tls-alert @stage-preauth
      Examples: tls-alert at preauth
        | fault     | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | tls-alert | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:325 |
        | tls-alert | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:325 |

      @fault-no-answer @stage-preauth @slow
      Examples: no-answer at preauth
        | fault     | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | no-answer | preauth | set         | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:327 |
        | no-answer | preauth | set         | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:327 |

      @fault-closed-early @stage-preauth
      Examples: closed-early at preauth
        | fault        | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | closed-early | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:329 |
        | closed-early | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:329 |

      @fault-reset @stage-preauth
      Examples: reset at preauth
        | fault | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | reset | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:330 |
        | reset | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:330 |

      @fault-trickle @stage-preauth @slow
      Examples: trickle at preauth
        | fault   | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | trickle | preauth | set         | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:333 |
        | trickle | preauth | set         | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:333 |

      @fault-not-http @stage-preauth
      Examples: not-http at preauth
        | fault    | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | not-http | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:335 |
        | not-http | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:335 |

      @fault-http-500 @stage-preauth
      Examples: http-500 at preauth
        | fault    | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | http-500 | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:336 |
        | http-500 | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:336 |

      @fault-http-502 @stage-preauth
      Examples: http-502 at preauth
        | fault    | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | http-502 | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:337 |
        | http-502 | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:337 |

      @fault-http-503 @stage-preauth
      Examples: http-503 at preauth
        | fault    | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | http-503 | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:338 |
        | http-503 | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:338 |

      @fault-http-504 @stage-preauth
      Examples: http-504 at preauth
        | fault    | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | http-504 | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:339 |
        | http-504 | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:339 |

      @fault-malformed-response @stage-preauth
      Examples: malformed-response at preauth
        | fault              | stage   | api_timeout | failmode | verdict     | answer             | reply                                                 | evidence | source                                  |
        | malformed-response | preauth | unset       | safe     | failed-open | success            |                                                       | measured | docs/duo/when-duo-is-unreachable.md:345 |
        | malformed-response | preauth | unset       | secure   | denied      | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:345 |

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:159 Each kind of server of the proxy has the proxy's verdicts
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:163 A Reply-Message is exact
    Scenario Outline: Authentication Proxy [ldap_server_auto]: the failmode decides, after a first request went well
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout <api_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in over LDAP with the right password
      Then the login is "<verdict>"
      And the LDAP result is "<answer>"
      And the LDAP errorMessage is "<reply>"
      And Duo was asked for "preauth"

      @fault-http-500 @stage-auth
      Examples: http-500 at auth
        | fault    | stage | api_timeout | failmode | verdict     | answer             | reply                            | evidence | source                                  |
        | http-500 | auth  | unset       | safe     | failed-open | success            |                                  | measured | docs/duo/when-duo-is-unreachable.md:366 |
        | http-500 | auth  | unset       | secure   | denied      | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:366 |

      @fault-http-502 @stage-auth
      Examples: http-502 at auth
        | fault    | stage | api_timeout | failmode | verdict     | answer             | reply                            | evidence | source                                  |
        | http-502 | auth  | unset       | safe     | failed-open | success            |                                  | measured | docs/duo/when-duo-is-unreachable.md:367 |
        | http-502 | auth  | unset       | secure   | denied      | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:367 |

      @fault-http-503 @stage-auth
      Examples: http-503 at auth
        | fault    | stage | api_timeout | failmode | verdict     | answer             | reply                            | evidence | source                                  |
        | http-503 | auth  | unset       | safe     | failed-open | success            |                                  | measured | docs/duo/when-duo-is-unreachable.md:368 |
        | http-503 | auth  | unset       | secure   | denied      | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:368 |

      @fault-http-504 @stage-auth
      Examples: http-504 at auth
        | fault    | stage | api_timeout | failmode | verdict     | answer             | reply                            | evidence | source                                  |
        | http-504 | auth  | unset       | safe     | failed-open | success            |                                  | measured | docs/duo/when-duo-is-unreachable.md:369 |
        | http-504 | auth  | unset       | secure   | denied      | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:369 |

      @fault-malformed-response @stage-auth
      Examples: malformed-response at auth
        | fault              | stage | api_timeout | failmode | verdict     | answer             | reply                            | evidence | source                                  |
        | malformed-response | auth  | unset       | safe     | failed-open | success            |                                  | measured | docs/duo/when-duo-is-unreachable.md:375 |
        | malformed-response | auth  | unset       | secure   | denied      | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:375 |

  Rule: Any other outcome holds whatever the failmode

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:159 Each kind of server of the proxy has the proxy's verdicts
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:163 A Reply-Message is exact
    Scenario Outline: Authentication Proxy [ldap_server_auto]: the failmode does not matter, from the first request on
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout <api_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in over LDAP with the right password
      Then the login is "<verdict>"
      And the LDAP result is "<answer>"
      And the LDAP errorMessage is "<reply>"

      @fault-reset-mid-body @stage-preauth
      Examples: reset-mid-body at preauth
        | fault          | stage   | api_timeout | failmode | verdict | answer             | reply                                                 | evidence | source                                  |
        | reset-mid-body | preauth | unset       | safe     | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:331 |
        | reset-mid-body | preauth | unset       | secure   | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:331 |

      @fault-truncated-body @stage-preauth
      Examples: truncated-body at preauth
        | fault          | stage   | api_timeout | failmode | verdict | answer             | reply                                                 | evidence | source                                  |
        | truncated-body | preauth | unset       | safe     | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:332 |
        | truncated-body | preauth | unset       | secure   | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:332 |

      @fault-http-429 @stage-preauth
      Examples: http-429 at preauth
        | fault    | stage   | api_timeout | failmode | verdict | answer             | reply                                                 | evidence | source                                  |
        | http-429 | preauth | unset       | safe     | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:340 |
        | http-429 | preauth | unset       | secure   | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:340 |

      @fault-http-401 @stage-preauth
      Examples: http-401 at preauth
        | fault    | stage   | api_timeout | failmode | verdict | answer             | reply                                                 | evidence | source                                  |
        | http-401 | preauth | unset       | safe     | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:341 |
        | http-401 | preauth | unset       | secure   | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:341 |

      @fault-http-403 @stage-preauth
      Examples: http-403 at preauth
        | fault    | stage   | api_timeout | failmode | verdict | answer             | reply                                                 | evidence | source                                  |
        | http-403 | preauth | unset       | safe     | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:342 |
        | http-403 | preauth | unset       | secure   | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:342 |

      @fault-redirect @stage-preauth
      Examples: redirect at preauth
        | fault    | stage   | api_timeout | failmode | verdict | answer             | reply                                                 | evidence | source                                  |
        | redirect | preauth | unset       | safe     | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:343 |
        | redirect | preauth | unset       | secure   | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:343 |

      @fault-not-json @stage-preauth
      Examples: not-json at preauth
        | fault    | stage   | api_timeout | failmode | verdict | answer             | reply                                                 | evidence | source                                  |
        | not-json | preauth | unset       | safe     | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:344 |
        | not-json | preauth | unset       | secure   | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:344 |

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:159 Each kind of server of the proxy has the proxy's verdicts
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:163 A Reply-Message is exact
    Scenario Outline: Authentication Proxy [ldap_server_auto]: the failmode does not matter, throughout the login
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout <api_timeout>
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When the user logs in over LDAP with the right password
      Then the login is "<verdict>"
      And the LDAP result is "<answer>"
      And the LDAP errorMessage is "<reply>"

      @fault-clock-skew @stage-preauth
      Examples: clock-skew at preauth
        | fault      | stage   | api_timeout | failmode | verdict | answer  | reply | evidence | source                                  |
        | clock-skew | preauth | unset       | safe     | allowed | success |       | measured | docs/duo/when-duo-is-unreachable.md:346 |
        | clock-skew | preauth | unset       | secure   | allowed | success |       | measured | docs/duo/when-duo-is-unreachable.md:346 |

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:159 Each kind of server of the proxy has the proxy's verdicts
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:163 A Reply-Message is exact
    Scenario Outline: Authentication Proxy [ldap_server_auto]: the failmode does not matter, after a first request went well
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout <api_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in over LDAP with the right password
      Then the login is "<verdict>"
      And the LDAP result is "<answer>"
      And the LDAP errorMessage is "<reply>"
      And Duo was asked for "preauth"

      @fault-dns-failure @stage-auth
      Examples: dns-failure at auth
        | fault       | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | dns-failure | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:347 |
        | dns-failure | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:347 |

      @fault-connection-refused @stage-auth
      Examples: connection-refused at auth
        | fault              | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | connection-refused | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:348 |
        | connection-refused | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:348 |

      @fault-connect-timeout @stage-auth @slow
      Examples: connect-timeout at auth
        | fault           | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | connect-timeout | auth  | set         | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:349 |
        | connect-timeout | auth  | set         | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:349 |
        | connect-timeout | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:350 |
        | connect-timeout | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:350 |

      @fault-tls-silent @stage-auth @slow
      Examples: tls-silent at auth
        | fault      | stage | api_timeout | failmode | verdict | answer             | reply                           | evidence | source                                  |
        | tls-silent | auth  | set         | safe     | denied  | invalidCredentials | Denied Duo login due to timeout | measured | docs/duo/when-duo-is-unreachable.md:351 |
        | tls-silent | auth  | set         | secure   | denied  | invalidCredentials | Denied Duo login due to timeout | measured | docs/duo/when-duo-is-unreachable.md:351 |

      @fault-tls-untrusted @stage-auth
      Examples: tls-untrusted at auth
        | fault         | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | tls-untrusted | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:353 |
        | tls-untrusted | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:353 |

      @fault-tls-wrong-host @stage-auth
      Examples: tls-wrong-host at auth
        | fault          | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | tls-wrong-host | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:354 |
        | tls-wrong-host | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:354 |

      @fault-tls-alert @stage-auth
      Examples: tls-alert at auth
        | fault     | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | tls-alert | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:355 |
        | tls-alert | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:355 |

      @fault-no-answer @stage-auth @slow
      Examples: no-answer at auth
        | fault     | stage | api_timeout | failmode | verdict | answer             | reply                           | evidence | source                                  |
        | no-answer | auth  | set         | safe     | denied  | invalidCredentials | Denied Duo login due to timeout | measured | docs/duo/when-duo-is-unreachable.md:357 |
        | no-answer | auth  | set         | secure   | denied  | invalidCredentials | Denied Duo login due to timeout | measured | docs/duo/when-duo-is-unreachable.md:357 |

      @fault-closed-early @stage-auth
      Examples: closed-early at auth
        | fault        | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | closed-early | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:359 |
        | closed-early | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:359 |

      @fault-reset @stage-auth
      Examples: reset at auth
        | fault | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | reset | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:360 |
        | reset | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:360 |

      @fault-reset-mid-body @stage-auth
      Examples: reset-mid-body at auth
        | fault          | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | reset-mid-body | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:361 |
        | reset-mid-body | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:361 |

      @fault-truncated-body @stage-auth
      Examples: truncated-body at auth
        | fault          | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | truncated-body | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:362 |
        | truncated-body | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:362 |

      @fault-trickle @stage-auth @slow
      Examples: trickle at auth
        | fault   | stage | api_timeout | failmode | verdict | answer             | reply                           | evidence | source                                  |
        | trickle | auth  | set         | safe     | denied  | invalidCredentials | Denied Duo login due to timeout | measured | docs/duo/when-duo-is-unreachable.md:363 |
        | trickle | auth  | set         | secure   | denied  | invalidCredentials | Denied Duo login due to timeout | measured | docs/duo/when-duo-is-unreachable.md:363 |

      @fault-not-http @stage-auth
      Examples: not-http at auth
        | fault    | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | not-http | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:365 |
        | not-http | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:365 |

      @fault-http-429 @stage-auth
      Examples: http-429 at auth
        | fault    | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | http-429 | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:370 |
        | http-429 | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:370 |

      @fault-http-401 @stage-auth
      Examples: http-401 at auth
        | fault    | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | http-401 | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:371 |
        | http-401 | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:371 |

      @fault-http-403 @stage-auth
      Examples: http-403 at auth
        | fault    | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | http-403 | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:372 |
        | http-403 | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:372 |

      @fault-redirect @stage-auth
      Examples: redirect at auth
        | fault    | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | redirect | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:373 |
        | redirect | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:373 |

      @fault-not-json @stage-auth
      Examples: not-json at auth
        | fault    | stage | api_timeout | failmode | verdict | answer             | reply                            | evidence | source                                  |
        | not-json | auth  | unset       | safe     | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:374 |
        | not-json | auth  | unset       | secure   | denied  | invalidCredentials | Denied Duo login on auth failure | measured | docs/duo/when-duo-is-unreachable.md:374 |

  Rule: A hung login is a verdict of its own

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:117 A hung login is a verdict of its own
    # rule: docs/rules.md:159 Each kind of server of the proxy has the proxy's verdicts
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    Scenario Outline: Authentication Proxy [ldap_server_auto]: no verdict before the deadline, from the first request on
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout <api_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in over LDAP with the right password
      Then the login is "<verdict>"
      And the LDAP result is "<answer>"

      @fault-tls-silent @stage-preauth @slow
      Examples: tls-silent at preauth
        | fault      | stage   | api_timeout | failmode | verdict | answer    | evidence | source                                  |
        | tls-silent | preauth | unset       | safe     | hung    | no answer | measured | docs/duo/when-duo-is-unreachable.md:322 |
        | tls-silent | preauth | unset       | secure   | hung    | no answer | measured | docs/duo/when-duo-is-unreachable.md:322 |

      @fault-no-answer @stage-preauth @slow
      Examples: no-answer at preauth
        | fault     | stage   | api_timeout | failmode | verdict | answer    | evidence | source                                  |
        | no-answer | preauth | unset       | safe     | hung    | no answer | measured | docs/duo/when-duo-is-unreachable.md:328 |
        | no-answer | preauth | unset       | secure   | hung    | no answer | measured | docs/duo/when-duo-is-unreachable.md:328 |

      @fault-trickle @stage-preauth @slow
      Examples: trickle at preauth
        | fault   | stage   | api_timeout | failmode | verdict | answer    | evidence | source                                  |
        | trickle | preauth | unset       | safe     | hung    | no answer | measured | docs/duo/when-duo-is-unreachable.md:334 |
        | trickle | preauth | unset       | secure   | hung    | no answer | measured | docs/duo/when-duo-is-unreachable.md:334 |

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:117 A hung login is a verdict of its own
    # rule: docs/rules.md:159 Each kind of server of the proxy has the proxy's verdicts
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    Scenario Outline: Authentication Proxy [ldap_server_auto]: no verdict before the deadline, after a first request went well
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout <api_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in over LDAP with the right password
      Then the login is "<verdict>"
      And the LDAP result is "<answer>"
      And Duo was asked for "preauth"

      @fault-tls-silent @stage-auth @slow
      Examples: tls-silent at auth
        | fault      | stage | api_timeout | failmode | verdict | answer    | evidence | source                                  |
        | tls-silent | auth  | unset       | safe     | hung    | no answer | measured | docs/duo/when-duo-is-unreachable.md:352 |
        | tls-silent | auth  | unset       | secure   | hung    | no answer | measured | docs/duo/when-duo-is-unreachable.md:352 |

      @fault-no-answer @stage-auth @slow
      Examples: no-answer at auth
        | fault     | stage | api_timeout | failmode | verdict | answer    | evidence | source                                  |
        | no-answer | auth  | unset       | safe     | hung    | no answer | measured | docs/duo/when-duo-is-unreachable.md:358 |
        | no-answer | auth  | unset       | secure   | hung    | no answer | measured | docs/duo/when-duo-is-unreachable.md:358 |

      @fault-trickle @stage-auth @slow
      Examples: trickle at auth
        | fault   | stage | api_timeout | failmode | verdict | answer    | evidence | source                                  |
        | trickle | auth  | unset       | safe     | hung    | no answer | measured | docs/duo/when-duo-is-unreachable.md:364 |
        | trickle | auth  | unset       | secure   | hung    | no answer | measured | docs/duo/when-duo-is-unreachable.md:364 |

  Rule: With Duo reachable only the second factor lets in

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:137 With Duo reachable only the second factor lets in
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    Scenario Outline: Authentication Proxy [ldap_server_auto]: who gets in while Duo is reachable
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
      And Duo is reachable
      And the user answers the push with "<decision>"
      When the user logs in over LDAP with the right password
      Then the login is "<verdict>"
      And the LDAP result is "<answer>"
      And Duo was asked for "auth"

      Examples:
        | failmode | decision | verdict | answer             | source                              |
        | safe     | approve  | allowed | success            | docs/duo/authentication-proxy.md:15 |
        | safe     | deny     | denied  | invalidCredentials | docs/duo/authentication-proxy.md:15 |
        | secure   | approve  | allowed | success            | docs/duo/authentication-proxy.md:16 |
        | secure   | deny     | denied  | invalidCredentials | docs/duo/authentication-proxy.md:16 |

  Rule: The primary server's rejection is final

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:151 The primary server's rejection is final
    # rule: docs/rules.md:147 A wrong password is denied whatever the failmode
    Scenario Outline: Authentication Proxy [ldap_server_auto]: the primary server rejects while Duo is reachable
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
      And Duo is reachable
      And the user answers the push with "approve"
      When the user logs in over LDAP with the wrong password
      Then the login is "denied"
      And the LDAP result is "invalidCredentials"
      And Duo was not asked

      Examples:
        | failmode | source                              |
        | safe     | docs/duo/authentication-proxy.md:15 |
        | secure   | docs/duo/authentication-proxy.md:16 |

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:151 The primary server's rejection is final
    # rule: docs/rules.md:147 A wrong password is denied whatever the failmode
    Scenario Outline: Authentication Proxy [ldap_server_auto]: the primary server rejects while Duo is unwell
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout unset
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When the user logs in over LDAP with the wrong password
      Then the login is "denied"
      And the LDAP result is "invalidCredentials"
      And Duo was not asked

      Examples:
        | failmode | fault          | source                                  |
        | safe     | dns-failure    | docs/duo/when-duo-is-unreachable.md:313 |
        | secure   | dns-failure    | docs/duo/when-duo-is-unreachable.md:313 |
        | safe     | reset-mid-body | docs/duo/when-duo-is-unreachable.md:331 |
        | secure   | reset-mid-body | docs/duo/when-duo-is-unreachable.md:331 |
        | safe     | clock-skew     | docs/duo/when-duo-is-unreachable.md:346 |
        | secure   | clock-skew     | docs/duo/when-duo-is-unreachable.md:346 |

  Rule: A wrong secret key counts as HTTP 401

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:155 A wrong secret key counts as HTTP 401
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    # rule: docs/rules.md:163 A Reply-Message is exact
    Scenario Outline: Authentication Proxy [ldap_server_auto]: a wrong secret key
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and a wrong secret key
      And Duo is reachable
      And the user answers the push with "approve"
      When the user logs in over LDAP with the right password
      Then the login is "<verdict>"
      And the LDAP result is "<answer>"
      And the LDAP errorMessage is "<reply>"
      And Duo was asked for "preauth"

      Examples:
        | failmode | verdict | answer             | reply                                                 | evidence | source                                  |
        | safe     | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:341 |
        | secure   | denied  | invalidCredentials | Failmode Secure - Denied Duo login on preauth failure | measured | docs/duo/when-duo-is-unreachable.md:341 |

  Rule: A row with unknown evidence is pending

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:159 Each kind of server of the proxy has the proxy's verdicts
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    @pending
    Scenario Outline: Authentication Proxy [ldap_server_auto]: not known, from the first request on, with a text that is not known
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout <api_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in over LDAP with the right password
      Then the login is "<verdict>"
      And the LDAP result is "<answer>"

      @fault-first-address-refused @stage-preauth
      Examples: first-address-refused at preauth
        | fault                 | stage   | api_timeout | failmode | verdict | answer  | evidence | source                                  |
        | first-address-refused | preauth | unset       | safe     | unknown | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:315 |
        | first-address-refused | preauth | unset       | secure   | unknown | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:315 |

      @fault-first-address-silent @stage-preauth
      Examples: first-address-silent at preauth
        | fault                | stage   | api_timeout | failmode | verdict | answer  | evidence | source                                  |
        | first-address-silent | preauth | unset       | safe     | unknown | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:316 |
        | first-address-silent | preauth | unset       | secure   | unknown | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:316 |

      @fault-first-address-untrusted @stage-preauth
      Examples: first-address-untrusted at preauth
        | fault                   | stage   | api_timeout | failmode | verdict | answer  | evidence | source                                  |
        | first-address-untrusted | preauth | unset       | safe     | unknown | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:317 |
        | first-address-untrusted | preauth | unset       | secure   | unknown | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:317 |

      @fault-tls-old-version @stage-preauth
      Examples: tls-old-version at preauth
        | fault           | stage   | api_timeout | failmode | verdict | answer  | evidence | source                                  |
        | tls-old-version | preauth | unset       | safe     | unknown | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:326 |
        | tls-old-version | preauth | unset       | secure   | unknown | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:326 |

    # docs/duo/when-duo-is-unreachable.md:307
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:159 Each kind of server of the proxy has the proxy's verdicts
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    @pending
    Scenario Outline: Authentication Proxy [ldap_server_auto]: not known, after a first request went well, with a text that is not known
      Given an Authentication Proxy with [ldap_server_auto], failmode "<failmode>" and api_timeout <api_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in over LDAP with the right password
      Then the login is "<verdict>"
      And the LDAP result is "<answer>"
      And Duo was asked for "preauth"

      @fault-tls-old-version @stage-auth
      Examples: tls-old-version at auth
        | fault           | stage | api_timeout | failmode | verdict | answer  | evidence | source                                  |
        | tls-old-version | auth  | unset       | safe     | unknown | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:356 |
        | tls-old-version | auth  | unset       | secure   | unknown | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:356 |
