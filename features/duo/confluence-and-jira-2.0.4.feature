# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/other-products.md:11
@product @confluence-and-jira-2.0.4
Feature: Confluence and Jira 2.0.4 when Duo is unreachable
  Each row of the verdict table of Confluence and Jira 2.0.4, in each failmode.
  The user's password is right, and the user would approve a push.

  Rule: Duo is unreachable where the verdict table says that the failmode decides

    # docs/duo/other-products.md:11
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    Scenario Outline: Confluence and Jira 2.0.4: the failmode decides, from the first request on
      Given the product "Confluence and Jira 2.0.4" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "Confluence and Jira 2.0.4"
      Then the login is "<verdict>"

      @fault-dns-failure @stage-ping
      Examples: dns-failure at ping
        | fault       | stage | failmode | verdict     | evidence   | source                        |
        | dns-failure | ping  | open     | failed-open | by reading | docs/duo/other-products.md:17 |
        | dns-failure | ping  | closed   | denied      | by reading | docs/duo/other-products.md:17 |
        | dns-failure | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:17 |

      @fault-connection-refused @stage-ping
      Examples: connection-refused at ping
        | fault              | stage | failmode | verdict     | evidence   | source                        |
        | connection-refused | ping  | open     | failed-open | by reading | docs/duo/other-products.md:17 |
        | connection-refused | ping  | closed   | denied      | by reading | docs/duo/other-products.md:17 |
        | connection-refused | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:17 |

      @fault-tls-untrusted @stage-ping
      Examples: tls-untrusted at ping
        | fault         | stage | failmode | verdict     | evidence   | source                        |
        | tls-untrusted | ping  | open     | failed-open | by reading | docs/duo/other-products.md:17 |
        | tls-untrusted | ping  | closed   | denied      | by reading | docs/duo/other-products.md:17 |
        | tls-untrusted | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:17 |

      @fault-tls-wrong-host @stage-ping
      Examples: tls-wrong-host at ping
        | fault          | stage | failmode | verdict     | evidence   | source                        |
        | tls-wrong-host | ping  | open     | failed-open | by reading | docs/duo/other-products.md:17 |
        | tls-wrong-host | ping  | closed   | denied      | by reading | docs/duo/other-products.md:17 |
        | tls-wrong-host | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:17 |

      @fault-tls-alert @stage-ping
      Examples: tls-alert at ping
        | fault     | stage | failmode | verdict     | evidence   | source                        |
        | tls-alert | ping  | open     | failed-open | by reading | docs/duo/other-products.md:17 |
        | tls-alert | ping  | closed   | denied      | by reading | docs/duo/other-products.md:17 |
        | tls-alert | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:17 |

      @fault-closed-early @stage-ping
      Examples: closed-early at ping
        | fault        | stage | failmode | verdict     | evidence   | source                        |
        | closed-early | ping  | open     | failed-open | by reading | docs/duo/other-products.md:17 |
        | closed-early | ping  | closed   | denied      | by reading | docs/duo/other-products.md:17 |
        | closed-early | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:17 |

      @fault-reset @stage-ping
      Examples: reset at ping
        | fault | stage | failmode | verdict     | evidence   | source                        |
        | reset | ping  | open     | failed-open | by reading | docs/duo/other-products.md:17 |
        | reset | ping  | closed   | denied      | by reading | docs/duo/other-products.md:17 |
        | reset | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:17 |

      @fault-reset-mid-body @stage-ping
      Examples: reset-mid-body at ping
        | fault          | stage | failmode | verdict     | evidence   | source                        |
        | reset-mid-body | ping  | open     | failed-open | by reading | docs/duo/other-products.md:17 |
        | reset-mid-body | ping  | closed   | denied      | by reading | docs/duo/other-products.md:17 |
        | reset-mid-body | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:17 |

      @fault-truncated-body @stage-ping
      Examples: truncated-body at ping
        | fault          | stage | failmode | verdict     | evidence   | source                        |
        | truncated-body | ping  | open     | failed-open | by reading | docs/duo/other-products.md:17 |
        | truncated-body | ping  | closed   | denied      | by reading | docs/duo/other-products.md:17 |
        | truncated-body | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:17 |

      @fault-not-http @stage-ping
      Examples: not-http at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | not-http | ping  | open     | failed-open | by reading | docs/duo/other-products.md:17 |
        | not-http | ping  | closed   | denied      | by reading | docs/duo/other-products.md:17 |
        | not-http | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:17 |

      @fault-http-500 @stage-ping
      Examples: http-500 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-500 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:19 |
        | http-500 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:19 |
        | http-500 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:19 |

      @fault-http-502 @stage-ping
      Examples: http-502 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-502 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:19 |
        | http-502 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:19 |
        | http-502 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:19 |

      @fault-http-503 @stage-ping
      Examples: http-503 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-503 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:19 |
        | http-503 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:19 |
        | http-503 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:19 |

      @fault-http-504 @stage-ping
      Examples: http-504 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-504 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:19 |
        | http-504 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:19 |
        | http-504 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:19 |

      @fault-http-429 @stage-ping
      Examples: http-429 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-429 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:19 |
        | http-429 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:19 |
        | http-429 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:19 |

      @fault-http-401 @stage-ping
      Examples: http-401 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-401 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:19 |
        | http-401 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:19 |
        | http-401 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:19 |

      @fault-http-403 @stage-ping
      Examples: http-403 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-403 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:19 |
        | http-403 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:19 |
        | http-403 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:19 |

      @fault-redirect @stage-ping
      Examples: redirect at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | redirect | ping  | open     | failed-open | by reading | docs/duo/other-products.md:19 |
        | redirect | ping  | closed   | denied      | by reading | docs/duo/other-products.md:19 |
        | redirect | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:19 |

      @fault-not-json @stage-ping
      Examples: not-json at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | not-json | ping  | open     | failed-open | by reading | docs/duo/other-products.md:19 |
        | not-json | ping  | closed   | denied      | by reading | docs/duo/other-products.md:19 |
        | not-json | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:19 |

    # docs/duo/other-products.md:11
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    # rule: docs/rules.md:183 A login has the time that its row says it takes
    Scenario Outline: Confluence and Jira 2.0.4: the failmode decides, from the first request on, after a while
      Given the product "Confluence and Jira 2.0.4" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "Confluence and Jira 2.0.4", which takes about <takes> seconds
      Then the login is "<verdict>"

      @fault-connect-timeout @stage-ping @slow
      Examples: connect-timeout at ping
        | fault           | stage | failmode | verdict     | takes | evidence   | source                        |
        | connect-timeout | ping  | open     | failed-open | 10    | by reading | docs/duo/other-products.md:18 |
        | connect-timeout | ping  | closed   | denied      | 10    | by reading | docs/duo/other-products.md:18 |
        | connect-timeout | ping  | (unset)  | failed-open | 10    | by reading | docs/duo/other-products.md:18 |

      @fault-tls-silent @stage-ping @slow
      Examples: tls-silent at ping
        | fault      | stage | failmode | verdict     | takes | evidence   | source                        |
        | tls-silent | ping  | open     | failed-open | 10    | by reading | docs/duo/other-products.md:18 |
        | tls-silent | ping  | closed   | denied      | 10    | by reading | docs/duo/other-products.md:18 |
        | tls-silent | ping  | (unset)  | failed-open | 10    | by reading | docs/duo/other-products.md:18 |

      @fault-no-answer @stage-ping @slow
      Examples: no-answer at ping
        | fault     | stage | failmode | verdict     | takes | evidence   | source                        |
        | no-answer | ping  | open     | failed-open | 10    | by reading | docs/duo/other-products.md:18 |
        | no-answer | ping  | closed   | denied      | 10    | by reading | docs/duo/other-products.md:18 |
        | no-answer | ping  | (unset)  | failed-open | 10    | by reading | docs/duo/other-products.md:18 |

  Rule: A row with unknown evidence is pending

    # docs/duo/other-products.md:11
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    @pending
    Scenario Outline: Confluence and Jira 2.0.4: not known, from the first request on
      Given the product "Confluence and Jira 2.0.4" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "Confluence and Jira 2.0.4"
      Then the login is "<verdict>"

      @fault-trickle @stage-ping
      Examples: trickle at ping
        | fault   | stage | failmode | verdict | evidence | source                        |
        | trickle | ping  | open     | unknown | unknown  | docs/duo/other-products.md:20 |
        | trickle | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:20 |
        | trickle | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:20 |

      @fault-malformed-response @stage-ping
      Examples: malformed-response at ping
        | fault              | stage | failmode | verdict | evidence | source                        |
        | malformed-response | ping  | open     | unknown | unknown  | docs/duo/other-products.md:20 |
        | malformed-response | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:20 |
        | malformed-response | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:20 |

    # docs/duo/other-products.md:11
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    @pending
    Scenario Outline: Confluence and Jira 2.0.4: not known, throughout the login
      Given the product "Confluence and Jira 2.0.4" with failmode "<failmode>"
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When the user logs in through the product "Confluence and Jira 2.0.4"
      Then the login is "<verdict>"

      @fault-clock-skew @stage-ping
      Examples: clock-skew at ping
        | fault      | stage | failmode | verdict | evidence | source                        |
        | clock-skew | ping  | open     | unknown | unknown  | docs/duo/other-products.md:20 |
        | clock-skew | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:20 |
        | clock-skew | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:20 |
