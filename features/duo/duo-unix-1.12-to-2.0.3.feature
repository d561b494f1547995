# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/when-duo-is-unreachable.md:192
@duo-unix @duo-unix-1.12-to-2.0.3
Feature: Duo Unix 1.12 to 2.0.3 when Duo is unreachable
  Each row of the verdict table of Duo Unix 1.12 to 2.0.3, in each failmode.
  The user's password is right, and the user would approve a push.

  Rule: Duo is unreachable where the verdict table says that the failmode decides

    # docs/duo/when-duo-is-unreachable.md:192
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 1.12 to 2.0.3: the failmode decides, from the first request on
      Given Duo Unix "1.12 to 2.0.3" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"

      @fault-dns-failure @stage-preauth @login_duo
      Examples: dns-failure at preauth, login_duo
        | fault       | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | dns-failure | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | dns-failure | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @fault-dns-failure @stage-preauth @pam_duo
      Examples: dns-failure at preauth, pam_duo
        | fault       | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | dns-failure | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | dns-failure | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @fault-first-address-untrusted @stage-preauth @login_duo
      Examples: first-address-untrusted at preauth, login_duo
        | fault                   | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | first-address-untrusted | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:221 |
        | first-address-untrusted | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:221 |

      @fault-first-address-untrusted @stage-preauth @pam_duo
      Examples: first-address-untrusted at preauth, pam_duo
        | fault                   | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | first-address-untrusted | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:221 |
        | first-address-untrusted | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:221 |

      @fault-connection-refused @stage-preauth @login_duo
      Examples: connection-refused at preauth, login_duo
        | fault              | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | connection-refused | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:222 |
        | connection-refused | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:222 |

      @fault-connection-refused @stage-preauth @pam_duo
      Examples: connection-refused at preauth, pam_duo
        | fault              | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | connection-refused | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:222 |
        | connection-refused | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:222 |

      @fault-tls-untrusted @stage-preauth @login_duo
      Examples: tls-untrusted at preauth, login_duo
        | fault         | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | tls-untrusted | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:225 |
        | tls-untrusted | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:225 |

      @fault-tls-untrusted @stage-preauth @pam_duo
      Examples: tls-untrusted at preauth, pam_duo
        | fault         | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | tls-untrusted | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:225 |
        | tls-untrusted | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:225 |

      @fault-tls-wrong-host @stage-preauth @login_duo
      Examples: tls-wrong-host at preauth, login_duo
        | fault          | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | tls-wrong-host | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:226 |
        | tls-wrong-host | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:226 |

      @fault-tls-wrong-host @stage-preauth @pam_duo
      Examples: tls-wrong-host at preauth, pam_duo
        | fault          | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | tls-wrong-host | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:226 |
        | tls-wrong-host | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:226 |

      @fault-tls-alert @stage-preauth @login_duo
      Examples: tls-alert at preauth, login_duo
        | fault     | stage   | https_timeout | program   | failmode | verdict     | evidence   | source                                  |
        | tls-alert | preauth | unset         | login_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:200 |
        | tls-alert | preauth | unset         | login_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:200 |

      @fault-tls-alert @stage-preauth @pam_duo
      Examples: tls-alert at preauth, pam_duo
        | fault     | stage   | https_timeout | program | failmode | verdict     | evidence   | source                                  |
        | tls-alert | preauth | unset         | pam_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:200 |
        | tls-alert | preauth | unset         | pam_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:200 |

      @fault-tls-old-version @stage-preauth @login_duo
      Examples: tls-old-version at preauth, login_duo
        | fault           | stage   | https_timeout | program   | failmode | verdict     | evidence   | source                                  |
        | tls-old-version | preauth | unset         | login_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:200 |
        | tls-old-version | preauth | unset         | login_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:200 |

      @fault-tls-old-version @stage-preauth @pam_duo
      Examples: tls-old-version at preauth, pam_duo
        | fault           | stage   | https_timeout | program | failmode | verdict     | evidence   | source                                  |
        | tls-old-version | preauth | unset         | pam_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:200 |
        | tls-old-version | preauth | unset         | pam_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:200 |

      @fault-closed-early @stage-preauth @login_duo
      Examples: closed-early at preauth, login_duo
        | fault        | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | closed-early | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:231 |
        | closed-early | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:231 |

      @fault-closed-early @stage-preauth @pam_duo
      Examples: closed-early at preauth, pam_duo
        | fault        | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | closed-early | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:231 |
        | closed-early | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:231 |

      @fault-reset @stage-preauth @login_duo
      Examples: reset at preauth, login_duo
        | fault | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | reset | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:232 |
        | reset | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:232 |

      @fault-reset @stage-preauth @pam_duo
      Examples: reset at preauth, pam_duo
        | fault | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | reset | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:232 |
        | reset | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:232 |

      @fault-reset-mid-body @stage-preauth @login_duo
      Examples: reset-mid-body at preauth, login_duo
        | fault          | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | reset-mid-body | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:233 |
        | reset-mid-body | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:233 |

      @fault-reset-mid-body @stage-preauth @pam_duo
      Examples: reset-mid-body at preauth, pam_duo
        | fault          | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | reset-mid-body | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:233 |
        | reset-mid-body | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:233 |

      @fault-truncated-body @stage-preauth @login_duo
      Examples: truncated-body at preauth, login_duo
        | fault          | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | truncated-body | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:234 |
        | truncated-body | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:234 |

      @fault-truncated-body @stage-preauth @pam_duo
      Examples: truncated-body at preauth, pam_duo
        | fault          | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | truncated-body | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:234 |
        | truncated-body | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:234 |

      @fault-not-http @stage-preauth @login_duo
      Examples: not-http at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence   | source                                  |
        | not-http | preauth | unset         | login_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:200 |
        | not-http | preauth | unset         | login_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:200 |

      @fault-not-http @stage-preauth @pam_duo
      Examples: not-http at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence   | source                                  |
        | not-http | preauth | unset         | pam_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:200 |
        | not-http | preauth | unset         | pam_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:200 |

      @fault-http-500 @stage-preauth @login_duo
      Examples: http-500 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | http-500 | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:238 |
        | http-500 | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:238 |

      @fault-http-500 @stage-preauth @pam_duo
      Examples: http-500 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | http-500 | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:238 |
        | http-500 | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:238 |

      @fault-http-502 @stage-preauth @login_duo
      Examples: http-502 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | http-502 | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:239 |
        | http-502 | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:239 |

      @fault-http-502 @stage-preauth @pam_duo
      Examples: http-502 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | http-502 | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:239 |
        | http-502 | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:239 |

      @fault-http-503 @stage-preauth @login_duo
      Examples: http-503 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | http-503 | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:240 |
        | http-503 | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:240 |

      @fault-http-503 @stage-preauth @pam_duo
      Examples: http-503 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | http-503 | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:240 |
        | http-503 | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:240 |

      @fault-http-504 @stage-preauth @login_duo
      Examples: http-504 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence   | source                                  |
        | http-504 | preauth | unset         | login_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:200 |
        | http-504 | preauth | unset         | login_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:200 |

      @fault-http-504 @stage-preauth @pam_duo
      Examples: http-504 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence   | source                                  |
        | http-504 | preauth | unset         | pam_duo | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:200 |
        | http-504 | preauth | unset         | pam_duo | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:200 |

      @fault-http-401 @stage-preauth @login_duo
      Examples: http-401 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | http-401 | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:243 |
        | http-401 | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:243 |

      @fault-http-401 @stage-preauth @pam_duo
      Examples: http-401 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | http-401 | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:243 |
        | http-401 | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:243 |

      @fault-not-json @stage-preauth @login_duo
      Examples: not-json at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | not-json | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:246 |
        | not-json | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:246 |

      @fault-not-json @stage-preauth @pam_duo
      Examples: not-json at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | not-json | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:246 |
        | not-json | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:246 |

      @fault-malformed-response @stage-preauth @login_duo
      Examples: malformed-response at preauth, login_duo
        | fault              | stage   | https_timeout | program   | failmode | verdict     | evidence | source                                  |
        | malformed-response | preauth | unset         | login_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:247 |
        | malformed-response | preauth | unset         | login_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:247 |

      @fault-malformed-response @stage-preauth @pam_duo
      Examples: malformed-response at preauth, pam_duo
        | fault              | stage   | https_timeout | program | failmode | verdict     | evidence | source                                  |
        | malformed-response | preauth | unset         | pam_duo | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:247 |
        | malformed-response | preauth | unset         | pam_duo | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:247 |

    # docs/duo/when-duo-is-unreachable.md:192
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:183 A login has the time that its row says it takes
    Scenario Outline: Duo Unix 1.12 to 2.0.3: the failmode decides, from the first request on, after a while
      Given Duo Unix "1.12 to 2.0.3" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>, which takes about <takes> seconds
      Then the login is "<verdict>"
      And it took about <takes> seconds

      @fault-connect-timeout @stage-preauth @login_duo @slow
      Examples: connect-timeout at preauth, login_duo
        | fault           | stage   | https_timeout | program   | failmode | verdict     | takes | evidence | source                                  |
        | connect-timeout | preauth | unset         | login_duo | safe     | failed-open | 37    | measured | docs/duo/when-duo-is-unreachable.md:223 |
        | connect-timeout | preauth | unset         | login_duo | secure   | denied      | 37    | measured | docs/duo/when-duo-is-unreachable.md:223 |

      @fault-connect-timeout @stage-preauth @pam_duo @slow
      Examples: connect-timeout at preauth, pam_duo
        | fault           | stage   | https_timeout | program | failmode | verdict     | takes | evidence | source                                  |
        | connect-timeout | preauth | unset         | pam_duo | safe     | failed-open | 37    | measured | docs/duo/when-duo-is-unreachable.md:223 |
        | connect-timeout | preauth | unset         | pam_duo | secure   | denied      | 37    | measured | docs/duo/when-duo-is-unreachable.md:223 |

      @fault-tls-silent @stage-preauth @login_duo @slow
      Examples: tls-silent at preauth, login_duo
        | fault      | stage   | https_timeout | program   | failmode | verdict     | takes | evidence | source                                  |
        | tls-silent | preauth | unset         | login_duo | safe     | failed-open | 22    | measured | docs/duo/when-duo-is-unreachable.md:224 |
        | tls-silent | preauth | unset         | login_duo | secure   | denied      | 22    | measured | docs/duo/when-duo-is-unreachable.md:224 |

      @fault-tls-silent @stage-preauth @pam_duo @slow
      Examples: tls-silent at preauth, pam_duo
        | fault      | stage   | https_timeout | program | failmode | verdict     | takes | evidence | source                                  |
        | tls-silent | preauth | unset         | pam_duo | safe     | failed-open | 22    | measured | docs/duo/when-duo-is-unreachable.md:224 |
        | tls-silent | preauth | unset         | pam_duo | secure   | denied      | 22    | measured | docs/duo/when-duo-is-unreachable.md:224 |

      @fault-no-answer @stage-preauth @login_duo
      Examples: no-answer at preauth, login_duo
        | fault     | stage   | https_timeout | program   | failmode | verdict     | takes | evidence | source                                  |
        | no-answer | preauth | set           | login_duo | safe     | failed-open | 3     | measured | docs/duo/when-duo-is-unreachable.md:229 |
        | no-answer | preauth | set           | login_duo | secure   | denied      | 3     | measured | docs/duo/when-duo-is-unreachable.md:229 |

      @fault-no-answer @stage-preauth @pam_duo
      Examples: no-answer at preauth, pam_duo
        | fault     | stage   | https_timeout | program | failmode | verdict     | takes | evidence | source                                  |
        | no-answer | preauth | set           | pam_duo | safe     | failed-open | 3     | measured | docs/duo/when-duo-is-unreachable.md:229 |
        | no-answer | preauth | set           | pam_duo | secure   | denied      | 3     | measured | docs/duo/when-duo-is-unreachable.md:229 |

  Rule: Any other outcome holds whatever the failmode

    # docs/duo/when-duo-is-unreachable.md:192
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:183 A login has the time that its row says it takes
    Scenario Outline: Duo Unix 1.12 to 2.0.3: the failmode does not matter, from the first request on, after a while
      Given Duo Unix "1.12 to 2.0.3" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>, which takes about <takes> seconds
      Then the login is "<verdict>"
      And it took about <takes> seconds

      @fault-trickle @stage-preauth @login_duo @slow
      Examples: trickle at preauth, login_duo
        | fault   | stage   | https_timeout | program   | failmode | verdict | takes | evidence   | source                                  |
        | trickle | preauth | unset         | login_duo | safe     | allowed | 69    | by reading | docs/duo/when-duo-is-unreachable.md:205 |
        | trickle | preauth | unset         | login_duo | secure   | allowed | 69    | by reading | docs/duo/when-duo-is-unreachable.md:205 |

      @fault-trickle @stage-preauth @pam_duo @slow
      Examples: trickle at preauth, pam_duo
        | fault   | stage   | https_timeout | program | failmode | verdict | takes | evidence   | source                                  |
        | trickle | preauth | unset         | pam_duo | safe     | allowed | 108   | by reading | docs/duo/when-duo-is-unreachable.md:206 |
        | trickle | preauth | unset         | pam_duo | secure   | allowed | 108   | by reading | docs/duo/when-duo-is-unreachable.md:206 |

    # docs/duo/when-duo-is-unreachable.md:192
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 1.12 to 2.0.3: the failmode does not matter, from the first request on
      Given Duo Unix "1.12 to 2.0.3" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"

      @fault-http-429 @stage-preauth @login_duo
      Examples: http-429 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-429 | preauth | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:242 |
        | http-429 | preauth | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:242 |

      @fault-http-429 @stage-preauth @pam_duo
      Examples: http-429 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-429 | preauth | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:242 |
        | http-429 | preauth | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:242 |

      @fault-http-403 @stage-preauth @login_duo
      Examples: http-403 at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-403 | preauth | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:244 |
        | http-403 | preauth | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:244 |

      @fault-http-403 @stage-preauth @pam_duo
      Examples: http-403 at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-403 | preauth | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:244 |
        | http-403 | preauth | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:244 |

      @fault-redirect @stage-preauth @login_duo
      Examples: redirect at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict | evidence   | source                                  |
        | redirect | preauth | unset         | login_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:203 |
        | redirect | preauth | unset         | login_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:203 |

      @fault-redirect @stage-preauth @pam_duo
      Examples: redirect at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | redirect | preauth | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:203 |
        | redirect | preauth | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:203 |

    # docs/duo/when-duo-is-unreachable.md:192
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 1.12 to 2.0.3: the failmode does not matter, throughout the login
      Given Duo Unix "1.12 to 2.0.3" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"

      @fault-clock-skew @stage-preauth @login_duo
      Examples: clock-skew at preauth, login_duo
        | fault      | stage   | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | clock-skew | preauth | unset         | login_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:248 |
        | clock-skew | preauth | unset         | login_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:248 |

      @fault-clock-skew @stage-preauth @pam_duo
      Examples: clock-skew at preauth, pam_duo
        | fault      | stage   | https_timeout | program | failmode | verdict | evidence | source                                  |
        | clock-skew | preauth | unset         | pam_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:248 |
        | clock-skew | preauth | unset         | pam_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:248 |

    # docs/duo/when-duo-is-unreachable.md:192
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 1.12 to 2.0.3: the failmode does not matter, after a first request went well
      Given Duo Unix "1.12 to 2.0.3" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "preauth"

      @fault-dns-failure @stage-auth @login_duo
      Examples: dns-failure at auth, login_duo
        | fault       | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | dns-failure | auth  | unset         | login_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:249 |
        | dns-failure | auth  | unset         | login_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:249 |

      @fault-dns-failure @stage-auth @pam_duo
      Examples: dns-failure at auth, pam_duo
        | fault       | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | dns-failure | auth  | unset         | pam_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:249 |
        | dns-failure | auth  | unset         | pam_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:249 |

      @fault-connection-refused @stage-auth @login_duo
      Examples: connection-refused at auth, login_duo
        | fault              | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | connection-refused | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:250 |
        | connection-refused | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:250 |

      @fault-connection-refused @stage-auth @pam_duo
      Examples: connection-refused at auth, pam_duo
        | fault              | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | connection-refused | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:250 |
        | connection-refused | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:250 |

      @fault-tls-untrusted @stage-auth @login_duo
      Examples: tls-untrusted at auth, login_duo
        | fault         | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | tls-untrusted | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:257 |
        | tls-untrusted | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:257 |

      @fault-tls-untrusted @stage-auth @pam_duo
      Examples: tls-untrusted at auth, pam_duo
        | fault         | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | tls-untrusted | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:257 |
        | tls-untrusted | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:257 |

      @fault-tls-wrong-host @stage-auth @login_duo
      Examples: tls-wrong-host at auth, login_duo
        | fault          | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | tls-wrong-host | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:258 |
        | tls-wrong-host | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:258 |

      @fault-tls-wrong-host @stage-auth @pam_duo
      Examples: tls-wrong-host at auth, pam_duo
        | fault          | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | tls-wrong-host | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:258 |
        | tls-wrong-host | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:258 |

      @fault-tls-alert @stage-auth @login_duo
      Examples: tls-alert at auth, login_duo
        | fault     | stage | https_timeout | program   | failmode | verdict | evidence   | source                                  |
        | tls-alert | auth  | unset         | login_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |
        | tls-alert | auth  | unset         | login_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |

      @fault-tls-alert @stage-auth @pam_duo
      Examples: tls-alert at auth, pam_duo
        | fault     | stage | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | tls-alert | auth  | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |
        | tls-alert | auth  | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |

      @fault-tls-old-version @stage-auth @login_duo
      Examples: tls-old-version at auth, login_duo
        | fault           | stage | https_timeout | program   | failmode | verdict | evidence   | source                                  |
        | tls-old-version | auth  | unset         | login_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |
        | tls-old-version | auth  | unset         | login_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |

      @fault-tls-old-version @stage-auth @pam_duo
      Examples: tls-old-version at auth, pam_duo
        | fault           | stage | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | tls-old-version | auth  | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |
        | tls-old-version | auth  | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |

      @fault-closed-early @stage-auth @login_duo
      Examples: closed-early at auth, login_duo
        | fault        | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | closed-early | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:264 |
        | closed-early | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:264 |

      @fault-closed-early @stage-auth @pam_duo
      Examples: closed-early at auth, pam_duo
        | fault        | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | closed-early | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:264 |
        | closed-early | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:264 |

      @fault-reset @stage-auth @login_duo
      Examples: reset at auth, login_duo
        | fault | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | reset | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:265 |
        | reset | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:265 |

      @fault-reset @stage-auth @pam_duo
      Examples: reset at auth, pam_duo
        | fault | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | reset | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:265 |
        | reset | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:265 |

      @fault-reset-mid-body @stage-auth @login_duo
      Examples: reset-mid-body at auth, login_duo
        | fault          | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | reset-mid-body | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:266 |
        | reset-mid-body | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:266 |

      @fault-reset-mid-body @stage-auth @pam_duo
      Examples: reset-mid-body at auth, pam_duo
        | fault          | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | reset-mid-body | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:266 |
        | reset-mid-body | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:266 |

      @fault-truncated-body @stage-auth @login_duo
      Examples: truncated-body at auth, login_duo
        | fault          | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | truncated-body | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:267 |
        | truncated-body | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:267 |

      @fault-truncated-body @stage-auth @pam_duo
      Examples: truncated-body at auth, pam_duo
        | fault          | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | truncated-body | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:267 |
        | truncated-body | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:267 |

      @fault-not-http @stage-auth @login_duo
      Examples: not-http at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence   | source                                  |
        | not-http | auth  | unset         | login_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |
        | not-http | auth  | unset         | login_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |

      @fault-not-http @stage-auth @pam_duo
      Examples: not-http at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | not-http | auth  | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |
        | not-http | auth  | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |

      @fault-http-500 @stage-auth @login_duo
      Examples: http-500 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-500 | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:271 |
        | http-500 | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:271 |

      @fault-http-500 @stage-auth @pam_duo
      Examples: http-500 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-500 | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:271 |
        | http-500 | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:271 |

      @fault-http-502 @stage-auth @login_duo
      Examples: http-502 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-502 | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:272 |
        | http-502 | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:272 |

      @fault-http-502 @stage-auth @pam_duo
      Examples: http-502 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-502 | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:272 |
        | http-502 | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:272 |

      @fault-http-503 @stage-auth @login_duo
      Examples: http-503 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-503 | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:273 |
        | http-503 | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:273 |

      @fault-http-503 @stage-auth @pam_duo
      Examples: http-503 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-503 | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:273 |
        | http-503 | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:273 |

      @fault-http-504 @stage-auth @login_duo
      Examples: http-504 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence   | source                                  |
        | http-504 | auth  | unset         | login_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |
        | http-504 | auth  | unset         | login_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |

      @fault-http-504 @stage-auth @pam_duo
      Examples: http-504 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | http-504 | auth  | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |
        | http-504 | auth  | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:201 |

      @fault-http-429 @stage-auth @login_duo
      Examples: http-429 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-429 | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:275 |
        | http-429 | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:275 |

      @fault-http-429 @stage-auth @pam_duo
      Examples: http-429 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-429 | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:275 |
        | http-429 | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:275 |

      @fault-http-401 @stage-auth @login_duo
      Examples: http-401 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-401 | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:276 |
        | http-401 | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:276 |

      @fault-http-401 @stage-auth @pam_duo
      Examples: http-401 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-401 | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:276 |
        | http-401 | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:276 |

      @fault-http-403 @stage-auth @login_duo
      Examples: http-403 at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | http-403 | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:277 |
        | http-403 | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:277 |

      @fault-http-403 @stage-auth @pam_duo
      Examples: http-403 at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-403 | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:277 |
        | http-403 | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:277 |

      @fault-redirect @stage-auth @login_duo
      Examples: redirect at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence   | source                                  |
        | redirect | auth  | unset         | login_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:203 |
        | redirect | auth  | unset         | login_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:203 |

      @fault-redirect @stage-auth @pam_duo
      Examples: redirect at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | redirect | auth  | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:203 |
        | redirect | auth  | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:203 |

      @fault-not-json @stage-auth @login_duo
      Examples: not-json at auth, login_duo
        | fault    | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | not-json | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:279 |
        | not-json | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:279 |

      @fault-not-json @stage-auth @pam_duo
      Examples: not-json at auth, pam_duo
        | fault    | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | not-json | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:279 |
        | not-json | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:279 |

      @fault-malformed-response @stage-auth @login_duo
      Examples: malformed-response at auth, login_duo
        | fault              | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | malformed-response | auth  | unset         | login_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:280 |
        | malformed-response | auth  | unset         | login_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:280 |

      @fault-malformed-response @stage-auth @pam_duo
      Examples: malformed-response at auth, pam_duo
        | fault              | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | malformed-response | auth  | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:280 |
        | malformed-response | auth  | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:280 |

      @fault-dns-failure @stage-auth-status @pam_duo
      Examples: dns-failure at auth-status, pam_duo
        | fault       | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | dns-failure | auth-status | unset         | pam_duo | safe     | allowed | measured | docs/duo/when-duo-is-unreachable.md:281 |
        | dns-failure | auth-status | unset         | pam_duo | secure   | allowed | measured | docs/duo/when-duo-is-unreachable.md:281 |

      @fault-connection-refused @stage-auth-status @pam_duo
      Examples: connection-refused at auth-status, pam_duo
        | fault              | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | connection-refused | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:282 |
        | connection-refused | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:282 |

      @fault-tls-untrusted @stage-auth-status @pam_duo
      Examples: tls-untrusted at auth-status, pam_duo
        | fault         | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | tls-untrusted | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:285 |
        | tls-untrusted | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:285 |

      @fault-tls-wrong-host @stage-auth-status @pam_duo
      Examples: tls-wrong-host at auth-status, pam_duo
        | fault          | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | tls-wrong-host | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:286 |
        | tls-wrong-host | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:286 |

      @fault-tls-alert @stage-auth-status @pam_duo
      Examples: tls-alert at auth-status, pam_duo
        | fault     | stage       | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | tls-alert | auth-status | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:202 |
        | tls-alert | auth-status | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:202 |

      @fault-tls-old-version @stage-auth-status @pam_duo
      Examples: tls-old-version at auth-status, pam_duo
        | fault           | stage       | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | tls-old-version | auth-status | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:202 |
        | tls-old-version | auth-status | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:202 |

      @fault-closed-early @stage-auth-status @pam_duo
      Examples: closed-early at auth-status, pam_duo
        | fault        | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | closed-early | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:290 |
        | closed-early | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:290 |

      @fault-reset @stage-auth-status @pam_duo
      Examples: reset at auth-status, pam_duo
        | fault | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | reset | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:291 |
        | reset | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:291 |

      @fault-reset-mid-body @stage-auth-status @pam_duo
      Examples: reset-mid-body at auth-status, pam_duo
        | fault          | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | reset-mid-body | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:292 |
        | reset-mid-body | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:292 |

      @fault-truncated-body @stage-auth-status @pam_duo
      Examples: truncated-body at auth-status, pam_duo
        | fault          | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | truncated-body | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:293 |
        | truncated-body | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:293 |

      @fault-not-http @stage-auth-status @pam_duo
      Examples: not-http at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | not-http | auth-status | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:202 |
        | not-http | auth-status | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:202 |

      @fault-http-500 @stage-auth-status @pam_duo
      Examples: http-500 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-500 | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:296 |
        | http-500 | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:296 |

      @fault-http-502 @stage-auth-status @pam_duo
      Examples: http-502 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-502 | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:297 |
        | http-502 | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:297 |

      @fault-http-503 @stage-auth-status @pam_duo
      Examples: http-503 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-503 | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:298 |
        | http-503 | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:298 |

      @fault-http-504 @stage-auth-status @pam_duo
      Examples: http-504 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | http-504 | auth-status | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:202 |
        | http-504 | auth-status | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:202 |

      @fault-http-429 @stage-auth-status @pam_duo
      Examples: http-429 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-429 | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:300 |
        | http-429 | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:300 |

      @fault-http-401 @stage-auth-status @pam_duo
      Examples: http-401 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-401 | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:301 |
        | http-401 | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:301 |

      @fault-http-403 @stage-auth-status @pam_duo
      Examples: http-403 at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | http-403 | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:302 |
        | http-403 | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:302 |

      @fault-redirect @stage-auth-status @pam_duo
      Examples: redirect at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence   | source                                  |
        | redirect | auth-status | unset         | pam_duo | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:204 |
        | redirect | auth-status | unset         | pam_duo | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:204 |

      @fault-not-json @stage-auth-status @pam_duo
      Examples: not-json at auth-status, pam_duo
        | fault    | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | not-json | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:304 |
        | not-json | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:304 |

      @fault-malformed-response @stage-auth-status @pam_duo
      Examples: malformed-response at auth-status, pam_duo
        | fault              | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | malformed-response | auth-status | unset         | pam_duo | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:199 |
        | malformed-response | auth-status | unset         | pam_duo | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:199 |

    # docs/duo/when-duo-is-unreachable.md:192
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:183 A login has the time that its row says it takes
    Scenario Outline: Duo Unix 1.12 to 2.0.3: the failmode does not matter, after a first request went well, after a while
      Given Duo Unix "1.12 to 2.0.3" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>, which takes about <takes> seconds
      Then the login is "<verdict>"
      And it took about <takes> seconds
      And Duo was asked for "preauth"

      @fault-connect-timeout @stage-auth @pam_duo @slow
      Examples: connect-timeout at auth, pam_duo
        | fault           | stage | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | connect-timeout | auth  | set           | pam_duo | safe     | denied  | 27    | measured | docs/duo/when-duo-is-unreachable.md:252 |
        | connect-timeout | auth  | set           | pam_duo | secure   | denied  | 27    | measured | docs/duo/when-duo-is-unreachable.md:252 |

      @fault-tls-silent @stage-auth @pam_duo @slow
      Examples: tls-silent at auth, pam_duo
        | fault      | stage | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | tls-silent | auth  | set           | pam_duo | safe     | denied  | 17    | measured | docs/duo/when-duo-is-unreachable.md:255 |
        | tls-silent | auth  | set           | pam_duo | secure   | denied  | 17    | measured | docs/duo/when-duo-is-unreachable.md:255 |

      @fault-no-answer @stage-auth @pam_duo
      Examples: no-answer at auth, pam_duo
        | fault     | stage | https_timeout | program | failmode | verdict | takes | evidence | source                                  |
        | no-answer | auth  | set           | pam_duo | safe     | denied  | 3     | measured | docs/duo/when-duo-is-unreachable.md:262 |
        | no-answer | auth  | set           | pam_duo | secure   | denied  | 3     | measured | docs/duo/when-duo-is-unreachable.md:262 |

      @fault-trickle @stage-auth @login_duo @slow
      Examples: trickle at auth, login_duo
        | fault   | stage | https_timeout | program   | failmode | verdict | takes | evidence   | source                                  |
        | trickle | auth  | unset         | login_duo | safe     | allowed | 21    | by reading | docs/duo/when-duo-is-unreachable.md:207 |
        | trickle | auth  | unset         | login_duo | secure   | allowed | 21    | by reading | docs/duo/when-duo-is-unreachable.md:207 |

      @fault-trickle @stage-auth @pam_duo @slow
      Examples: trickle at auth, pam_duo
        | fault   | stage | https_timeout | program | failmode | verdict | takes | evidence   | source                                  |
        | trickle | auth  | unset         | pam_duo | safe     | allowed | 62    | by reading | docs/duo/when-duo-is-unreachable.md:208 |
        | trickle | auth  | unset         | pam_duo | secure   | allowed | 62    | by reading | docs/duo/when-duo-is-unreachable.md:208 |

      @fault-trickle @stage-auth-status @pam_duo @slow
      Examples: trickle at auth-status, pam_duo
        | fault   | stage       | https_timeout | program | failmode | verdict | takes | evidence   | source                                  |
        | trickle | auth-status | unset         | pam_duo | safe     | allowed | 42    | by reading | docs/duo/when-duo-is-unreachable.md:209 |
        | trickle | auth-status | unset         | pam_duo | secure   | allowed | 42    | by reading | docs/duo/when-duo-is-unreachable.md:209 |

  Rule: A hung login is a verdict of its own

    # docs/duo/when-duo-is-unreachable.md:192
    # rule: docs/rules.md:117 A hung login is a verdict of its own
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 1.12 to 2.0.3: no verdict before the deadline, from the first request on
      Given Duo Unix "1.12 to 2.0.3" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"

      @fault-no-answer @stage-preauth @login_duo
      Examples: no-answer at preauth, login_duo
        | fault     | stage   | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | no-answer | preauth | unset         | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:230 |
        | no-answer | preauth | unset         | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:230 |

      @fault-no-answer @stage-preauth @pam_duo
      Examples: no-answer at preauth, pam_duo
        | fault     | stage   | https_timeout | program | failmode | verdict | evidence | source                                  |
        | no-answer | preauth | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:230 |
        | no-answer | preauth | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:230 |

    # docs/duo/when-duo-is-unreachable.md:192
    # rule: docs/rules.md:117 A hung login is a verdict of its own
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    Scenario Outline: Duo Unix 1.12 to 2.0.3: no verdict before the deadline, after a first request went well
      Given Duo Unix "1.12 to 2.0.3" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "preauth"

      @fault-connect-timeout @stage-auth @login_duo
      Examples: connect-timeout at auth, login_duo
        | fault           | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | connect-timeout | auth  | set           | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:251 |
        | connect-timeout | auth  | set           | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:251 |
        | connect-timeout | auth  | unset         | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:253 |
        | connect-timeout | auth  | unset         | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:253 |

      @fault-connect-timeout @stage-auth @pam_duo
      Examples: connect-timeout at auth, pam_duo
        | fault           | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | connect-timeout | auth  | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:253 |
        | connect-timeout | auth  | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:253 |

      @fault-tls-silent @stage-auth @login_duo
      Examples: tls-silent at auth, login_duo
        | fault      | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | tls-silent | auth  | set           | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:254 |
        | tls-silent | auth  | set           | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:254 |
        | tls-silent | auth  | unset         | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:256 |
        | tls-silent | auth  | unset         | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:256 |

      @fault-tls-silent @stage-auth @pam_duo
      Examples: tls-silent at auth, pam_duo
        | fault      | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | tls-silent | auth  | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:256 |
        | tls-silent | auth  | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:256 |

      @fault-no-answer @stage-auth @login_duo
      Examples: no-answer at auth, login_duo
        | fault     | stage | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | no-answer | auth  | set           | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:261 |
        | no-answer | auth  | set           | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:261 |
        | no-answer | auth  | unset         | login_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:263 |
        | no-answer | auth  | unset         | login_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:263 |

      @fault-no-answer @stage-auth @pam_duo
      Examples: no-answer at auth, pam_duo
        | fault     | stage | https_timeout | program | failmode | verdict | evidence | source                                  |
        | no-answer | auth  | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:263 |
        | no-answer | auth  | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:263 |

      @fault-connect-timeout @stage-auth-status @pam_duo
      Examples: connect-timeout at auth-status, pam_duo
        | fault           | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | connect-timeout | auth-status | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:283 |
        | connect-timeout | auth-status | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:283 |

      @fault-tls-silent @stage-auth-status @pam_duo
      Examples: tls-silent at auth-status, pam_duo
        | fault      | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | tls-silent | auth-status | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:284 |
        | tls-silent | auth-status | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:284 |

      @fault-no-answer @stage-auth-status @pam_duo
      Examples: no-answer at auth-status, pam_duo
        | fault     | stage       | https_timeout | program | failmode | verdict | evidence | source                                  |
        | no-answer | auth-status | unset         | pam_duo | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:289 |
        | no-answer | auth-status | unset         | pam_duo | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:289 |

  Rule: A row with unknown evidence is pending

    # docs/duo/when-duo-is-unreachable.md:192
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:129 A row for any client timeout is run as shipped
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    @pending
    Scenario Outline: Duo Unix 1.12 to 2.0.3: not known, from the first request on
      Given Duo Unix "1.12 to 2.0.3" with failmode "<failmode>" and https_timeout <https_timeout>
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"

      @fault-no-route @stage-preauth @login_duo
      Examples: no-route at preauth, login_duo
        | fault    | stage   | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | no-route | preauth | unset         | login_duo | safe     | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:198 |
        | no-route | preauth | unset         | login_duo | secure   | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:198 |

      @fault-no-route @stage-preauth @pam_duo
      Examples: no-route at preauth, pam_duo
        | fault    | stage   | https_timeout | program | failmode | verdict | evidence | source                                  |
        | no-route | preauth | unset         | pam_duo | safe     | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:198 |
        | no-route | preauth | unset         | pam_duo | secure   | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:198 |

      @fault-first-address-refused @stage-preauth @login_duo
      Examples: first-address-refused at preauth, login_duo
        | fault                 | stage   | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | first-address-refused | preauth | unset         | login_duo | safe     | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:198 |
        | first-address-refused | preauth | unset         | login_duo | secure   | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:198 |

      @fault-first-address-refused @stage-preauth @pam_duo
      Examples: first-address-refused at preauth, pam_duo
        | fault                 | stage   | https_timeout | program | failmode | verdict | evidence | source                                  |
        | first-address-refused | preauth | unset         | pam_duo | safe     | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:198 |
        | first-address-refused | preauth | unset         | pam_duo | secure   | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:198 |

      @fault-first-address-silent @stage-preauth @login_duo
      Examples: first-address-silent at preauth, login_duo
        | fault                | stage   | https_timeout | program   | failmode | verdict | evidence | source                                  |
        | first-address-silent | preauth | unset         | login_duo | safe     | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:198 |
        | first-address-silent | preauth | unset         | login_duo | secure   | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:198 |

      @fault-first-address-silent @stage-preauth @pam_duo
      Examples: first-address-silent at preauth, pam_duo
        | fault                | stage   | https_timeout | program | failmode | verdict | evidence | source                                  |
        | first-address-silent | preauth | unset         | pam_duo | safe     | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:198 |
        | first-address-silent | preauth | unset         | pam_duo | secure   | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:198 |
