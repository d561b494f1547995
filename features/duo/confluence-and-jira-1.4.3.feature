# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/other-products.md:22
@product @confluence-and-jira-1.4.3
Feature: Confluence and Jira 1.4.3 when Duo is unreachable
  Each row of the verdict table of Confluence and Jira 1.4.3, in each failmode.
  The user's password is right, and the user would approve a push.

  Rule: Duo is unreachable where the verdict table says that the failmode decides

    # docs/duo/other-products.md:22
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    Scenario Outline: Confluence and Jira 1.4.3: the failmode decides, from the first request on
      Given the product "Confluence and Jira 1.4.3" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "Confluence and Jira 1.4.3"
      Then the login is "<verdict>"

      @fault-dns-failure @stage-preauth
      Examples: dns-failure at preauth
        | fault       | stage   | failmode | verdict     | evidence   | source                        |
        | dns-failure | preauth | open     | failed-open | by reading | docs/duo/other-products.md:28 |
        | dns-failure | preauth | closed   | denied      | by reading | docs/duo/other-products.md:28 |
        | dns-failure | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:28 |

      @fault-connection-refused @stage-preauth
      Examples: connection-refused at preauth
        | fault              | stage   | failmode | verdict     | evidence   | source                        |
        | connection-refused | preauth | open     | failed-open | by reading | docs/duo/other-products.md:28 |
        | connection-refused | preauth | closed   | denied      | by reading | docs/duo/other-products.md:28 |
        | connection-refused | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:28 |

      @fault-tls-untrusted @stage-preauth
      Examples: tls-untrusted at preauth
        | fault         | stage   | failmode | verdict     | evidence   | source                        |
        | tls-untrusted | preauth | open     | failed-open | by reading | docs/duo/other-products.md:28 |
        | tls-untrusted | preauth | closed   | denied      | by reading | docs/duo/other-products.md:28 |
        | tls-untrusted | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:28 |

      @fault-tls-wrong-host @stage-preauth
      Examples: tls-wrong-host at preauth
        | fault          | stage   | failmode | verdict     | evidence   | source                        |
        | tls-wrong-host | preauth | open     | failed-open | by reading | docs/duo/other-products.md:28 |
        | tls-wrong-host | preauth | closed   | denied      | by reading | docs/duo/other-products.md:28 |
        | tls-wrong-host | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:28 |

      @fault-tls-alert @stage-preauth
      Examples: tls-alert at preauth
        | fault     | stage   | failmode | verdict     | evidence   | source                        |
        | tls-alert | preauth | open     | failed-open | by reading | docs/duo/other-products.md:28 |
        | tls-alert | preauth | closed   | denied      | by reading | docs/duo/other-products.md:28 |
        | tls-alert | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:28 |

      @fault-closed-early @stage-preauth
      Examples: closed-early at preauth
        | fault        | stage   | failmode | verdict     | evidence   | source                        |
        | closed-early | preauth | open     | failed-open | by reading | docs/duo/other-products.md:28 |
        | closed-early | preauth | closed   | denied      | by reading | docs/duo/other-products.md:28 |
        | closed-early | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:28 |

      @fault-reset @stage-preauth
      Examples: reset at preauth
        | fault | stage   | failmode | verdict     | evidence   | source                        |
        | reset | preauth | open     | failed-open | by reading | docs/duo/other-products.md:28 |
        | reset | preauth | closed   | denied      | by reading | docs/duo/other-products.md:28 |
        | reset | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:28 |

      @fault-reset-mid-body @stage-preauth
      Examples: reset-mid-body at preauth
        | fault          | stage   | failmode | verdict     | evidence   | source                        |
        | reset-mid-body | preauth | open     | failed-open | by reading | docs/duo/other-products.md:28 |
        | reset-mid-body | preauth | closed   | denied      | by reading | docs/duo/other-products.md:28 |
        | reset-mid-body | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:28 |

      @fault-truncated-body @stage-preauth
      Examples: truncated-body at preauth
        | fault          | stage   | failmode | verdict     | evidence   | source                        |
        | truncated-body | preauth | open     | failed-open | by reading | docs/duo/other-products.md:28 |
        | truncated-body | preauth | closed   | denied      | by reading | docs/duo/other-products.md:28 |
        | truncated-body | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:28 |

      @fault-not-http @stage-preauth
      Examples: not-http at preauth
        | fault    | stage   | failmode | verdict     | evidence   | source                        |
        | not-http | preauth | open     | failed-open | by reading | docs/duo/other-products.md:28 |
        | not-http | preauth | closed   | denied      | by reading | docs/duo/other-products.md:28 |
        | not-http | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:28 |

      @fault-http-500 @stage-preauth
      Examples: http-500 at preauth
        | fault    | stage   | failmode | verdict     | evidence   | source                        |
        | http-500 | preauth | open     | failed-open | by reading | docs/duo/other-products.md:30 |
        | http-500 | preauth | closed   | denied      | by reading | docs/duo/other-products.md:30 |
        | http-500 | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:30 |

      @fault-http-502 @stage-preauth
      Examples: http-502 at preauth
        | fault    | stage   | failmode | verdict     | evidence   | source                        |
        | http-502 | preauth | open     | failed-open | by reading | docs/duo/other-products.md:30 |
        | http-502 | preauth | closed   | denied      | by reading | docs/duo/other-products.md:30 |
        | http-502 | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:30 |

      @fault-http-503 @stage-preauth
      Examples: http-503 at preauth
        | fault    | stage   | failmode | verdict     | evidence   | source                        |
        | http-503 | preauth | open     | failed-open | by reading | docs/duo/other-products.md:30 |
        | http-503 | preauth | closed   | denied      | by reading | docs/duo/other-products.md:30 |
        | http-503 | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:30 |

      @fault-http-504 @stage-preauth
      Examples: http-504 at preauth
        | fault    | stage   | failmode | verdict     | evidence   | source                        |
        | http-504 | preauth | open     | failed-open | by reading | docs/duo/other-products.md:30 |
        | http-504 | preauth | closed   | denied      | by reading | docs/duo/other-products.md:30 |
        | http-504 | preauth | (unset)  | denied      | by reading | docs/duo/other-products.md:30 |

    # docs/duo/other-products.md:22
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    # rule: docs/rules.md:183 A login has the time that its row says it takes
    Scenario Outline: Confluence and Jira 1.4.3: the failmode decides, from the first request on, after a while
      Given the product "Confluence and Jira 1.4.3" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "Confluence and Jira 1.4.3", which takes about <takes> seconds
      Then the login is "<verdict>"

      @fault-connect-timeout @stage-preauth @slow
      Examples: connect-timeout at preauth
        | fault           | stage   | failmode | verdict     | takes | evidence   | source                        |
        | connect-timeout | preauth | open     | failed-open | 30    | by reading | docs/duo/other-products.md:29 |
        | connect-timeout | preauth | closed   | denied      | 30    | by reading | docs/duo/other-products.md:29 |
        | connect-timeout | preauth | (unset)  | denied      | 30    | by reading | docs/duo/other-products.md:29 |

      @fault-tls-silent @stage-preauth @slow
      Examples: tls-silent at preauth
        | fault      | stage   | failmode | verdict     | takes | evidence   | source                        |
        | tls-silent | preauth | open     | failed-open | 30    | by reading | docs/duo/other-products.md:29 |
        | tls-silent | preauth | closed   | denied      | 30    | by reading | docs/duo/other-products.md:29 |
        | tls-silent | preauth | (unset)  | denied      | 30    | by reading | docs/duo/other-products.md:29 |

      @fault-no-answer @stage-preauth @slow
      Examples: no-answer at preauth
        | fault     | stage   | failmode | verdict     | takes | evidence   | source                        |
        | no-answer | preauth | open     | failed-open | 30    | by reading | docs/duo/other-products.md:29 |
        | no-answer | preauth | closed   | denied      | 30    | by reading | docs/duo/other-products.md:29 |
        | no-answer | preauth | (unset)  | denied      | 30    | by reading | docs/duo/other-products.md:29 |

  Rule: Any other outcome holds whatever the failmode

    # docs/duo/other-products.md:22
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    Scenario Outline: Confluence and Jira 1.4.3: the failmode does not matter, from the first request on
      Given the product "Confluence and Jira 1.4.3" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "Confluence and Jira 1.4.3"
      Then the login is "<verdict>"

      @fault-http-429 @stage-preauth
      Examples: http-429 at preauth
        | fault    | stage   | failmode | verdict | evidence   | source                        |
        | http-429 | preauth | open     | denied  | by reading | docs/duo/other-products.md:31 |
        | http-429 | preauth | closed   | denied  | by reading | docs/duo/other-products.md:31 |
        | http-429 | preauth | (unset)  | denied  | by reading | docs/duo/other-products.md:31 |

      @fault-http-401 @stage-preauth
      Examples: http-401 at preauth
        | fault    | stage   | failmode | verdict | evidence   | source                        |
        | http-401 | preauth | open     | denied  | by reading | docs/duo/other-products.md:31 |
        | http-401 | preauth | closed   | denied  | by reading | docs/duo/other-products.md:31 |
        | http-401 | preauth | (unset)  | denied  | by reading | docs/duo/other-products.md:31 |

      @fault-http-403 @stage-preauth
      Examples: http-403 at preauth
        | fault    | stage   | failmode | verdict | evidence   | source                        |
        | http-403 | preauth | open     | denied  | by reading | docs/duo/other-products.md:31 |
        | http-403 | preauth | closed   | denied  | by reading | docs/duo/other-products.md:31 |
        | http-403 | preauth | (unset)  | denied  | by reading | docs/duo/other-products.md:31 |

      @fault-redirect @stage-preauth
      Examples: redirect at preauth
        | fault    | stage   | failmode | verdict | evidence   | source                        |
        | redirect | preauth | open     | denied  | by reading | docs/duo/other-products.md:31 |
        | redirect | preauth | closed   | denied  | by reading | docs/duo/other-products.md:31 |
        | redirect | preauth | (unset)  | denied  | by reading | docs/duo/other-products.md:31 |

      @fault-not-json @stage-preauth
      Examples: not-json at preauth
        | fault    | stage   | failmode | verdict | evidence   | source                        |
        | not-json | preauth | open     | denied  | by reading | docs/duo/other-products.md:31 |
        | not-json | preauth | closed   | denied  | by reading | docs/duo/other-products.md:31 |
        | not-json | preauth | (unset)  | denied  | by reading | docs/duo/other-products.md:31 |

      @fault-malformed-response @stage-preauth
      Examples: malformed-response at preauth
        | fault              | stage   | failmode | verdict | evidence   | source                        |
        | malformed-response | preauth | open     | denied  | by reading | docs/duo/other-products.md:31 |
        | malformed-response | preauth | closed   | denied  | by reading | docs/duo/other-products.md:31 |
        | malformed-response | preauth | (unset)  | denied  | by reading | docs/duo/other-products.md:31 |

  Rule: A row with unknown evidence is pending

    # docs/duo/other-products.md:22
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    @pending
    Scenario Outline: Confluence and Jira 1.4.3: not known, from the first request on
      Given the product "Confluence and Jira 1.4.3" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "Confluence and Jira 1.4.3"
      Then the login is "<verdict>"

      @fault-trickle @stage-preauth
      Examples: trickle at preauth
        | fault   | stage   | failmode | verdict | evidence | source                        |
        | trickle | preauth | open     | unknown | unknown  | docs/duo/other-products.md:32 |
        | trickle | preauth | closed   | unknown | unknown  | docs/duo/other-products.md:32 |
        | trickle | preauth | (unset)  | unknown | unknown  | docs/duo/other-products.md:32 |

    # docs/duo/other-products.md:22
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    @pending
    Scenario Outline: Confluence and Jira 1.4.3: not known, throughout the login
      Given the product "Confluence and Jira 1.4.3" with failmode "<failmode>"
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When the user logs in through the product "Confluence and Jira 1.4.3"
      Then the login is "<verdict>"

      @fault-clock-skew @stage-preauth
      Examples: clock-skew at preauth
        | fault      | stage   | failmode | verdict | evidence | source                        |
        | clock-skew | preauth | open     | unknown | unknown  | docs/duo/other-products.md:32 |
        | clock-skew | preauth | closed   | unknown | unknown  | docs/duo/other-products.md:32 |
        | clock-skew | preauth | (unset)  | unknown | unknown  | docs/duo/other-products.md:32 |
