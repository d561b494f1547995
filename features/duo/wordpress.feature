# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/other-products.md:59
@product @wordpress
Feature: WordPress when Duo is unreachable
  Each row of the verdict table of WordPress, in each failmode.
  The user's password is right, and the user would approve a push.

  Rule: Duo is unreachable where the verdict table says that the failmode decides

    # docs/duo/other-products.md:59
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    Scenario Outline: WordPress: the failmode decides, from the first request on
      Given the product "WordPress" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "WordPress"
      Then the login is "<verdict>"

      @fault-dns-failure @stage-ping
      Examples: dns-failure at ping
        | fault       | stage | failmode | verdict     | evidence   | source                        |
        | dns-failure | ping  | open     | failed-open | by reading | docs/duo/other-products.md:65 |
        | dns-failure | ping  | closed   | denied      | by reading | docs/duo/other-products.md:65 |
        | dns-failure | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:65 |

      @fault-connection-refused @stage-ping
      Examples: connection-refused at ping
        | fault              | stage | failmode | verdict     | evidence   | source                        |
        | connection-refused | ping  | open     | failed-open | by reading | docs/duo/other-products.md:65 |
        | connection-refused | ping  | closed   | denied      | by reading | docs/duo/other-products.md:65 |
        | connection-refused | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:65 |

      @fault-tls-untrusted @stage-ping
      Examples: tls-untrusted at ping
        | fault         | stage | failmode | verdict     | evidence   | source                        |
        | tls-untrusted | ping  | open     | failed-open | by reading | docs/duo/other-products.md:65 |
        | tls-untrusted | ping  | closed   | denied      | by reading | docs/duo/other-products.md:65 |
        | tls-untrusted | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:65 |

      @fault-tls-wrong-host @stage-ping
      Examples: tls-wrong-host at ping
        | fault          | stage | failmode | verdict     | evidence   | source                        |
        | tls-wrong-host | ping  | open     | failed-open | by reading | docs/duo/other-products.md:65 |
        | tls-wrong-host | ping  | closed   | denied      | by reading | docs/duo/other-products.md:65 |
        | tls-wrong-host | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:65 |

      @fault-tls-alert @stage-ping
      Examples: tls-alert at ping
        | fault     | stage | failmode | verdict     | evidence   | source                        |
        | tls-alert | ping  | open     | failed-open | by reading | docs/duo/other-products.md:65 |
        | tls-alert | ping  | closed   | denied      | by reading | docs/duo/other-products.md:65 |
        | tls-alert | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:65 |

      @fault-closed-early @stage-ping
      Examples: closed-early at ping
        | fault        | stage | failmode | verdict     | evidence   | source                        |
        | closed-early | ping  | open     | failed-open | by reading | docs/duo/other-products.md:65 |
        | closed-early | ping  | closed   | denied      | by reading | docs/duo/other-products.md:65 |
        | closed-early | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:65 |

      @fault-reset @stage-ping
      Examples: reset at ping
        | fault | stage | failmode | verdict     | evidence   | source                        |
        | reset | ping  | open     | failed-open | by reading | docs/duo/other-products.md:65 |
        | reset | ping  | closed   | denied      | by reading | docs/duo/other-products.md:65 |
        | reset | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:65 |

      @fault-reset-mid-body @stage-ping
      Examples: reset-mid-body at ping
        | fault          | stage | failmode | verdict     | evidence   | source                        |
        | reset-mid-body | ping  | open     | failed-open | by reading | docs/duo/other-products.md:65 |
        | reset-mid-body | ping  | closed   | denied      | by reading | docs/duo/other-products.md:65 |
        | reset-mid-body | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:65 |

      @fault-truncated-body @stage-ping
      Examples: truncated-body at ping
        | fault          | stage | failmode | verdict     | evidence   | source                        |
        | truncated-body | ping  | open     | failed-open | by reading | docs/duo/other-products.md:65 |
        | truncated-body | ping  | closed   | denied      | by reading | docs/duo/other-products.md:65 |
        | truncated-body | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:65 |

      @fault-not-http @stage-ping
      Examples: not-http at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | not-http | ping  | open     | failed-open | by reading | docs/duo/other-products.md:65 |
        | not-http | ping  | closed   | denied      | by reading | docs/duo/other-products.md:65 |
        | not-http | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:65 |

      @fault-http-500 @stage-ping
      Examples: http-500 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-500 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:66 |
        | http-500 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:66 |
        | http-500 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:66 |

      @fault-http-502 @stage-ping
      Examples: http-502 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-502 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:66 |
        | http-502 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:66 |
        | http-502 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:66 |

      @fault-http-503 @stage-ping
      Examples: http-503 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-503 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:66 |
        | http-503 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:66 |
        | http-503 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:66 |

      @fault-http-504 @stage-ping
      Examples: http-504 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-504 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:66 |
        | http-504 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:66 |
        | http-504 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:66 |

      @fault-http-429 @stage-ping
      Examples: http-429 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-429 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:66 |
        | http-429 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:66 |
        | http-429 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:66 |

      @fault-http-401 @stage-ping
      Examples: http-401 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-401 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:66 |
        | http-401 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:66 |
        | http-401 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:66 |

      @fault-http-403 @stage-ping
      Examples: http-403 at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | http-403 | ping  | open     | failed-open | by reading | docs/duo/other-products.md:66 |
        | http-403 | ping  | closed   | denied      | by reading | docs/duo/other-products.md:66 |
        | http-403 | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:66 |

      @fault-redirect @stage-ping
      Examples: redirect at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | redirect | ping  | open     | failed-open | by reading | docs/duo/other-products.md:66 |
        | redirect | ping  | closed   | denied      | by reading | docs/duo/other-products.md:66 |
        | redirect | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:66 |

      @fault-not-json @stage-ping
      Examples: not-json at ping
        | fault    | stage | failmode | verdict     | evidence   | source                        |
        | not-json | ping  | open     | failed-open | by reading | docs/duo/other-products.md:66 |
        | not-json | ping  | closed   | denied      | by reading | docs/duo/other-products.md:66 |
        | not-json | ping  | (unset)  | failed-open | by reading | docs/duo/other-products.md:66 |

  Rule: Any other outcome holds whatever the failmode

    # docs/duo/other-products.md:59
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    Scenario Outline: WordPress: the failmode does not matter, after a first request went well
      Given the product "WordPress" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "WordPress"
      Then the login is "<verdict>"

      @fault-dns-failure @stage-auth
      Examples: dns-failure at auth
        | fault       | stage | failmode | verdict | evidence   | source                        |
        | dns-failure | auth  | open     | denied  | by reading | docs/duo/other-products.md:68 |
        | dns-failure | auth  | closed   | denied  | by reading | docs/duo/other-products.md:68 |
        | dns-failure | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:68 |

      @fault-connection-refused @stage-auth
      Examples: connection-refused at auth
        | fault              | stage | failmode | verdict | evidence   | source                        |
        | connection-refused | auth  | open     | denied  | by reading | docs/duo/other-products.md:68 |
        | connection-refused | auth  | closed   | denied  | by reading | docs/duo/other-products.md:68 |
        | connection-refused | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:68 |

      @fault-tls-untrusted @stage-auth
      Examples: tls-untrusted at auth
        | fault         | stage | failmode | verdict | evidence   | source                        |
        | tls-untrusted | auth  | open     | denied  | by reading | docs/duo/other-products.md:68 |
        | tls-untrusted | auth  | closed   | denied  | by reading | docs/duo/other-products.md:68 |
        | tls-untrusted | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:68 |

      @fault-tls-wrong-host @stage-auth
      Examples: tls-wrong-host at auth
        | fault          | stage | failmode | verdict | evidence   | source                        |
        | tls-wrong-host | auth  | open     | denied  | by reading | docs/duo/other-products.md:68 |
        | tls-wrong-host | auth  | closed   | denied  | by reading | docs/duo/other-products.md:68 |
        | tls-wrong-host | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:68 |

      @fault-tls-alert @stage-auth
      Examples: tls-alert at auth
        | fault     | stage | failmode | verdict | evidence   | source                        |
        | tls-alert | auth  | open     | denied  | by reading | docs/duo/other-products.md:68 |
        | tls-alert | auth  | closed   | denied  | by reading | docs/duo/other-products.md:68 |
        | tls-alert | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:68 |

      @fault-closed-early @stage-auth
      Examples: closed-early at auth
        | fault        | stage | failmode | verdict | evidence   | source                        |
        | closed-early | auth  | open     | denied  | by reading | docs/duo/other-products.md:68 |
        | closed-early | auth  | closed   | denied  | by reading | docs/duo/other-products.md:68 |
        | closed-early | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:68 |

      @fault-reset @stage-auth
      Examples: reset at auth
        | fault | stage | failmode | verdict | evidence   | source                        |
        | reset | auth  | open     | denied  | by reading | docs/duo/other-products.md:68 |
        | reset | auth  | closed   | denied  | by reading | docs/duo/other-products.md:68 |
        | reset | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:68 |

      @fault-reset-mid-body @stage-auth
      Examples: reset-mid-body at auth
        | fault          | stage | failmode | verdict | evidence   | source                        |
        | reset-mid-body | auth  | open     | denied  | by reading | docs/duo/other-products.md:68 |
        | reset-mid-body | auth  | closed   | denied  | by reading | docs/duo/other-products.md:68 |
        | reset-mid-body | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:68 |

      @fault-truncated-body @stage-auth
      Examples: truncated-body at auth
        | fault          | stage | failmode | verdict | evidence   | source                        |
        | truncated-body | auth  | open     | denied  | by reading | docs/duo/other-products.md:68 |
        | truncated-body | auth  | closed   | denied  | by reading | docs/duo/other-products.md:68 |
        | truncated-body | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:68 |

      @fault-not-http @stage-auth
      Examples: not-http at auth
        | fault    | stage | failmode | verdict | evidence   | source                        |
        | not-http | auth  | open     | denied  | by reading | docs/duo/other-products.md:68 |
        | not-http | auth  | closed   | denied  | by reading | docs/duo/other-products.md:68 |
        | not-http | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:68 |

      @fault-http-500 @stage-auth
      Examples: http-500 at auth
        | fault    | stage | failmode | verdict | evidence   | source                        |
        | http-500 | auth  | open     | denied  | by reading | docs/duo/other-products.md:69 |
        | http-500 | auth  | closed   | denied  | by reading | docs/duo/other-products.md:69 |
        | http-500 | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:69 |

      @fault-http-502 @stage-auth
      Examples: http-502 at auth
        | fault    | stage | failmode | verdict | evidence   | source                        |
        | http-502 | auth  | open     | denied  | by reading | docs/duo/other-products.md:69 |
        | http-502 | auth  | closed   | denied  | by reading | docs/duo/other-products.md:69 |
        | http-502 | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:69 |

      @fault-http-503 @stage-auth
      Examples: http-503 at auth
        | fault    | stage | failmode | verdict | evidence   | source                        |
        | http-503 | auth  | open     | denied  | by reading | docs/duo/other-products.md:69 |
        | http-503 | auth  | closed   | denied  | by reading | docs/duo/other-products.md:69 |
        | http-503 | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:69 |

      @fault-http-504 @stage-auth
      Examples: http-504 at auth
        | fault    | stage | failmode | verdict | evidence   | source                        |
        | http-504 | auth  | open     | denied  | by reading | docs/duo/other-products.md:69 |
        | http-504 | auth  | closed   | denied  | by reading | docs/duo/other-products.md:69 |
        | http-504 | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:69 |

      @fault-http-429 @stage-auth
      Examples: http-429 at auth
        | fault    | stage | failmode | verdict | evidence   | source                        |
        | http-429 | auth  | open     | denied  | by reading | docs/duo/other-products.md:69 |
        | http-429 | auth  | closed   | denied  | by reading | docs/duo/other-products.md:69 |
        | http-429 | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:69 |

      @fault-http-401 @stage-auth
      Examples: http-401 at auth
        | fault    | stage | failmode | verdict | evidence   | source                        |
        | http-401 | auth  | open     | denied  | by reading | docs/duo/other-products.md:69 |
        | http-401 | auth  | closed   | denied  | by reading | docs/duo/other-products.md:69 |
        | http-401 | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:69 |

      @fault-http-403 @stage-auth
      Examples: http-403 at auth
        | fault    | stage | failmode | verdict | evidence   | source                        |
        | http-403 | auth  | open     | denied  | by reading | docs/duo/other-products.md:69 |
        | http-403 | auth  | closed   | denied  | by reading | docs/duo/other-products.md:69 |
        | http-403 | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:69 |

      @fault-redirect @stage-auth
      Examples: redirect at auth
        | fault    | stage | failmode | verdict | evidence   | source                        |
        | redirect | auth  | open     | denied  | by reading | docs/duo/other-products.md:69 |
        | redirect | auth  | closed   | denied  | by reading | docs/duo/other-products.md:69 |
        | redirect | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:69 |

      @fault-not-json @stage-auth
      Examples: not-json at auth
        | fault    | stage | failmode | verdict | evidence   | source                        |
        | not-json | auth  | open     | denied  | by reading | docs/duo/other-products.md:69 |
        | not-json | auth  | closed   | denied  | by reading | docs/duo/other-products.md:69 |
        | not-json | auth  | (unset)  | denied  | by reading | docs/duo/other-products.md:69 |

  Rule: A row with unknown evidence is pending

    # docs/duo/other-products.md:59
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    @pending
    Scenario Outline: WordPress: not known, from the first request on
      Given the product "WordPress" with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "WordPress"
      Then the login is "<verdict>"

      @fault-connect-timeout @stage-ping
      Examples: connect-timeout at ping
        | fault           | stage | failmode | verdict | evidence | source                        |
        | connect-timeout | ping  | open     | unknown | unknown  | docs/duo/other-products.md:67 |
        | connect-timeout | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:67 |
        | connect-timeout | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:67 |

      @fault-tls-silent @stage-ping
      Examples: tls-silent at ping
        | fault      | stage | failmode | verdict | evidence | source                        |
        | tls-silent | ping  | open     | unknown | unknown  | docs/duo/other-products.md:67 |
        | tls-silent | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:67 |
        | tls-silent | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:67 |

      @fault-no-answer @stage-ping
      Examples: no-answer at ping
        | fault     | stage | failmode | verdict | evidence | source                        |
        | no-answer | ping  | open     | unknown | unknown  | docs/duo/other-products.md:67 |
        | no-answer | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:67 |
        | no-answer | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:67 |

      @fault-trickle @stage-ping
      Examples: trickle at ping
        | fault   | stage | failmode | verdict | evidence | source                        |
        | trickle | ping  | open     | unknown | unknown  | docs/duo/other-products.md:67 |
        | trickle | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:67 |
        | trickle | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:67 |

      @fault-malformed-response @stage-ping
      Examples: malformed-response at ping
        | fault              | stage | failmode | verdict | evidence | source                        |
        | malformed-response | ping  | open     | unknown | unknown  | docs/duo/other-products.md:67 |
        | malformed-response | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:67 |
        | malformed-response | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:67 |

    # docs/duo/other-products.md:59
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:133 A mode that is not configured is the default mode
    @pending
    Scenario Outline: WordPress: not known, throughout the login
      Given the product "WordPress" with failmode "<failmode>"
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When the user logs in through the product "WordPress"
      Then the login is "<verdict>"

      @fault-clock-skew @stage-ping
      Examples: clock-skew at ping
        | fault      | stage | failmode | verdict | evidence | source                        |
        | clock-skew | ping  | open     | unknown | unknown  | docs/duo/other-products.md:67 |
        | clock-skew | ping  | closed   | unknown | unknown  | docs/duo/other-products.md:67 |
        | clock-skew | ping  | (unset)  | unknown | unknown  | docs/duo/other-products.md:67 |
