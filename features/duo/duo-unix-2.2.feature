# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/when-duo-is-unreachable.md:47
@duo-unix @duo-unix-2.2
Feature: Duo Unix 2.2 when Duo is unreachable
  Each row of the verdict table of Duo Unix 2.2, in each failmode.
  The user's password is right, and the user would approve a push.

  Rule: Duo is unreachable where the verdict table says that the failmode decides

    # docs/duo/when-duo-is-unreachable.md:47
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 2.2: the failmode decides, from the first request on
      Given Duo Unix "2.2" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"

      @fault-dns-failure @stage-ping @login_duo
      Examples: dns-failure at ping, login_duo
        | fault       | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | dns-failure | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | dns-failure | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @fault-dns-failure @stage-ping @pam_duo
      Examples: dns-failure at ping, pam_duo
        | fault       | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | dns-failure | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | dns-failure | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @fault-connection-refused @stage-ping @login_duo
      Examples: connection-refused at ping, login_duo
        | fault              | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | connection-refused | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:58 |
        | connection-refused | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:58 |

      @fault-connection-refused @stage-ping @pam_duo
      Examples: connection-refused at ping, pam_duo
        | fault              | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | connection-refused | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:58 |
        | connection-refused | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:58 |

      @fault-tls-untrusted @stage-ping @login_duo
      Examples: tls-untrusted at ping, login_duo
        | fault         | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | tls-untrusted | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:61 |
        | tls-untrusted | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:61 |

      @fault-tls-untrusted @stage-ping @pam_duo
      Examples: tls-untrusted at ping, pam_duo
        | fault         | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | tls-untrusted | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:61 |
        | tls-untrusted | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:61 |

      @fault-tls-wrong-host @stage-ping @login_duo
      Examples: tls-wrong-host at ping, login_duo
        | fault          | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | tls-wrong-host | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:62 |
        | tls-wrong-host | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:62 |

      @fault-tls-wrong-host @stage-ping @pam_duo
      Examples: tls-wrong-host at ping, pam_duo
        | fault          | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | tls-wrong-host | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:62 |
        | tls-wrong-host | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:62 |

      @fault-tls-alert @stage-ping @login_duo
      Examples: tls-alert at ping, login_duo
        | fault     | stage | https_timeout | program   | failmode | verdict     | evidence   | source                                 |
        | tls-alert | ping  | unset         | login_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:63 |
        | tls-alert | ping  | unset         | login_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:63 |

      @fault-tls-alert @stage-ping @pam_duo
      Examples: tls-alert at ping, pam_duo
        | fault     | stage | https_timeout | program | failmode | verdict     | evidence   | source                                 |
        | tls-alert | ping  | unset         | pam_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:63 |
        | tls-alert | ping  | unset         | pam_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:63 |

      @fault-tls-old-version @stage-ping @login_duo
      Examples: tls-old-version at ping, login_duo
        | fault           | stage | https_timeout | program   | failmode | verdict     | evidence   | source                                 |
        | tls-old-version | ping  | unset         | login_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:64 |
        | tls-old-version | ping  | unset         | login_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:64 |

      @fault-tls-old-version @stage-ping @pam_duo
      Examples: tls-old-version at ping, pam_duo
        | fault           | stage | https_timeout | program | failmode | verdict     | evidence   | source                                 |
        | tls-old-version | ping  | unset         | pam_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:64 |
        | tls-old-version | ping  | unset         | pam_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:64 |

      @fault-closed-early @stage-ping @login_duo
      Examples: closed-early at ping, login_duo
        | fault        | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | closed-early | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:67 |
        | closed-early | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:67 |

      @fault-closed-early @stage-ping @pam_duo
      Examples: closed-early at ping, pam_duo
        | fault        | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | closed-early | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:67 |
        | closed-early | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:67 |

      @fault-reset @stage-ping @login_duo
      Examples: reset at ping, login_duo
        | fault | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | reset | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:68 |
        | reset | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:68 |

      @fault-reset @stage-ping @pam_duo
      Examples: reset at ping, pam_duo
        | fault | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | reset | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:68 |
        | reset | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:68 |

      @fault-reset-mid-body @stage-ping @login_duo
      Examples: reset-mid-body at ping, login_duo
        | fault          | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | reset-mid-body | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:69 |
        | reset-mid-body | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:69 |

      @fault-reset-mid-body @stage-ping @pam_duo
      Examples: reset-mid-body at ping, pam_duo
        | fault          | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | reset-mid-body | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:69 |
        | reset-mid-body | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:69 |

      @fault-truncated-body @stage-ping @login_duo
      Examples: truncated-body at ping, login_duo
        | fault          | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | truncated-body | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:70 |
        | truncated-body | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:70 |

      @fault-truncated-body @stage-ping @pam_duo
      Examples: truncated-body at ping, pam_duo
        | fault          | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | truncated-body | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:70 |
        | truncated-body | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:70 |

      @fault-not-http @stage-ping @login_duo
      Examples: not-http at ping, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict     | evidence   | source                                 |
        | not-http | ping  | unset         | login_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:73 |
        | not-http | ping  | unset         | login_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:73 |

      @fault-not-http @stage-ping @pam_duo
      Examples: not-http at ping, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict     | evidence   | source                                 |
        | not-http | ping  | unset         | pam_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:73 |
        | not-http | ping  | unset         | pam_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:73 |

      @fault-http-500 @stage-ping @login_duo
      Examples: http-500 at ping, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | http-500 | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:74 |
        | http-500 | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:74 |

      @fault-http-500 @stage-ping @pam_duo
      Examples: http-500 at ping, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | http-500 | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:74 |
        | http-500 | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:74 |

      @fault-http-502 @stage-ping @login_duo
      Examples: http-502 at ping, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | http-502 | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:75 |
        | http-502 | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:75 |

      @fault-http-502 @stage-ping @pam_duo
      Examples: http-502 at ping, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | http-502 | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:75 |
        | http-502 | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:75 |

      @fault-http-503 @stage-ping @login_duo
      Examples: http-503 at ping, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | http-503 | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:76 |
        | http-503 | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:76 |

      @fault-http-503 @stage-ping @pam_duo
      Examples: http-503 at ping, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | http-503 | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:76 |
        | http-503 | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:76 |

      @fault-http-504 @stage-ping @login_duo
      Examples: http-504 at ping, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | http-504 | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:77 |
        | http-504 | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:77 |

      @fault-http-504 @stage-ping @pam_duo
      Examples: http-504 at ping, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | http-504 | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:77 |
        | http-504 | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:77 |

      @fault-http-401 @stage-ping @login_duo
      Examples: http-401 at ping, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | http-401 | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:79 |
        | http-401 | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:79 |

      @fault-http-401 @stage-ping @pam_duo
      Examples: http-401 at ping, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | http-401 | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:79 |
        | http-401 | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:79 |

      @fault-not-json @stage-ping @login_duo
      Examples: not-json at ping, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | not-json | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:82 |
        | not-json | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:82 |

      @fault-not-json @stage-ping @pam_duo
      Examples: not-json at ping, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | not-json | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:82 |
        | not-json | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:82 |

      @fault-malformed-response @stage-ping @login_duo
      Examples: malformed-response at ping, login_duo
        | fault              | stage | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | malformed-response | ping  | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:83 |
        | malformed-response | ping  | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:83 |

      @fault-malformed-response @stage-ping @pam_duo
      Examples: malformed-response at ping, pam_duo
        | fault              | stage | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | malformed-response | ping  | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:83 |
        | malformed-response | ping  | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:83 |

    # docs/duo/when-duo-is-unreachable.md:47
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:183 A login has the time that its row says it takes
    Scenario Outline: Duo Unix 2.2: the failmode decides, from the first request on, after a while
      Given Duo Unix "2.2" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>, which takes about <takes> seconds
      Then the login is "<verdict>"
      And it took about <takes> seconds

      @fault-no-route @stage-ping @login_duo @slow
      Examples: no-route at ping, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict     | takes | evidence | source                                 |
        | no-route | ping  | unset         | login_duo | safe     | failed-open | 7     | measured | docs/duo/when-duo-is-unreachable.md:54 |
        | no-route | ping  | unset         | login_duo | secure   | denied      | 7     | measured | docs/duo/when-duo-is-unreachable.md:54 |

      @fault-no-route @stage-ping @pam_duo @slow
      Examples: no-route at ping, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict     | takes | evidence | source                                 |
        | no-route | ping  | unset         | pam_duo | safe     | failed-open | 7     | measured | docs/duo/when-duo-is-unreachable.md:54 |
        | no-route | ping  | unset         | pam_duo | secure   | denied      | 7     | measured | docs/duo/when-duo-is-unreachable.md:54 |

      @fault-connect-timeout @stage-ping @login_duo @slow
      Examples: connect-timeout at ping, login_duo
        | fault           | stage | https_timeout | program   | failmode | verdict     | takes | evidence | source                                 |
        | connect-timeout | ping  | unset         | login_duo | safe     | failed-open | 37    | measured | docs/duo/when-duo-is-unreachable.md:59 |
        | connect-timeout | ping  | unset         | login_duo | secure   | denied      | 37    | measured | docs/duo/when-duo-is-unreachable.md:59 |

      @fault-connect-timeout @stage-ping @pam_duo @slow
      Examples: connect-timeout at ping, pam_duo
        | fault           | stage | https_timeout | program | failmode | verdict     | takes | evidence | source                                 |
        | connect-timeout | ping  | unset         | pam_duo | safe     | failed-open | 37    | measured | docs/duo/when-duo-is-unreachable.md:59 |
        | connect-timeout | ping  | unset         | pam_duo | secure   | denied      | 37    | measured | docs/duo/when-duo-is-unreachable.md:59 |

      @fault-tls-silent @stage-ping @login_duo @slow
      Examples: tls-silent at ping, login_duo
        | fault      | stage | https_timeout | program   | failmode | verdict     | takes | evidence | source                                 |
        | tls-silent | ping  | unset         | login_duo | safe     | failed-open | 22    | measured | docs/duo/when-duo-is-unreachable.md:60 |
        | tls-silent | ping  | unset         | login_duo | secure   | denied      | 22    | measured | docs/duo/when-duo-is-unreachable.md:60 |

      @fault-tls-silent @stage-ping @pam_duo @slow
      Examples: tls-silent at ping, pam_duo
        | fault      | stage | https_timeout | program | failmode | verdict     | takes | evidence | source                                 |
        | tls-silent | ping  | unset         | pam_duo | safe     | failed-open | 22    | measured | docs/duo/when-duo-is-unreachable.md:60 |
        | tls-silent | ping  | unset         | pam_duo | secure   | denied      | 22    | measured | docs/duo/when-duo-is-unreachable.md:60 |

      @fault-no-answer @stage-ping @login_duo
      Examples: no-answer at ping, login_duo
        | fault     | stage | https_timeout | program   | failmode | verdict     | takes | evidence | source                                 |
        | no-answer | ping  | set           | login_duo | safe     | failed-open | 3     | measured | docs/duo/when-duo-is-unreachable.md:65 |
        | no-answer | ping  | set           | login_duo | secure   | denied      | 3     | measured | docs/duo/when-duo-is-unreachable.md:65 |

      @fault-no-answer @stage-ping @pam_duo
      Examples: no-answer at ping, pam_duo
        | fault     | stage | https_timeout | program | failmode | verdict     | takes | evidence | source                                 |
        | no-answer | ping  | set           | pam_duo | safe     | failed-open | 3     | measured | docs/duo/when-duo-is-unreachable.md:65 |
        | no-answer | ping  | set           | pam_duo | secure   | denied      | 3     | measured | docs/duo/when-duo-is-unreachable.md:65 |

    # docs/duo/when-duo-is-unreachable.md:47
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:183 A login has the time that its row says it takes
    Scenario Outline: Duo Unix 2.2: the failmode decides, after a first request went well, after a while
      Given Duo Unix "2.2" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>, which takes about <takes> seconds
      Then the login is "<verdict>"
      And it took about <takes> seconds
      And Duo was asked for "ping"

      @fault-connection-refused @stage-preauth @login_duo @slow
      Examples: connection-refused at preauth, login_duo
        | fault              | stage   | https_timeout | program   | failmode | verdict     | takes | evidence | source                                 |
        | connection-refused | preauth | unset         | login_duo | safe     | failed-open | 6     | measured | docs/duo/when-duo-is-unreachable.md:86 |
        | connection-refused | preauth | unset         | login_duo | secure   | denied      | 6     | measured | docs/duo/when-duo-is-unreachable.md:86 |

      @fault-connection-refused @stage-preauth @pam_duo @slow
      Examples: connection-refused at preauth, pam_duo
        | fault              | stage   | https_timeout | program | failmode | verdict     | takes | evidence | source                                 |
        | connection-refused | preauth | unset         | pam_duo | safe     | failed-open | 6     | measured | docs/duo/when-duo-is-unreachable.md:86 |
        | connection-refused | preauth | unset         | pam_duo | secure   | denied      | 6     | measured | docs/duo/when-duo-is-unreachable.md:86 |

      @fault-connect-timeout @stage-preauth @login_duo @slow
      Examples: connect-timeout at preauth, login_duo
        | fault           | stage   | https_timeout | program   | failmode | verdict     | takes | evidence | source                                 |
        | connect-timeout | preauth | set           | login_duo | safe     | failed-open | 27    | measured | docs/duo/when-duo-is-unreachable.md:87 |
        | connect-timeout | preauth | set           | login_duo | secure   | denied      | 27    | measured | docs/duo/when-duo-is-unreachable.md:87 |

      @fault-connect-timeout @stage-preauth @pam_duo @slow
      Examples: connect-timeout at preauth, pam_duo
        | fault           | stage   | https_timeout | program | failmode | verdict     | takes | evidence | source                                 |
        | connect-timeout | preauth | set           | pam_duo | safe     | failed-open | 27    | measured | docs/duo/when-duo-is-unreachable.md:87 |
        | connect-timeout | preauth | set           | pam_duo | secure   | denied      | 27    | measured | docs/duo/when-duo-is-unreachable.md:87 |

      @fault-tls-silent @stage-preauth @login_duo @slow
      Examples: tls-silent at preauth, login_duo
        | fault      | stage   | https_timeout | program   | failmode | verdict     | takes | evidence | source                                 |
        | tls-silent | preauth | set           | login_duo | safe     | failed-open | 17    | measured | docs/duo/when-duo-is-unreachable.md:89 |
        | tls-silent | preauth | set           | login_duo | secure   | denied      | 17    | measured | docs/duo/when-duo-is-unreachable.md:89 |

      @fault-tls-silent @stage-preauth @pam_duo @slow
      Examples: tls-silent at preauth, pam_duo
        | fault      | stage   | https_timeout | program | failmode | verdict     | takes | evidence | source                                 |
        | tls-silent | preauth | set           | pam_duo | safe     | failed-open | 17    | measured | docs/duo/when-duo-is-unreachable.md:89 |
        | tls-silent | preauth | set           | pam_duo | secure   | denied      | 17    | measured | docs/duo/when-duo-is-unreachable.md:89 |

      @fault-no-answer @stage-preauth @login_duo
      Examples: no-answer at preauth, login_duo
        | fault     | stage   | https_timeout | program   | failmode | verdict     | takes | evidence | source                                 |
        | no-answer | preauth | set           | login_duo | safe     | failed-open | 3     | measured | docs/duo/when-duo-is-unreachable.md:95 |
        | no-answer | preauth | set           | login_duo | secure   | denied      | 3     | measured | docs/duo/when-duo-is-unreachable.md:95 |

      @fault-no-answer @stage-preauth @pam_duo
      Examples: no-answer at preauth, pam_duo
        | fault     | stage   | https_timeout | program | failmode | verdict     | takes | evidence | source                                 |
        | no-answer | preauth | set           | pam_duo | safe     | failed-open | 3     | measured | docs/duo/when-duo-is-unreachable.md:95 |
        | no-answer | preauth | set           | pam_duo | secure   | denied      | 3     | measured | docs/duo/when-duo-is-unreachable.md:95 |

    # docs/duo/when-duo-is-unreachable.md:47
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 2.2: the failmode decides, after a first request went well
      Given Duo Unix "2.2" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "ping"

      @fault-tls-untrusted @stage-preauth @login_duo
      Examples: tls-untrusted at preauth, login_duo
        | fault         | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | tls-untrusted | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:91 |
        | tls-untrusted | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:91 |

      @fault-tls-untrusted @stage-preauth @pam_duo
      Examples: tls-untrusted at preauth, pam_duo
        | fault         | stage   | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | tls-untrusted | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:91 |
        | tls-untrusted | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:91 |

      @fault-tls-wrong-host @stage-preauth @login_duo
      Examples: tls-wrong-host at preauth, login_duo
        | fault          | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | tls-wrong-host | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:92 |
        | tls-wrong-host | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:92 |

      @fault-tls-wrong-host @stage-preauth @pam_duo
      Examples: tls-wrong-host at preauth, pam_duo
        | fault          | stage   | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | tls-wrong-host | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:92 |
        | tls-wrong-host | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:92 |

      @fault-tls-alert @stage-preauth @login_duo
      Examples: tls-alert at preauth, login_duo
        | fault     | stage   | https_timeout | program   | failmode | verdict     | evidence   | source                                 |
        | tls-alert | preauth | unset         | login_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:93 |
        | tls-alert | preauth | unset         | login_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:93 |

      @fault-tls-alert @stage-preauth @pam_duo
      Examples: tls-alert at preauth, pam_duo
        | fault     | stage   | https_timeout | program | failmode | verdict     | evidence   | source                                 |
        | tls-alert | preauth | unset         | pam_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:93 |
        | tls-alert | preauth | unset         | pam_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:93 |

      @fault-tls-old-version @stage-preauth @login_duo
      Examples: tls-old-version at preauth, login_duo
        | fault           | stage   | https_timeout | program   | failmode | verdict     | evidence   | source                                 |
        | tls-old-version | preauth | unset         | login_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:94 |
        | tls-old-version | preauth | unset         | login_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:94 |

      @fault-tls-old-version @stage-preauth @pam_duo
      Examples: tls-old-version at preauth, pam_duo
        | fault           | stage   | https_timeout | program | failmode | verdict     | evidence   | source                                 |
        | tls-old-version | preauth | unset         | pam_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:94 |
        | tls-old-version | preauth | unset         | pam_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:94 |

      @fault-closed-early @stage-preauth @login_duo
      Examples: closed-early at preauth, login_duo
        | fault        | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | closed-early | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:97 |
        | closed-early | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:97 |

      @fault-closed-early @stage-preauth @pam_duo
      Examples: closed-early at preauth, pam_duo
        | fault        | stage   | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | closed-early | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:97 |
        | closed-early | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:97 |

      @fault-reset @stage-preauth @login_duo
      Examples: reset at preauth, login_duo
        | fault | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | reset | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:98 |
        | reset | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:98 |

      @fault-reset @stage-preauth @pam_duo
      Examples: reset at preauth, pam_duo
        | fault | stage   | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | reset | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:98 |
        | reset | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:98 |

      @fault-reset-mid-body @stage-preauth @login_duo
      Examples: reset-mid-body at preauth, login_duo
        | fault          | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                 |
        | reset-mid-body | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:99 |
        | reset-mid-body | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:99 |

      @fault-reset-mid-body @stage-preauth @pam_duo
      Examples: reset-mid-body at preauth, pam_duo
        | fault          | stage   | https_timeout | program | failmode | verdict     | evidence | source                                 |
        | reset-mid-body | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:99 |
        | reset-mid-body | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:99 |

      @fault-truncated-body @stage-preauth @login_duo
      Examples: truncated-body at preauth, login_duo
        | fault          | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | truncated-body | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:100 |
        | truncated-body | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:100 |

      @fault-truncated-body @stage-preauth @pam_duo
      Examples: truncated-body at preauth, pam_duo
        | fault          | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | truncated-body | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:100 |
        | truncated-body | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:100 |

      @fault-not-http @stage-preauth @login_duo
      Examples: not-http at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence   | source                                  |
        | not-http | preauth | unset         | login_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:103 |
        | not-http | preauth | unset         | login_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:103 |

      @fault-not-http @stage-preauth @pam_duo
      Examples: not-http at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence   | source                                  |
        | not-http | preauth | unset         | pam_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:103 |
        | not-http | preauth | unset         | pam_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:103 |

      @fault-http-500 @stage-preauth @login_duo
      Examples: http-500 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | http-500 | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:104 |
        | http-500 | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:104 |

      @fault-http-500 @stage-preauth @pam_duo
      Examples: http-500 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | http-500 | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:104 |
        | http-500 | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:104 |

      @fault-http-502 @stage-preauth @login_duo
      Examples: http-502 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | http-502 | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:105 |
        | http-502 | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:105 |

      @fault-http-502 @stage-preauth @pam_duo
      Examples: http-502 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | http-502 | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:105 |
        | http-502 | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:105 |

      @fault-http-503 @stage-preauth @login_duo
      Examples: http-503 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | http-503 | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:106 |
        | http-503 | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:106 |

      @fault-http-503 @stage-preauth @pam_duo
      Examples: http-503 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | http-503 | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:106 |
        | http-503 | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:106 |

      @fault-http-504 @stage-preauth @login_duo
      Examples: http-504 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence   | source                                  |
        | http-504 | preauth | unset         | login_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:107 |
        | http-504 | preauth | unset         | login_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:107 |

      @fault-http-504 @stage-preauth @pam_duo
      Examples: http-504 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence   | source                                  |
        | http-504 | preauth | unset         | pam_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:107 |
        | http-504 | preauth | unset         | pam_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:107 |

      @fault-http-401 @stage-preauth @login_duo
      Examples: http-401 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | http-401 | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:109 |
        | http-401 | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:109 |

      @fault-http-401 @stage-preauth @pam_duo
      Examples: http-401 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | http-401 | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:109 |
        | http-401 | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:109 |

      @fault-not-json @stage-preauth @login_duo
      Examples: not-json at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | not-json | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:112 |
        | not-json | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:112 |

      @fault-not-json @stage-preauth @pam_duo
      Examples: not-json at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | not-json | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:112 |
        | not-json | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:112 |

      @fault-malformed-response @stage-preauth @login_duo
      Examples: malformed-response at preauth, login_duo
        | fault              | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | malformed-response | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:113 |
        | malformed-response | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:113 |

      @fault-malformed-response @stage-preauth @pam_duo
      Examples: malformed-response at preauth, pam_duo
        | fault              | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | malformed-response | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:113 |
        | malformed-response | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:113 |

  Rule: Any other outcome holds whatever the failmode

    # docs/duo/when-duo-is-unreachable.md:47
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 2.2: the failmode does not matter, from the first request on
      Given Duo Unix "2.2" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"

      @fault-first-address-untrusted @stage-ping @login_duo
      Examples: first-address-untrusted at ping, login_duo
        | fault                   | stage | https_timeout | program   | failmode | verdict | evidence | source                                 |
        | first-address-untrusted | ping  | unset         | login_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:57 |
        | first-address-untrusted | ping  | unset         | login_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:57 |

      @fault-first-address-untrusted @stage-ping @pam_duo
      Examples: first-address-untrusted at ping, pam_duo
        | fault                   | stage | https_timeout | program | failmode | verdict | evidence | source                                 |
        | first-address-untrusted | ping  | unset         | pam_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:57 |
        | first-address-untrusted | ping  | unset         | pam_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:57 |

      @fault-http-403 @stage-ping @login_duo
      Examples: http-403 at ping, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                 |
        | http-403 | ping  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:80 |
        | http-403 | ping  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:80 |

      @fault-http-403 @stage-ping @pam_duo
      Examples: http-403 at ping, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                 |
        | http-403 | ping  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:80 |
        | http-403 | ping  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:80 |

      @fault-redirect @stage-ping @login_duo
      Examples: redirect at ping, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                 |
        | redirect | ping  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:81 |
        | redirect | ping  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:81 |

      @fault-redirect @stage-ping @pam_duo
      Examples: redirect at ping, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                 |
        | redirect | ping  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:81 |
        | redirect | ping  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:81 |

    # docs/duo/when-duo-is-unreachable.md:47
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:183 A login has the time that its row says it takes
    Scenario Outline: Duo Unix 2.2: the failmode does not matter, from the first request on, after a while
      Given Duo Unix "2.2" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>, which takes about <takes> seconds
      Then the login is "<verdict>"
      And it took about <takes> seconds

      @fault-trickle @stage-ping @login_duo @slow
      Examples: trickle at ping, login_duo
        | fault   | stage | https_timeout | program   | failmode | verdict | takes | evidence | source                                 |
        | trickle | ping  | unset         | login_duo | safe     | allowed | 115   | measured | docs/duo/when-duo-is-unreachable.md:71 |
        | trickle | ping  | unset         | login_duo | secure   | allowed | 115   | measured | docs/duo/when-duo-is-unreachable.md:71 |

      @fault-http-429 @stage-ping @login_duo @slow
      Examples: http-429 at ping, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | takes | evidence | source                                 |
        | http-429 | ping  | unset         | login_duo | safe     | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:78 |
        | http-429 | ping  | unset         | login_duo | secure   | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:78 |

      @fault-http-429 @stage-ping @pam_duo @slow
      Examples: http-429 at ping, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | takes | evidence | source                                 |
        | http-429 | ping  | unset         | pam_duo | safe     | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:78 |
        | http-429 | ping  | unset         | pam_duo | secure   | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:78 |

    # docs/duo/when-duo-is-unreachable.md:47
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 2.2: the failmode does not matter, throughout the login
      Given Duo Unix "2.2" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"

      @fault-clock-skew @stage-ping @login_duo
      Examples: clock-skew at ping, login_duo
        | fault      | stage | https_timeout | program   | failmode | verdict | evidence | source                                 |
        | clock-skew | ping  | unset         | login_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:84 |
        | clock-skew | ping  | unset         | login_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:84 |

      @fault-clock-skew @stage-ping @pam_duo
      Examples: clock-skew at ping, pam_duo
        | fault      | stage | https_timeout | program | failmode | verdict | evidence | source                                 |
        | clock-skew | ping  | unset         | pam_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:84 |
        | clock-skew | ping  | unset         | pam_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:84 |

    # docs/duo/when-duo-is-unreachable.md:47
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 2.2: the failmode does not matter, after a first request went well
      Given Duo Unix "2.2" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "ping"

      @fault-dns-failure @stage-preauth @login_duo
      Examples: dns-failure at preauth, login_duo
        | fault       | stage   | https_timeout | program   | failmode | verdict | evidence | source                                 |
        | dns-failure | preauth | unset         | login_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:85 |
        | dns-failure | preauth | unset         | login_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:85 |

      @fault-dns-failure @stage-preauth @pam_duo
      Examples: dns-failure at preauth, pam_duo
        | fault       | stage   | https_timeout | program | failmode | verdict | evidence | source                                 |
        | dns-failure | preauth | unset         | pam_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:85 |
        | dns-failure | preauth | unset         | pam_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:85 |

      @fault-http-403 @stage-preauth @login_duo
      Examples: http-403 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-403 | preauth | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:110 |
        | http-403 | preauth | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:110 |

      @fault-http-403 @stage-preauth @pam_duo
      Examples: http-403 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-403 | preauth | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:110 |
        | http-403 | preauth | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:110 |

      @fault-redirect @stage-preauth @login_duo
      Examples: redirect at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | redirect | preauth | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:111 |
        | redirect | preauth | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:111 |

      @fault-redirect @stage-preauth @pam_duo
      Examples: redirect at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict | evidence | source                                  |
        | redirect | preauth | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:111 |
        | redirect | preauth | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:111 |

      @fault-dns-failure @stage-auth @login_duo
      Examples: dns-failure at auth, login_duo
        | fault       | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | dns-failure | auth  | unset         | login_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:114 |
        | dns-failure | auth  | unset         | login_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:114 |

      @fault-dns-failure @stage-auth @pam_duo
      Examples: dns-failure at auth, pam_duo
        | fault       | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | dns-failure | auth  | unset         | pam_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:114 |
        | dns-failure | auth  | unset         | pam_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:114 |

      @fault-tls-untrusted @stage-auth @login_duo
      Examples: tls-untrusted at auth, login_duo
        | fault         | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | tls-untrusted | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:122 |
        | tls-untrusted | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:122 |

      @fault-tls-untrusted @stage-auth @pam_duo
      Examples: tls-untrusted at auth, pam_duo
        | fault         | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | tls-untrusted | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:122 |
        | tls-untrusted | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:122 |

      @fault-tls-wrong-host @stage-auth @login_duo
      Examples: tls-wrong-host at auth, login_duo
        | fault          | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | tls-wrong-host | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:123 |
        | tls-wrong-host | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:123 |

      @fault-tls-wrong-host @stage-auth @pam_duo
      Examples: tls-wrong-host at auth, pam_duo
        | fault          | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | tls-wrong-host | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:123 |
        | tls-wrong-host | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:123 |

      @fault-tls-alert @stage-auth @login_duo
      Examples: tls-alert at auth, login_duo
        | fault     | stage | https_timeout | program   | failmode | verdict | evidence   | source                                  |
        | tls-alert | auth  | unset         | login_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:124 |
        | tls-alert | auth  | unset         | login_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:124 |

      @fault-tls-alert @stage-auth @pam_duo
      Examples: tls-alert at auth, pam_duo
        | fault     | stage | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | tls-alert | auth  | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:124 |
        | tls-alert | auth  | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:124 |

      @fault-tls-old-version @stage-auth @login_duo
      Examples: tls-old-version at auth, login_duo
        | fault           | stage | https_timeout | program   | failmode | verdict | evidence   | source                                  |
        | tls-old-version | auth  | unset         | login_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:125 |
        | tls-old-version | auth  | unset         | login_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:125 |

      @fault-tls-old-version @stage-auth @pam_duo
      Examples: tls-old-version at auth, pam_duo
        | fault           | stage | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | tls-old-version | auth  | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:125 |
        | tls-old-version | auth  | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:125 |

      @fault-closed-early @stage-auth @login_duo
      Examples: closed-early at auth, login_duo
        | fault        | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | closed-early | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:129 |
        | closed-early | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:129 |

      @fault-closed-early @stage-auth @pam_duo
      Examples: closed-early at auth, pam_duo
        | fault        | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | closed-early | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:129 |
        | closed-early | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:129 |

      @fault-reset @stage-auth @login_duo
      Examples: reset at auth, login_duo
        | fault | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | reset | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:130 |
        | reset | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:130 |

      @fault-reset @stage-auth @pam_duo
      Examples: reset at auth, pam_duo
        | fault | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | reset | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:130 |
        | reset | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:130 |

      @fault-reset-mid-body @stage-auth @login_duo
      Examples: reset-mid-body at auth, login_duo
        | fault          | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | reset-mid-body | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:131 |
        | reset-mid-body | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:131 |

      @fault-reset-mid-body @stage-auth @pam_duo
      Examples: reset-mid-body at auth, pam_duo
        | fault          | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | reset-mid-body | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:131 |
        | reset-mid-body | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:131 |

      @fault-truncated-body @stage-auth @login_duo
      Examples: truncated-body at auth, login_duo
        | fault          | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | truncated-body | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:132 |
        | truncated-body | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:132 |

      @fault-truncated-body @stage-auth @pam_duo
      Examples: truncated-body at auth, pam_duo
        | fault          | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | truncated-body | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:132 |
        | truncated-body | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:132 |

      @fault-not-http @stage-auth @login_duo
      Examples: not-http at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence   | source                                  |
        | not-http | auth  | unset         | login_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:135 |
        | not-http | auth  | unset         | login_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:135 |

      @fault-not-http @stage-auth @pam_duo
      Examples: not-http at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | not-http | auth  | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:135 |
        | not-http | auth  | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:135 |

      @fault-http-500 @stage-auth @login_duo
      Examples: http-500 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-500 | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:136 |
        | http-500 | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:136 |

      @fault-http-500 @stage-auth @pam_duo
      Examples: http-500 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-500 | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:136 |
        | http-500 | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:136 |

      @fault-http-502 @stage-auth @login_duo
      Examples: http-502 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-502 | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:137 |
        | http-502 | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:137 |

      @fault-http-502 @stage-auth @pam_duo
      Examples: http-502 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-502 | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:137 |
        | http-502 | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:137 |

      @fault-http-503 @stage-auth @login_duo
      Examples: http-503 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-503 | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:138 |
        | http-503 | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:138 |

      @fault-http-503 @stage-auth @pam_duo
      Examples: http-503 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-503 | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:138 |
        | http-503 | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:138 |

      @fault-http-504 @stage-auth @login_duo
      Examples: http-504 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence   | source                                  |
        | http-504 | auth  | unset         | login_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:139 |
        | http-504 | auth  | unset         | login_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:139 |

      @fault-http-504 @stage-auth @pam_duo
      Examples: http-504 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | http-504 | auth  | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:139 |
        | http-504 | auth  | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:139 |

      @fault-http-401 @stage-auth @login_duo
      Examples: http-401 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-401 | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:141 |
        | http-401 | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:141 |

      @fault-http-401 @stage-auth @pam_duo
      Examples: http-401 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-401 | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:141 |
        | http-401 | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:141 |

      @fault-http-403 @stage-auth @login_duo
      Examples: http-403 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-403 | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:142 |
        | http-403 | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:142 |

      @fault-http-403 @stage-auth @pam_duo
      Examples: http-403 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-403 | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:142 |
        | http-403 | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:142 |

      @fault-redirect @stage-auth @login_duo
      Examples: redirect at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence   | source                                  |
        | redirect | auth  | unset         | login_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:143 |
        | redirect | auth  | unset         | login_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:143 |

      @fault-redirect @stage-auth @pam_duo
      Examples: redirect at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | redirect | auth  | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:143 |
        | redirect | auth  | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:143 |

      @fault-not-json @stage-auth @login_duo
      Examples: not-json at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | not-json | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:144 |
        | not-json | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:144 |

      @fault-not-json @stage-auth @pam_duo
      Examples: not-json at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | not-json | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:144 |
        | not-json | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:144 |

      @fault-malformed-response @stage-auth @login_duo
      Examples: malformed-response at auth, login_duo
        | fault              | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | malformed-response | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:145 |
        | malformed-response | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:145 |

      @fault-malformed-response @stage-auth @pam_duo
      Examples: malformed-response at auth, pam_duo
        | fault              | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | malformed-response | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:145 |
        | malformed-response | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:145 |

      @fault-dns-failure @stage-auth-status @pam_duo
      Examples: dns-failure at auth-status, pam_duo
        | fault       | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | dns-failure | auth-status | unset         | pam_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:146 |
        | dns-failure | auth-status | unset         | pam_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:146 |

      @fault-tls-untrusted @stage-auth-status @pam_duo
      Examples: tls-untrusted at auth-status, pam_duo
        | fault         | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | tls-untrusted | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:150 |
        | tls-untrusted | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:150 |

      @fault-tls-wrong-host @stage-auth-status @pam_duo
      Examples: tls-wrong-host at auth-status, pam_duo
        | fault          | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | tls-wrong-host | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:151 |
        | tls-wrong-host | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:151 |

      @fault-tls-alert @stage-auth-status @pam_duo
      Examples: tls-alert at auth-status, pam_duo
        | fault     | stage       | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | tls-alert | auth-status | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:152 |
        | tls-alert | auth-status | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:152 |

      @fault-tls-old-version @stage-auth-status @pam_duo
      Examples: tls-old-version at auth-status, pam_duo
        | fault           | stage       | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | tls-old-version | auth-status | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:153 |
        | tls-old-version | auth-status | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:153 |

      @fault-closed-early @stage-auth-status @pam_duo
      Examples: closed-early at auth-status, pam_duo
        | fault        | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | closed-early | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:155 |
        | closed-early | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:155 |

      @fault-reset @stage-auth-status @pam_duo
      Examples: reset at auth-status, pam_duo
        | fault | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | reset | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:156 |
        | reset | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:156 |

      @fault-reset-mid-body @stage-auth-status @pam_duo
      Examples: reset-mid-body at auth-status, pam_duo
        | fault          | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | reset-mid-body | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:157 |
        | reset-mid-body | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:157 |

      @fault-truncated-body @stage-auth-status @pam_duo
      Examples: truncated-body at auth-status, pam_duo
        | fault          | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | truncated-body | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:158 |
        | truncated-body | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:158 |

      @fault-not-http @stage-auth-status @pam_duo
      Examples: not-http at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | not-http | auth-status | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:160 |
        | not-http | auth-status | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:160 |

      @fault-http-500 @stage-auth-status @pam_duo
      Examples: http-500 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-500 | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:161 |
        | http-500 | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:161 |

      @fault-http-502 @stage-auth-status @pam_duo
      Examples: http-502 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-502 | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:162 |
        | http-502 | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:162 |

      @fault-http-503 @stage-auth-status @pam_duo
      Examples: http-503 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-503 | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:163 |
        | http-503 | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:163 |

      @fault-http-504 @stage-auth-status @pam_duo
      Examples: http-504 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | http-504 | auth-status | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:164 |
        | http-504 | auth-status | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:164 |

      @fault-http-401 @stage-auth-status @pam_duo
      Examples: http-401 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-401 | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:166 |
        | http-401 | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:166 |

      @fault-http-403 @stage-auth-status @pam_duo
      Examples: http-403 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-403 | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:167 |
        | http-403 | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:167 |

      @fault-redirect @stage-auth-status @pam_duo
      Examples: redirect at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | redirect | auth-status | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:168 |
        | redirect | auth-status | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:168 |

      @fault-not-json @stage-auth-status @pam_duo
      Examples: not-json at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | not-json | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:169 |
        | not-json | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:169 |

      @fault-malformed-response @stage-auth-status @pam_duo
      Examples: malformed-response at auth-status, pam_duo
        | fault              | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | malformed-response | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:170 |
        | malformed-response | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:170 |

    # docs/duo/when-duo-is-unreachable.md:47
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:183 A login has the time that its row says it takes
    Scenario Outline: Duo Unix 2.2: the failmode does not matter, after a first request went well, after a while
      Given Duo Unix "2.2" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>, which takes about <takes> seconds
      Then the login is "<verdict>"
      And it took about <takes> seconds
      And Duo was asked for "ping"

      @fault-trickle @stage-preauth @login_duo @slow
      Examples: trickle at preauth, login_duo
        | fault   | stage   | https_timeout | program   | failmode | verdict | takes | evidence | source                                  |
        | trickle | preauth | unset         | login_duo | safe     | allowed | 98    | measured | docs/duo/when-duo-is-unreachable.md:101 |
        | trickle | preauth | unset         | login_duo | secure   | allowed | 98    | measured | docs/duo/when-duo-is-unreachable.md:101 |

      @fault-trickle @stage-preauth @pam_duo @slow
      Examples: trickle at preauth, pam_duo
        | fault   | stage   | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | trickle | preauth | unset         | pam_duo | safe     | allowed | 137   | measured | docs/duo/when-duo-is-unreachable.md:102 |
        | trickle | preauth | unset         | pam_duo | secure   | allowed | 137   | measured | docs/duo/when-duo-is-unreachable.md:102 |

      @fault-http-429 @stage-preauth @login_duo @slow
      Examples: http-429 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict | takes | evidence | source                                  |
        | http-429 | preauth | unset         | login_duo | safe     | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:108 |
        | http-429 | preauth | unset         | login_duo | secure   | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:108 |

      @fault-http-429 @stage-preauth @pam_duo @slow
      Examples: http-429 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | http-429 | preauth | unset         | pam_duo | safe     | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:108 |
        | http-429 | preauth | unset         | pam_duo | secure   | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:108 |

      @fault-connection-refused @stage-auth @login_duo @slow
      Examples: connection-refused at auth, login_duo
        | fault              | stage | https_timeout | program   | failmode | verdict | takes | evidence | source                                  |
        | connection-refused | auth  | unset         | login_duo | safe     | denied  | 6     | measured | docs/duo/when-duo-is-unreachable.md:115 |
        | connection-refused | auth  | unset         | login_duo | secure   | denied  | 6     | measured | docs/duo/when-duo-is-unreachable.md:115 |

      @fault-connection-refused @stage-auth @pam_duo @slow
      Examples: connection-refused at auth, pam_duo
        | fault              | stage | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | connection-refused | auth  | unset         | pam_duo | safe     | denied  | 6     | measured | docs/duo/when-duo-is-unreachable.md:115 |
        | connection-refused | auth  | unset         | pam_duo | secure   | denied  | 6     | measured | docs/duo/when-duo-is-unreachable.md:115 |

      @fault-connect-timeout @stage-auth @pam_duo @slow
      Examples: connect-timeout at auth, pam_duo
        | fault           | stage | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | connect-timeout | auth  | set           | pam_duo | safe     | denied  | 27    | measured | docs/duo/when-duo-is-unreachable.md:117 |
        | connect-timeout | auth  | set           | pam_duo | secure   | denied  | 27    | measured | docs/duo/when-duo-is-unreachable.md:117 |

      @fault-tls-silent @stage-auth @pam_duo @slow
      Examples: tls-silent at auth, pam_duo
        | fault      | stage | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | tls-silent | auth  | set           | pam_duo | safe     | denied  | 17    | measured | docs/duo/when-duo-is-unreachable.md:120 |
        | tls-silent | auth  | set           | pam_duo | secure   | denied  | 17    | measured | docs/duo/when-duo-is-unreachable.md:120 |

      @fault-no-answer @stage-auth @pam_duo
      Examples: no-answer at auth, pam_duo
        | fault     | stage | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | no-answer | auth  | set           | pam_duo | safe     | denied  | 3     | measured | docs/duo/when-duo-is-unreachable.md:127 |
        | no-answer | auth  | set           | pam_duo | secure   | denied  | 3     | measured | docs/duo/when-duo-is-unreachable.md:127 |

      @fault-trickle @stage-auth @login_duo @slow
      Examples: trickle at auth, login_duo
        | fault   | stage | https_timeout | program   | failmode | verdict | takes | evidence | source                                  |
        | trickle | auth  | unset         | login_duo | safe     | allowed | 22    | measured | docs/duo/when-duo-is-unreachable.md:133 |
        | trickle | auth  | unset         | login_duo | secure   | allowed | 22    | measured | docs/duo/when-duo-is-unreachable.md:133 |

      @fault-trickle @stage-auth @pam_duo @slow
      Examples: trickle at auth, pam_duo
        | fault   | stage | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | trickle | auth  | unset         | pam_duo | safe     | allowed | 64    | measured | docs/duo/when-duo-is-unreachable.md:134 |
        | trickle | auth  | unset         | pam_duo | secure   | allowed | 64    | measured | docs/duo/when-duo-is-unreachable.md:134 |

      @fault-http-429 @stage-auth @login_duo @slow
      Examples: http-429 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | takes | evidence | source                                  |
        | http-429 | auth  | unset         | login_duo | safe     | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:140 |
        | http-429 | auth  | unset         | login_duo | secure   | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:140 |

      @fault-http-429 @stage-auth @pam_duo @slow
      Examples: http-429 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | http-429 | auth  | unset         | pam_duo | safe     | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:140 |
        | http-429 | auth  | unset         | pam_duo | secure   | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:140 |

      @fault-connection-refused @stage-auth-status @pam_duo @slow
      Examples: connection-refused at auth-status, pam_duo
        | fault              | stage       | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | connection-refused | auth-status | unset         | pam_duo | safe     | denied  | 6     | measured | docs/duo/when-duo-is-unreachable.md:147 |
        | connection-refused | auth-status | unset         | pam_duo | secure   | denied  | 6     | measured | docs/duo/when-duo-is-unreachable.md:147 |

      @fault-trickle @stage-auth-status @pam_duo @slow
      Examples: trickle at auth-status, pam_duo
        | fault   | stage       | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | trickle | auth-status | unset         | pam_duo | safe     | allowed | 46    | measured | docs/duo/when-duo-is-unreachable.md:159 |
        | trickle | auth-status | unset         | pam_duo | secure   | allowed | 46    | measured | docs/duo/when-duo-is-unreachable.md:159 |

      @fault-http-429 @stage-auth-status @pam_duo @slow
      Examples: http-429 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | http-429 | auth-status | unset         | pam_duo | safe     | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:165 |
        | http-429 | auth-status | unset         | pam_duo | secure   | denied  | 67    | measured | docs/duo/when-duo-is-unreachable.md:165 |

  Rule: A hung login is a verdict of its own

    # docs/duo/when-duo-is-unreachable.md:47
    # rule: docs/rules.md:117 A hung login is a verdict of its own
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 2.2: no verdict before the deadline, from the first request on
      Given Duo Unix "2.2" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"

      @fault-no-answer @stage-ping @login_duo
      Examples: no-answer at ping, login_duo
        | fault     | stage | https_timeout | program   | failmode | verdict | evidence | source                                 |
        | no-answer | ping  | unset         | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:66 |
        | no-answer | ping  | unset         | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:66 |

      @fault-no-answer @stage-ping @pam_duo
      Examples: no-answer at ping, pam_duo
        | fault     | stage | https_timeout | program | failmode | verdict | evidence | source                                 |
        | no-answer | ping  | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:66 |
        | no-answer | ping  | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:66 |

      @fault-trickle @stage-ping @pam_duo
      Examples: trickle at ping, pam_duo
        | fault   | stage | https_timeout | program | failmode | verdict | evidence | source                                 |
        | trickle | ping  | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:72 |
        | trickle | ping  | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:72 |

    # docs/duo/when-duo-is-unreachable.md:47
    # rule: docs/rules.md:117 A hung login is a verdict of its own
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 2.2: no verdict before the deadline, after a first request went well
      Given Duo Unix "2.2" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "ping"

      @fault-connect-timeout @stage-preauth @login_duo
      Examples: connect-timeout at preauth, login_duo
        | fault           | stage   | https_timeout | program   | failmode | verdict | evidence | source                                 |
        | connect-timeout | preauth | unset         | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:88 |
        | connect-timeout | preauth | unset         | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:88 |

      @fault-connect-timeout @stage-preauth @pam_duo
      Examples: connect-timeout at preauth, pam_duo
        | fault           | stage   | https_timeout | program | failmode | verdict | evidence | source                                 |
        | connect-timeout | preauth | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:88 |
        | connect-timeout | preauth | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:88 |

      @fault-tls-silent @stage-preauth @login_duo
      Examples: tls-silent at preauth, login_duo
        | fault      | stage   | https_timeout | program   | failmode | verdict | evidence | source                                 |
        | tls-silent | preauth | unset         | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:90 |
        | tls-silent | preauth | unset         | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:90 |

      @fault-tls-silent @stage-preauth @pam_duo
      Examples: tls-silent at preauth, pam_duo
        | fault      | stage   | https_timeout | program | failmode | verdict | evidence | source                                 |
        | tls-silent | preauth | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:90 |
        | tls-silent | preauth | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:90 |

      @fault-no-answer @stage-preauth @login_duo
      Examples: no-answer at preauth, login_duo
        | fault     | stage   | https_timeout | program   | failmode | verdict | evidence | source                                 |
        | no-answer | preauth | unset         | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:96 |
        | no-answer | preauth | unset         | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:96 |

      @fault-no-answer @stage-preauth @pam_duo
      Examples: no-answer at preauth, pam_duo
        | fault     | stage   | https_timeout | program | failmode | verdict | evidence | source                                 |
        | no-answer | preauth | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:96 |
        | no-answer | preauth | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:96 |

      @fault-connect-timeout @stage-auth @login_duo
      Examples: connect-timeout at auth, login_duo
        | fault           | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | connect-timeout | auth  | set           | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:116 |
        | connect-timeout | auth  | set           | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:116 |
        | connect-timeout | auth  | unset         | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:118 |
        | connect-timeout | auth  | unset         | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:118 |

      @fault-connect-timeout @stage-auth @pam_duo
      Examples: connect-timeout at auth, pam_duo
        | fault           | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | connect-timeout | auth  | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:118 |
        | connect-timeout | auth  | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:118 |

      @fault-tls-silent @stage-auth @login_duo
      Examples: tls-silent at auth, login_duo
        | fault      | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | tls-silent | auth  | set           | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:119 |
        | tls-silent | auth  | set           | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:119 |
        | tls-silent | auth  | unset         | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:121 |
        | tls-silent | auth  | unset         | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:121 |

      @fault-tls-silent @stage-auth @pam_duo
      Examples: tls-silent at auth, pam_duo
        | fault      | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | tls-silent | auth  | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:121 |
        | tls-silent | auth  | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:121 |

      @fault-no-answer @stage-auth @login_duo
      Examples: no-answer at auth, login_duo
        | fault     | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | no-answer | auth  | set           | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:126 |
        | no-answer | auth  | set           | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:126 |
        | no-answer | auth  | unset         | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:128 |
        | no-answer | auth  | unset         | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:128 |

      @fault-no-answer @stage-auth @pam_duo
      Examples: no-answer at auth, pam_duo
        | fault     | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | no-answer | auth  | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:128 |
        | no-answer | auth  | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:128 |

      @fault-connect-timeout @stage-auth-status @pam_duo
      Examples: connect-timeout at auth-status, pam_duo
        | fault           | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | connect-timeout | auth-status | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:148 |
        | connect-timeout | auth-status | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:148 |

      @fault-tls-silent @stage-auth-status @pam_duo
      Examples: tls-silent at auth-status, pam_duo
        | fault      | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | tls-silent | auth-status | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:149 |
        | tls-silent | auth-status | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:149 |

      @fault-no-answer @stage-auth-status @pam_duo
      Examples: no-answer at auth-status, pam_duo
        | fault     | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | no-answer | auth-status | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:154 |
        | no-answer | auth-status | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:154 |

  Rule: A row with unknown evidence is pending

    # docs/duo/when-duo-is-unreachable.md:47
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    @pending
    Scenario Outline: Duo Unix 2.2: not known, from the first request on
      Given Duo Unix "2.2" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"

      @fault-first-address-refused @stage-ping @login_duo
      Examples: first-address-refused at ping, login_duo
        | fault                 | stage | https_timeout | program   | failmode | verdict | evidence | source                                 |
        | first-address-refused | ping  | unset         | login_duo | safe     | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:55 |
        | first-address-refused | ping  | unset         | login_duo | secure   | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:55 |

      @fault-first-address-refused @stage-ping @pam_duo
      Examples: first-address-refused at ping, pam_duo
        | fault                 | stage | https_timeout | program | failmode | verdict | evidence | source                                 |
        | first-address-refused | ping  | unset         | pam_duo | safe     | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:55 |
        | first-address-refused | ping  | unset         | pam_duo | secure   | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:55 |

      @fault-first-address-silent @stage-ping @login_duo
      Examples: first-address-silent at ping, login_duo
        | fault                | stage | https_timeout | program   | failmode | verdict | evidence | source                                 |
        | first-address-silent | ping  | unset         | login_duo | safe     | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:56 |
        | first-address-silent | ping  | unset         | login_duo | secure   | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:56 |

      @fault-first-address-silent @stage-ping @pam_duo
      Examples: first-address-silent at ping, pam_duo
        | fault                | stage | https_timeout | program | failmode | verdict | evidence | source                                 |
        | first-address-silent | ping  | unset         | pam_duo | safe     | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:56 |
        | first-address-silent | ping  | unset         | pam_duo | secure   | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:56 |
