# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/when-duo-is-unreachable.md:38
@duo-unix
Feature: Duo Unix when Duo is unreachable
  Each row of the verdict table of Duo Unix, in each failmode.
  The user's password is right, and the user would approve a push.

  Rule: Duo is unreachable where the verdict table says that the failmode decides

    # docs/duo/when-duo-is-unreachable.md:38
    # rule: docs/rules.md:76 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:92 A fault strikes from its stage on
    # rule: docs/rules.md:96 A row for any client timeout is run as shipped
    Scenario Outline: Duo Unix: the failmode decides, from the first request on
      Given Duo Unix with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through Duo Unix with the right password
      Then the login is "<verdict>"

      @fault-dns-failure @stage-ping
      Examples: dns-failure at ping
        | fault       | stage | https_timeout | failmode | verdict     | source                                 |
        | dns-failure | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:44 |
        | dns-failure | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:44 |

      @fault-connection-refused @stage-ping
      Examples: connection-refused at ping
        | fault              | stage | https_timeout | failmode | verdict     | source                                 |
        | connection-refused | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:45 |
        | connection-refused | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:45 |

      @fault-connect-timeout @stage-ping
      Examples: connect-timeout at ping
        | fault           | stage | https_timeout | failmode | verdict     | source                                 |
        | connect-timeout | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:46 |
        | connect-timeout | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:46 |

      @fault-tls-silent @stage-ping
      Examples: tls-silent at ping
        | fault      | stage | https_timeout | failmode | verdict     | source                                 |
        | tls-silent | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:47 |
        | tls-silent | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:47 |

      @fault-tls-untrusted @stage-ping
      Examples: tls-untrusted at ping
        | fault         | stage | https_timeout | failmode | verdict     | source                                 |
        | tls-untrusted | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:48 |
        | tls-untrusted | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:48 |

      @fault-tls-wrong-host @stage-ping
      Examples: tls-wrong-host at ping
        | fault          | stage | https_timeout | failmode | verdict     | source                                 |
        | tls-wrong-host | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:49 |
        | tls-wrong-host | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:49 |

      @fault-no-answer @stage-ping
      Examples: no-answer at ping
        | fault     | stage | https_timeout | failmode | verdict     | source                                 |
        | no-answer | ping  | set           | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:50 |
        | no-answer | ping  | set           | secure   | denied      | docs/duo/when-duo-is-unreachable.md:50 |

      @fault-closed-early @stage-ping
      Examples: closed-early at ping
        | fault        | stage | https_timeout | failmode | verdict     | source                                 |
        | closed-early | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:52 |
        | closed-early | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:52 |

      @fault-reset @stage-ping
      Examples: reset at ping
        | fault | stage | https_timeout | failmode | verdict     | source                                 |
        | reset | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:53 |
        | reset | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:53 |

      @fault-reset-mid-body @stage-ping
      Examples: reset-mid-body at ping
        | fault          | stage | https_timeout | failmode | verdict     | source                                 |
        | reset-mid-body | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:54 |
        | reset-mid-body | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:54 |

      @fault-truncated-body @stage-ping
      Examples: truncated-body at ping
        | fault          | stage | https_timeout | failmode | verdict     | source                                 |
        | truncated-body | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:55 |
        | truncated-body | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:55 |

      @fault-http-500 @stage-ping
      Examples: http-500 at ping
        | fault    | stage | https_timeout | failmode | verdict     | source                                 |
        | http-500 | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:58 |
        | http-500 | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:58 |

      @fault-http-502 @stage-ping
      Examples: http-502 at ping
        | fault    | stage | https_timeout | failmode | verdict     | source                                 |
        | http-502 | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:59 |
        | http-502 | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:59 |

      @fault-http-503 @stage-ping
      Examples: http-503 at ping
        | fault    | stage | https_timeout | failmode | verdict     | source                                 |
        | http-503 | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:60 |
        | http-503 | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:60 |

      @fault-http-401 @stage-ping
      Examples: http-401 at ping
        | fault    | stage | https_timeout | failmode | verdict     | source                                 |
        | http-401 | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:62 |
        | http-401 | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:62 |

      @fault-not-json @stage-ping
      Examples: not-json at ping
        | fault    | stage | https_timeout | failmode | verdict     | source                                 |
        | not-json | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:64 |
        | not-json | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:64 |

      @fault-malformed-response @stage-ping
      Examples: malformed-response at ping
        | fault              | stage | https_timeout | failmode | verdict     | source                                 |
        | malformed-response | ping  | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:65 |
        | malformed-response | ping  | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:65 |

    # docs/duo/when-duo-is-unreachable.md:38
    # rule: docs/rules.md:76 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:92 A fault strikes from its stage on
    # rule: docs/rules.md:96 A row for any client timeout is run as shipped
    Scenario Outline: Duo Unix: the failmode decides, after a first request went well
      Given Duo Unix with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through Duo Unix with the right password
      Then the login is "<verdict>"

      @fault-dns-failure @stage-preauth
      Examples: dns-failure at preauth
        | fault       | stage   | https_timeout | failmode | verdict     | source                                 |
        | dns-failure | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:67 |
        | dns-failure | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:67 |

      @fault-connection-refused @stage-preauth
      Examples: connection-refused at preauth
        | fault              | stage   | https_timeout | failmode | verdict     | source                                 |
        | connection-refused | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:68 |
        | connection-refused | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:68 |

      @fault-connect-timeout @stage-preauth
      Examples: connect-timeout at preauth
        | fault           | stage   | https_timeout | failmode | verdict     | source                                 |
        | connect-timeout | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:69 |
        | connect-timeout | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:69 |

      @fault-tls-silent @stage-preauth
      Examples: tls-silent at preauth
        | fault      | stage   | https_timeout | failmode | verdict     | source                                 |
        | tls-silent | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:70 |
        | tls-silent | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:70 |

      @fault-tls-untrusted @stage-preauth
      Examples: tls-untrusted at preauth
        | fault         | stage   | https_timeout | failmode | verdict     | source                                 |
        | tls-untrusted | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:71 |
        | tls-untrusted | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:71 |

      @fault-tls-wrong-host @stage-preauth
      Examples: tls-wrong-host at preauth
        | fault          | stage   | https_timeout | failmode | verdict     | source                                 |
        | tls-wrong-host | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:72 |
        | tls-wrong-host | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:72 |

      @fault-no-answer @stage-preauth
      Examples: no-answer at preauth
        | fault     | stage   | https_timeout | failmode | verdict     | source                                 |
        | no-answer | preauth | set           | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:73 |
        | no-answer | preauth | set           | secure   | denied      | docs/duo/when-duo-is-unreachable.md:73 |

      @fault-closed-early @stage-preauth
      Examples: closed-early at preauth
        | fault        | stage   | https_timeout | failmode | verdict     | source                                 |
        | closed-early | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:75 |
        | closed-early | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:75 |

      @fault-reset @stage-preauth
      Examples: reset at preauth
        | fault | stage   | https_timeout | failmode | verdict     | source                                 |
        | reset | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:76 |
        | reset | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:76 |

      @fault-reset-mid-body @stage-preauth
      Examples: reset-mid-body at preauth
        | fault          | stage   | https_timeout | failmode | verdict     | source                                 |
        | reset-mid-body | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:77 |
        | reset-mid-body | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:77 |

      @fault-truncated-body @stage-preauth
      Examples: truncated-body at preauth
        | fault          | stage   | https_timeout | failmode | verdict     | source                                 |
        | truncated-body | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:78 |
        | truncated-body | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:78 |

      @fault-http-500 @stage-preauth
      Examples: http-500 at preauth
        | fault    | stage   | https_timeout | failmode | verdict     | source                                 |
        | http-500 | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:81 |
        | http-500 | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:81 |

      @fault-http-502 @stage-preauth
      Examples: http-502 at preauth
        | fault    | stage   | https_timeout | failmode | verdict     | source                                 |
        | http-502 | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:82 |
        | http-502 | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:82 |

      @fault-http-503 @stage-preauth
      Examples: http-503 at preauth
        | fault    | stage   | https_timeout | failmode | verdict     | source                                 |
        | http-503 | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:83 |
        | http-503 | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:83 |

      @fault-http-401 @stage-preauth
      Examples: http-401 at preauth
        | fault    | stage   | https_timeout | failmode | verdict     | source                                 |
        | http-401 | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:85 |
        | http-401 | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:85 |

      @fault-not-json @stage-preauth
      Examples: not-json at preauth
        | fault    | stage   | https_timeout | failmode | verdict     | source                                 |
        | not-json | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:87 |
        | not-json | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:87 |

      @fault-malformed-response @stage-preauth
      Examples: malformed-response at preauth
        | fault              | stage   | https_timeout | failmode | verdict     | source                                 |
        | malformed-response | preauth | unset         | safe     | failed-open | docs/duo/when-duo-is-unreachable.md:88 |
        | malformed-response | preauth | unset         | secure   | denied      | docs/duo/when-duo-is-unreachable.md:88 |

  Rule: Any other outcome holds whatever the failmode

    # docs/duo/when-duo-is-unreachable.md:38
    # rule: docs/rules.md:80 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:92 A fault strikes from its stage on
    # rule: docs/rules.md:96 A row for any client timeout is run as shipped
    Scenario Outline: Duo Unix: the failmode does not matter, from the first request on
      Given Duo Unix with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through Duo Unix with the right password
      Then the login is "<verdict>"

      @fault-http-429 @stage-ping
      Examples: http-429 at ping
        | fault    | stage | https_timeout | failmode | verdict | source                                 |
        | http-429 | ping  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:61 |
        | http-429 | ping  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:61 |

      @fault-http-403 @stage-ping
      Examples: http-403 at ping
        | fault    | stage | https_timeout | failmode | verdict | source                                 |
        | http-403 | ping  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:63 |
        | http-403 | ping  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:63 |

    # docs/duo/when-duo-is-unreachable.md:38
    # rule: docs/rules.md:80 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:96 A row for any client timeout is run as shipped
    Scenario Outline: Duo Unix: the failmode does not matter, throughout the login
      Given Duo Unix with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When the user logs in through Duo Unix with the right password
      Then the login is "<verdict>"

      @fault-clock-skew @stage-ping
      Examples: clock-skew at ping
        | fault      | stage | https_timeout | failmode | verdict | source                                 |
        | clock-skew | ping  | unset         | safe     | allowed | docs/duo/when-duo-is-unreachable.md:66 |
        | clock-skew | ping  | unset         | secure   | allowed | docs/duo/when-duo-is-unreachable.md:66 |

    # docs/duo/when-duo-is-unreachable.md:38
    # rule: docs/rules.md:80 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:92 A fault strikes from its stage on
    # rule: docs/rules.md:96 A row for any client timeout is run as shipped
    Scenario Outline: Duo Unix: the failmode does not matter, after a first request went well
      Given Duo Unix with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through Duo Unix with the right password
      Then the login is "<verdict>"

      @fault-http-429 @stage-preauth
      Examples: http-429 at preauth
        | fault    | stage   | https_timeout | failmode | verdict | source                                 |
        | http-429 | preauth | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:84 |
        | http-429 | preauth | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:84 |

      @fault-http-403 @stage-preauth
      Examples: http-403 at preauth
        | fault    | stage   | https_timeout | failmode | verdict | source                                 |
        | http-403 | preauth | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:86 |
        | http-403 | preauth | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:86 |

      @fault-dns-failure @stage-auth
      Examples: dns-failure at auth
        | fault       | stage | https_timeout | failmode | verdict | source                                 |
        | dns-failure | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:89 |
        | dns-failure | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:89 |

      @fault-connection-refused @stage-auth
      Examples: connection-refused at auth
        | fault              | stage | https_timeout | failmode | verdict | source                                 |
        | connection-refused | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:90 |
        | connection-refused | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:90 |

      @fault-connect-timeout @stage-auth
      Examples: connect-timeout at auth
        | fault           | stage | https_timeout | failmode | verdict | source                                 |
        | connect-timeout | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:91 |
        | connect-timeout | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:91 |

      @fault-tls-silent @stage-auth
      Examples: tls-silent at auth
        | fault      | stage | https_timeout | failmode | verdict | source                                 |
        | tls-silent | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:92 |
        | tls-silent | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:92 |

      @fault-tls-untrusted @stage-auth
      Examples: tls-untrusted at auth
        | fault         | stage | https_timeout | failmode | verdict | source                                 |
        | tls-untrusted | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:93 |
        | tls-untrusted | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:93 |

      @fault-tls-wrong-host @stage-auth
      Examples: tls-wrong-host at auth
        | fault          | stage | https_timeout | failmode | verdict | source                                 |
        | tls-wrong-host | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:94 |
        | tls-wrong-host | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:94 |

      @fault-closed-early @stage-auth
      Examples: closed-early at auth
        | fault        | stage | https_timeout | failmode | verdict | source                                 |
        | closed-early | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:96 |
        | closed-early | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:96 |

      @fault-reset @stage-auth
      Examples: reset at auth
        | fault | stage | https_timeout | failmode | verdict | source                                 |
        | reset | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:97 |
        | reset | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:97 |

      @fault-reset-mid-body @stage-auth
      Examples: reset-mid-body at auth
        | fault          | stage | https_timeout | failmode | verdict | source                                 |
        | reset-mid-body | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:98 |
        | reset-mid-body | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:98 |

      @fault-truncated-body @stage-auth
      Examples: truncated-body at auth
        | fault          | stage | https_timeout | failmode | verdict | source                                 |
        | truncated-body | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:99 |
        | truncated-body | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:99 |

      @fault-http-500 @stage-auth
      Examples: http-500 at auth
        | fault    | stage | https_timeout | failmode | verdict | source                                  |
        | http-500 | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:101 |
        | http-500 | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:101 |

      @fault-http-502 @stage-auth
      Examples: http-502 at auth
        | fault    | stage | https_timeout | failmode | verdict | source                                  |
        | http-502 | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:102 |
        | http-502 | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:102 |

      @fault-http-503 @stage-auth
      Examples: http-503 at auth
        | fault    | stage | https_timeout | failmode | verdict | source                                  |
        | http-503 | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:103 |
        | http-503 | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:103 |

      @fault-http-429 @stage-auth
      Examples: http-429 at auth
        | fault    | stage | https_timeout | failmode | verdict | source                                  |
        | http-429 | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:104 |
        | http-429 | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:104 |

      @fault-http-401 @stage-auth
      Examples: http-401 at auth
        | fault    | stage | https_timeout | failmode | verdict | source                                  |
        | http-401 | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:105 |
        | http-401 | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:105 |

      @fault-http-403 @stage-auth
      Examples: http-403 at auth
        | fault    | stage | https_timeout | failmode | verdict | source                                  |
        | http-403 | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:106 |
        | http-403 | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:106 |

      @fault-not-json @stage-auth
      Examples: not-json at auth
        | fault    | stage | https_timeout | failmode | verdict | source                                  |
        | not-json | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:107 |
        | not-json | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:107 |

      @fault-malformed-response @stage-auth
      Examples: malformed-response at auth
        | fault              | stage | https_timeout | failmode | verdict | source                                  |
        | malformed-response | auth  | unset         | safe     | denied  | docs/duo/when-duo-is-unreachable.md:108 |
        | malformed-response | auth  | unset         | secure   | denied  | docs/duo/when-duo-is-unreachable.md:108 |

  Rule: A hung login is a verdict of its own

    # docs/duo/when-duo-is-unreachable.md:38
    # rule: docs/rules.md:84 A hung login is a verdict of its own
    # rule: docs/rules.md:92 A fault strikes from its stage on
    # rule: docs/rules.md:96 A row for any client timeout is run as shipped
    Scenario Outline: Duo Unix: no verdict before the deadline, from the first request on
      Given Duo Unix with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through Duo Unix with the right password
      Then the login is "<verdict>"

      @fault-no-answer @stage-ping
      Examples: no-answer at ping
        | fault     | stage | https_timeout | failmode | verdict | source                                 |
        | no-answer | ping  | unset         | safe     | hung    | docs/duo/when-duo-is-unreachable.md:51 |
        | no-answer | ping  | unset         | secure   | hung    | docs/duo/when-duo-is-unreachable.md:51 |

      @fault-trickle @stage-ping
      Examples: trickle at ping
        | fault   | stage | https_timeout | failmode | verdict | source                                 |
        | trickle | ping  | set           | safe     | hung    | docs/duo/when-duo-is-unreachable.md:56 |
        | trickle | ping  | set           | secure   | hung    | docs/duo/when-duo-is-unreachable.md:56 |
        | trickle | ping  | unset         | safe     | hung    | docs/duo/when-duo-is-unreachable.md:57 |
        | trickle | ping  | unset         | secure   | hung    | docs/duo/when-duo-is-unreachable.md:57 |

    # docs/duo/when-duo-is-unreachable.md:38
    # rule: docs/rules.md:84 A hung login is a verdict of its own
    # rule: docs/rules.md:92 A fault strikes from its stage on
    # rule: docs/rules.md:96 A row for any client timeout is run as shipped
    Scenario Outline: Duo Unix: no verdict before the deadline, after a first request went well
      Given Duo Unix with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through Duo Unix with the right password
      Then the login is "<verdict>"

      @fault-no-answer @stage-preauth
      Examples: no-answer at preauth
        | fault     | stage   | https_timeout | failmode | verdict | source                                 |
        | no-answer | preauth | unset         | safe     | hung    | docs/duo/when-duo-is-unreachable.md:74 |
        | no-answer | preauth | unset         | secure   | hung    | docs/duo/when-duo-is-unreachable.md:74 |

      @fault-trickle @stage-preauth
      Examples: trickle at preauth
        | fault   | stage   | https_timeout | failmode | verdict | source                                 |
        | trickle | preauth | set           | safe     | hung    | docs/duo/when-duo-is-unreachable.md:79 |
        | trickle | preauth | set           | secure   | hung    | docs/duo/when-duo-is-unreachable.md:79 |
        | trickle | preauth | unset         | safe     | hung    | docs/duo/when-duo-is-unreachable.md:80 |
        | trickle | preauth | unset         | secure   | hung    | docs/duo/when-duo-is-unreachable.md:80 |

      @fault-no-answer @stage-auth
      Examples: no-answer at auth
        | fault     | stage | https_timeout | failmode | verdict | source                                 |
        | no-answer | auth  | unset         | safe     | hung    | docs/duo/when-duo-is-unreachable.md:95 |
        | no-answer | auth  | unset         | secure   | hung    | docs/duo/when-duo-is-unreachable.md:95 |

      @fault-trickle @stage-auth
      Examples: trickle at auth
        | fault   | stage | https_timeout | failmode | verdict | source                                  |
        | trickle | auth  | unset         | safe     | hung    | docs/duo/when-duo-is-unreachable.md:100 |
        | trickle | auth  | unset         | secure   | hung    | docs/duo/when-duo-is-unreachable.md:100 |
