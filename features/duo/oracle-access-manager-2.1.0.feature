# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/other-products.md:45
@product @oracle-access-manager-2.1.0
Feature: Oracle Access Manager 2.1.0 when Duo is unreachable
  Each row of the verdict table of Oracle Access Manager 2.1.0, in each failmode.
  The user's password is right, and the user would approve a push.

  Rule: Duo is unreachable where the verdict table says that the failmode decides

    # docs/duo/other-products.md:45
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    Scenario Outline: Oracle Access Manager 2.1.0: the failmode decides, from the first request on
      Given the product "Oracle Access Manager 2.1.0" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "Oracle Access Manager 2.1.0"
      Then the login is "<verdict>"

      @fault-dns-failure @stage-ping
      Examples: dns-failure at ping
        | fault       | stage | failmode | verdict     | evidence   | source                        |
        | dns-failure | ping  | open     | failed-open | by reading | docs/duo/other-products.md:51 |
        | dns-failure | ping  | closed   | denied      | by reading | docs/duo/other-products.md:51 |
        | dns-failure | ping  | (unset)  | denied      | by reading | docs/duo/other-products.md:51 |

      @fault-connection-refused @stage-ping
      Examples: connection-refused at ping
        | fault              | stage | failmode | verdict     | evidence   | source                        |
        | connection-refused | ping  | open     | failed-open | by reading | docs/duo/other-products.md:51 |
        | connection-refused | ping  | closed   | denied      | by reading | docs/duo/other-products.md:51 |
        | connection-refused | ping  | (unset)  | denied      | by reading | docs/duo/other-products.md:51 |

      @fault-tls-untrusted @stage-ping
      Examples: tls-untrusted at ping
        | fault         | stage | failmode | verdict     | evidence   | source                        |
        | tls-untrusted | ping  | open     | failed-open | by reading | docs/duo/other-products.md:51 |
        | tls-untrusted | ping  | closed   | denied      | by reading | docs/duo/other-products.md:51 |
        | tls-untrusted | ping  | (unset)  | denied      | by reading | docs/duo/other-products.md:51 |

      @fault-tls-wrong-host @stage-ping
      Examples: tls-wrong-host at ping
        | fault          | stage | failmode | verdict     | evidence   | source                        |
        | tls-wrong-host | ping  | open     | failed-open | by reading | docs/duo/other-products.md:51 |
        | tls-wrong-host | ping  | closed   | denied      | by reading | docs/duo/other-products.md:51 |
        | tls-wrong-host | ping  | (unset)  | denied      | by reading | docs/duo/other-products.md:51 |

      @fault-tls-alert @stage-ping
      Examples: tls-alert at ping
        | fault     | stage | failmode | verdict     | evidence   | source                        |
        | tls-alert | ping  | open     | failed-open | by reading | docs/duo/other-products.md:51 |
        | tls-alert | ping  | closed   | denied      | by reading | docs/duo/other-products.md:51 |
        | tls-alert | ping  | (unset)  | denied      | by reading | docs/duo/other-products.md:51 |

      @fault-closed-early @stage-ping
      Examples: closed-early at ping
        | fault        | stage | failmode | verdict     | evidence   | source                        |
        | closed-early | ping  | open     | failed-open | by reading | docs/duo/other-products.md:51 |
        | closed-early | ping  | closed   | denied      | by reading | docs/duo/other-products.md:51 |
        | closed-early | ping  | (unset)  | denied      | by reading | docs/duo/other-products.md:51 |

      @fault-reset @stage-ping
      Examples: reset at ping
        | fault | stage | failmode | verdict     | evidence   | source                        |
        | reset | ping  | open     | failed-open | by reading | docs/duo/other-products.md:51 |
        | reset | ping  | closed   | denied      | by reading | docs/duo/other-products.md:51 |
        | reset | ping  | (unset)  | denied      | by reading | docs/duo/other-products.md:51 |

      @fault-reset-mid-body @stage-ping
      Examples: reset-mid-body at ping
        | fault          | stage | failmode | verdict     | evidence   | source                        |
        | reset-mid-body | ping  | open     | failed-open | by reading | docs/duo/other-products.md:51 |
        | reset-mid-body | ping  | closed   | denied      | by reading | docs/duo/other-products.md:51 |
        | reset-mid-body | ping  | (unset)  | denied      | by reading | docs/duo/other-products.md:51 |

      @fault-truncated-body @stage-ping
      Examples: truncated-body at ping
        | fault          | stage | failmode | verdict     | evidence   | source                        |
        | truncated-body | ping  | open     | failed-open | by reading | docs/duo/other-products.md:51 |
        | truncated-body | ping  | closed   | denied      | by reading | docs/duo/other-products.md:51 |
        | truncated-body | ping  | (unset)  | denied      | by reading | docs/duo/other-products.md:51 |

      @fault-not-http @stage-ping
      Examples: not-http at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | not-http | ping  | open     | failed-open | by reading | docs/duo/other-products.md:51 |
        | not-http | ping  | closed   | denied      | by reading | docs/duo/other-products.md:51 |
        | not-http | ping  | (unset)  | denied      | by reading | docs/duo/other-products.md:51 |

      @fault-not-json @stage-ping
      Examples: not-json at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | not-json | ping  | open     | failed-open | by reading | docs/duo/other-products.md:53 |
        | not-json | ping  | closed   | denied      | by reading | docs/duo/other-products.md:53 |
        | not-json | ping  | (unset)  | denied      | by reading | docs/duo/other-products.md:53 |

    # docs/duo/other-products.md:45
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    # rule: docs/rules.md:183 A login has the time that its row says it takes
    Scenario Outline: Oracle Access Manager 2.1.0: the failmode decides, from the first request on, after a while
      Given the product "Oracle Access Manager 2.1.0" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "Oracle Access Manager 2.1.0", which takes about <takes> seconds
      Then the login is "<verdict>"

      @fault-connect-timeout @stage-ping @slow
      Examples: connect-timeout at ping
        | fault           | stage | failmode | verdict     | takes | evidence   | source                        |
        | connect-timeout | ping  | open     | failed-open | 10    | by reading | docs/duo/other-products.md:52 |
        | connect-timeout | ping  | closed   | denied      | 10    | by reading | docs/duo/other-products.md:52 |
        | connect-timeout | ping  | (unset)  | denied      | 10    | by reading | docs/duo/other-products.md:52 |

      @fault-tls-silent @stage-ping @slow
      Examples: tls-silent at ping
        | fault      | stage | failmode | verdict     | takes | evidence   | source                        |
        | tls-silent | ping  | open     | failed-open | 10    | by reading | docs/duo/other-products.md:52 |
        | tls-silent | ping  | closed   | denied      | 10    | by reading | docs/duo/other-products.md:52 |
        | tls-silent | ping  | (unset)  | denied      | 10    | by reading | docs/duo/other-products.md:52 |

      @fault-no-answer @stage-ping @slow
      Examples: no-answer at ping
        | fault     | stage | failmode | verdict     | takes | evidence   | source                        |
        | no-answer | ping  | open     | failed-open | 10    | by reading | docs/duo/other-products.md:52 |
        | no-answer | ping  | closed   | denied      | 10    | by reading | docs/duo/other-products.md:52 |
        | no-answer | ping  | (unset)  | denied      | 10    | by reading | docs/duo/other-products.md:52 |

  Rule: Any other outcome holds whatever the failmode

    # docs/duo/other-products.md:45
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    Scenario Outline: Oracle Access Manager 2.1.0: the failmode does not matter, after a first request went well
      Given the product "Oracle Access Manager 2.1.0" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "Oracle Access Manager 2.1.0"
      Then the login is "<verdict>"

      @fault-dns-failure @stage-auth
      Examples: dns-failure at auth
        | fault       | stage | failmode | verdict | evidence   | source                        |
        | dns-failure | auth  | open     | denied  | by reading | docs/duo/other-products.md:56 |
        | dns-failure | auth  | closed   | denied  | by reading | docs/duo/other-products.md:56 |
        | dns-failure | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:56 |

      @fault-connection-refused @stage-auth
      Examples: connection-refused at auth
        | fault              | stage | failmode | verdict | evidence   | source                        |
        | connection-refused | auth  | open     | denied  | by reading | docs/duo/other-products.md:56 |
        | connection-refused | auth  | closed   | denied  | by reading | docs/duo/other-products.md:56 |
        | connection-refused | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:56 |

      @fault-tls-untrusted @stage-auth
      Examples: tls-untrusted at auth
        | fault         | stage | failmode | verdict | evidence   | source                        |
        | tls-untrusted | auth  | open     | denied  | by reading | docs/duo/other-products.md:56 |
        | tls-untrusted | auth  | closed   | denied  | by reading | docs/duo/other-products.md:56 |
        | tls-untrusted | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:56 |

      @fault-tls-wrong-host @stage-auth
      Examples: tls-wrong-host at auth
        | fault          | stage | failmode | verdict | evidence   | source                        |
        | tls-wrong-host | auth  | open     | denied  | by reading | docs/duo/other-products.md:56 |
        | tls-wrong-host | auth  | closed   | denied  | by reading | docs/duo/other-products.md:56 |
        | tls-wrong-host | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:56 |

      @fault-tls-alert @stage-auth
      Examples: tls-alert at auth
        | fault     | stage | failmode | verdict | evidence   | source                        |
        | tls-alert | auth  | open     | denied  | by reading | docs/duo/other-products.md:56 |
        | tls-alert | auth  | closed   | denied  | by reading | docs/duo/other-products.md:56 |
        | tls-alert | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:56 |

      @fault-closed-early @stage-auth
      Examples: closed-early at auth
        | fault        | stage | failmode | verdict | evidence   | source                        |
        | closed-early | auth  | open     | denied  | by reading | docs/duo/other-products.md:56 |
        | closed-early | auth  | closed   | denied  | by reading | docs/duo/other-products.md:56 |
        | closed-early | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:56 |

      @fault-reset @stage-auth
      Examples: reset at auth
        | fault | stage | failmode | verdict | evidence   | source                        |
        | reset | auth  | open     | denied  | by reading | docs/duo/other-products.md:56 |
        | reset | auth  | closed   | denied  | by reading | docs/duo/other-products.md:56 |
        | reset | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:56 |

      @fault-reset-mid-body @stage-auth
      Examples: reset-mid-body at auth
        | fault          | stage | failmode | verdict | evidence   | source                        |
        | reset-mid-body | auth  | open     | denied  | by reading | docs/duo/other-products.md:56 |
        | reset-mid-body | auth  | closed   | denied  | by reading | docs/duo/other-products.md:56 |
        | reset-mid-body | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:56 |

      @fault-truncated-body @stage-auth
      Examples: truncated-body at auth
        | fault          | stage | failmode | verdict | evidence   | source                        |
        | truncated-body | auth  | open     | denied  | by reading | docs/duo/other-products.md:56 |
        | truncated-body | auth  | closed   | denied  | by reading | docs/duo/other-products.md:56 |
        | truncated-body | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:56 |

      @fault-not-http @stage-auth
      Examples: not-http at auth
        | fault    | stage | failmode | verdict | evidence   | source                        |
        | not-http | auth  | open     | denied  | by reading | docs/duo/other-products.md:56 |
        | not-http | auth  | closed   | denied  | by reading | docs/duo/other-products.md:56 |
        | not-http | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:56 |

    # docs/duo/other-products.md:45
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    # rule: docs/rules.md:183 A login has the time that its row says it takes
    Scenario Outline: Oracle Access Manager 2.1.0: the failmode does not matter, after a first request went well, after a while
      Given the product "Oracle Access Manager 2.1.0" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "Oracle Access Manager 2.1.0", which takes about <takes> seconds
      Then the login is "<verdict>"

      @fault-connect-timeout @stage-auth @slow
      Examples: connect-timeout at auth
        | fault           | stage | failmode | verdict | takes | evidence   | source                        |
        | connect-timeout | auth  | open     | denied  | 10    | by reading | docs/duo/other-products.md:57 |
        | connect-timeout | auth  | closed   | denied  | 10    | by reading | docs/duo/other-products.md:57 |
        | connect-timeout | auth  | (unset)  | denied  | 10    | by reading | docs/duo/other-products.md:57 |

      @fault-tls-silent @stage-auth @slow
      Examples: tls-silent at auth
        | fault      | stage | failmode | verdict | takes | evidence   | source                        |
        | tls-silent | auth  | open     | denied  | 10    | by reading | docs/duo/other-products.md:57 |
        | tls-silent | auth  | closed   | denied  | 10    | by reading | docs/duo/other-products.md:57 |
        | tls-silent | auth  | (unset)  | denied  | 10    | by reading | docs/duo/other-products.md:57 |

      @fault-no-answer @stage-auth @slow
      Examples: no-answer at auth
        | fault     | stage | failmode | verdict | takes | evidence   | source                        |
        | no-answer | auth  | open     | denied  | 10    | by reading | docs/duo/other-products.md:57 |
        | no-answer | auth  | closed   | denied  | 10    | by reading | docs/duo/other-products.md:57 |
        | no-answer | auth  | (unset)  | denied  | 10    | by reading | docs/duo/other-products.md:57 |

  Rule: A row with unknown evidence is pending

    # docs/duo/other-products.md:45
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    @pending
    Scenario Outline: Oracle Access Manager 2.1.0: not known, from the first request on
      Given the product "Oracle Access Manager 2.1.0" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "Oracle Access Manager 2.1.0"
      Then the login is "<verdict>"

      @fault-http-500 @stage-ping
      Examples: http-500 at ping
        | fault    | stage | failmode | verdict | evidence | source                        |
        | http-500 | ping  | open     | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-500 | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-500 | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:54 |

      @fault-http-502 @stage-ping
      Examples: http-502 at ping
        | fault    | stage | failmode | verdict | evidence | source                        |
        | http-502 | ping  | open     | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-502 | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-502 | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:54 |

      @fault-http-503 @stage-ping
      Examples: http-503 at ping
        | fault    | stage | failmode | verdict | evidence | source                        |
        | http-503 | ping  | open     | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-503 | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-503 | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:54 |

      @fault-http-504 @stage-ping
      Examples: http-504 at ping
        | fault    | stage | failmode | verdict | evidence | source                        |
        | http-504 | ping  | open     | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-504 | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-504 | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:54 |

      @fault-http-429 @stage-ping
      Examples: http-429 at ping
        | fault    | stage | failmode | verdict | evidence | source                        |
        | http-429 | ping  | open     | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-429 | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-429 | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:54 |

      @fault-http-401 @stage-ping
      Examples: http-401 at ping
        | fault    | stage | failmode | verdict | evidence | source                        |
        | http-401 | ping  | open     | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-401 | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-401 | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:54 |

      @fault-http-403 @stage-ping
      Examples: http-403 at ping
        | fault    | stage | failmode | verdict | evidence | source                        |
        | http-403 | ping  | open     | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-403 | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:54 |
        | http-403 | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:54 |

      @fault-redirect @stage-ping
      Examples: redirect at ping
        | fault    | stage | failmode | verdict | evidence | source                        |
        | redirect | ping  | open     | unknown | unknown  | docs/duo/other-products.md:54 |
        | redirect | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:54 |
        | redirect | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:54 |

      @fault-trickle @stage-ping
      Examples: trickle at ping
        | fault   | stage | failmode | verdict | evidence | source                        |
        | trickle | ping  | open     | unknown | unknown  | docs/duo/other-products.md:55 |
        | trickle | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:55 |
        | trickle | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:55 |

      @fault-malformed-response @stage-ping
      Examples: malformed-response at ping
        | fault              | stage | failmode | verdict | evidence | source                        |
        | malformed-response | ping  | open     | unknown | unknown  | docs/duo/other-products.md:55 |
        | malformed-response | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:55 |
        | malformed-response | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:55 |

    # docs/duo/other-products.md:45
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    @pending
    Scenario Outline: Oracle Access Manager 2.1.0: not known, throughout the login
      Given the product "Oracle Access Manager 2.1.0" with failmode "<failmode>"
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When the user logs in through the product "Oracle Access Manager 2.1.0"
      Then the login is "<verdict>"

      @fault-clock-skew @stage-ping
      Examples: clock-skew at ping
        | fault      | stage | failmode | verdict | evidence | source                        |
        | clock-skew | ping  | open     | unknown | unknown  | docs/duo/other-products.md:55 |
        | clock-skew | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:55 |
        | clock-skew | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:55 |
