# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/other-products.md:71
@product @openvpn-plugin-3.1
Feature: OpenVPN plugin 3.1 when Duo is unreachable
  Each row of the verdict table of OpenVPN plugin 3.1, which has no failmode.
  The user's password is right, and the user would approve a push.

  Rule: Any other outcome holds whatever the failmode

    # docs/duo/other-products.md:71
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    Scenario Outline: OpenVPN plugin 3.1: the failmode does not matter, from the first request on
      Given the product "OpenVPN plugin 3.1"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "OpenVPN plugin 3.1"
      Then the login is "<verdict>"

      @fault-dns-failure @stage-preauth
      Examples: dns-failure at preauth
        | fault       | stage   | verdict | evidence   | source                        |
        | dns-failure | preauth | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-connection-refused @stage-preauth
      Examples: connection-refused at preauth
        | fault              | stage   | verdict | evidence   | source                        |
        | connection-refused | preauth | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-tls-untrusted @stage-preauth
      Examples: tls-untrusted at preauth
        | fault         | stage   | verdict | evidence   | source                        |
        | tls-untrusted | preauth | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-tls-wrong-host @stage-preauth
      Examples: tls-wrong-host at preauth
        | fault          | stage   | verdict | evidence   | source                        |
        | tls-wrong-host | preauth | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-tls-alert @stage-preauth
      Examples: tls-alert at preauth
        | fault     | stage   | verdict | evidence   | source                        |
        | tls-alert | preauth | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-closed-early @stage-preauth
      Examples: closed-early at preauth
        | fault        | stage   | verdict | evidence   | source                        |
        | closed-early | preauth | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-reset @stage-preauth
      Examples: reset at preauth
        | fault | stage   | verdict | evidence   | source                        |
        | reset | preauth | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-reset-mid-body @stage-preauth
      Examples: reset-mid-body at preauth
        | fault          | stage   | verdict | evidence   | source                        |
        | reset-mid-body | preauth | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-truncated-body @stage-preauth
      Examples: truncated-body at preauth
        | fault          | stage   | verdict | evidence   | source                        |
        | truncated-body | preauth | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-not-http @stage-preauth
      Examples: not-http at preauth
        | fault    | stage   | verdict | evidence   | source                        |
        | not-http | preauth | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-http-500 @stage-preauth
      Examples: http-500 at preauth
        | fault    | stage   | verdict | evidence   | source                        |
        | http-500 | preauth | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-http-502 @stage-preauth
      Examples: http-502 at preauth
        | fault    | stage   | verdict | evidence   | source                        |
        | http-502 | preauth | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-http-503 @stage-preauth
      Examples: http-503 at preauth
        | fault    | stage   | verdict | evidence   | source                        |
        | http-503 | preauth | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-http-504 @stage-preauth
      Examples: http-504 at preauth
        | fault    | stage   | verdict | evidence   | source                        |
        | http-504 | preauth | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-http-429 @stage-preauth
      Examples: http-429 at preauth
        | fault    | stage   | verdict | evidence   | source                        |
        | http-429 | preauth | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-http-401 @stage-preauth
      Examples: http-401 at preauth
        | fault    | stage   | verdict | evidence   | source                        |
        | http-401 | preauth | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-http-403 @stage-preauth
      Examples: http-403 at preauth
        | fault    | stage   | verdict | evidence   | source                        |
        | http-403 | preauth | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-redirect @stage-preauth
      Examples: redirect at preauth
        | fault    | stage   | verdict | evidence   | source                        |
        | redirect | preauth | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-not-json @stage-preauth
      Examples: not-json at preauth
        | fault    | stage   | verdict | evidence   | source                        |
        | not-json | preauth | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-malformed-response @stage-preauth
      Examples: malformed-response at preauth
        | fault              | stage   | verdict | evidence   | source                        |
        | malformed-response | preauth | denied  | by reading | docs/duo/other-products.md:78 |

    # docs/duo/other-products.md:71
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    Scenario Outline: OpenVPN plugin 3.1: the failmode does not matter, after a first request went well
      Given the product "OpenVPN plugin 3.1"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "OpenVPN plugin 3.1"
      Then the login is "<verdict>"

      @fault-dns-failure @stage-auth
      Examples: dns-failure at auth
        | fault       | stage | verdict | evidence   | source                        |
        | dns-failure | auth  | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-connection-refused @stage-auth
      Examples: connection-refused at auth
        | fault              | stage | verdict | evidence   | source                        |
        | connection-refused | auth  | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-tls-untrusted @stage-auth
      Examples: tls-untrusted at auth
        | fault         | stage | verdict | evidence   | source                        |
        | tls-untrusted | auth  | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-tls-wrong-host @stage-auth
      Examples: tls-wrong-host at auth
        | fault          | stage | verdict | evidence   | source                        |
        | tls-wrong-host | auth  | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-tls-alert @stage-auth
      Examples: tls-alert at auth
        | fault     | stage | verdict | evidence   | source                        |
        | tls-alert | auth  | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-closed-early @stage-auth
      Examples: closed-early at auth
        | fault        | stage | verdict | evidence   | source                        |
        | closed-early | auth  | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-reset @stage-auth
      Examples: reset at auth
        | fault | stage | verdict | evidence   | source                        |
        | reset | auth  | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-reset-mid-body @stage-auth
      Examples: reset-mid-body at auth
        | fault          | stage | verdict | evidence   | source                        |
        | reset-mid-body | auth  | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-truncated-body @stage-auth
      Examples: truncated-body at auth
        | fault          | stage | verdict | evidence   | source                        |
        | truncated-body | auth  | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-not-http @stage-auth
      Examples: not-http at auth
        | fault    | stage | verdict | evidence   | source                        |
        | not-http | auth  | denied  | by reading | docs/duo/other-products.md:77 |

      @fault-http-500 @stage-auth
      Examples: http-500 at auth
        | fault    | stage | verdict | evidence   | source                        |
        | http-500 | auth  | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-http-502 @stage-auth
      Examples: http-502 at auth
        | fault    | stage | verdict | evidence   | source                        |
        | http-502 | auth  | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-http-503 @stage-auth
      Examples: http-503 at auth
        | fault    | stage | verdict | evidence   | source                        |
        | http-503 | auth  | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-http-504 @stage-auth
      Examples: http-504 at auth
        | fault    | stage | verdict | evidence   | source                        |
        | http-504 | auth  | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-http-429 @stage-auth
      Examples: http-429 at auth
        | fault    | stage | verdict | evidence   | source                        |
        | http-429 | auth  | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-http-401 @stage-auth
      Examples: http-401 at auth
        | fault    | stage | verdict | evidence   | source                        |
        | http-401 | auth  | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-http-403 @stage-auth
      Examples: http-403 at auth
        | fault    | stage | verdict | evidence   | source                        |
        | http-403 | auth  | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-redirect @stage-auth
      Examples: redirect at auth
        | fault    | stage | verdict | evidence   | source                        |
        | redirect | auth  | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-not-json @stage-auth
      Examples: not-json at auth
        | fault    | stage | verdict | evidence   | source                        |
        | not-json | auth  | denied  | by reading | docs/duo/other-products.md:78 |

      @fault-malformed-response @stage-auth
      Examples: malformed-response at auth
        | fault              | stage | verdict | evidence   | source                        |
        | malformed-response | auth  | denied  | by reading | docs/duo/other-products.md:78 |

  Rule: A hung login is a verdict of its own

    # docs/duo/other-products.md:71
    # rule: docs/rules.md:117 A hung login is a verdict of its own
    # rule: docs/rules.md:125 A fault strikes from its stage on
    Scenario Outline: OpenVPN plugin 3.1: no verdict before the deadline, from the first request on
      Given the product "OpenVPN plugin 3.1"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "OpenVPN plugin 3.1"
      Then the login is "<verdict>"

      @fault-tls-silent @stage-preauth
      Examples: tls-silent at preauth
        | fault      | stage   | verdict | evidence   | source                        |
        | tls-silent | preauth | hung    | by reading | docs/duo/other-products.md:79 |

      @fault-no-answer @stage-preauth
      Examples: no-answer at preauth
        | fault     | stage   | verdict | evidence   | source                        |
        | no-answer | preauth | hung    | by reading | docs/duo/other-products.md:79 |

      @fault-trickle @stage-preauth
      Examples: trickle at preauth
        | fault   | stage   | verdict | evidence   | source                        |
        | trickle | preauth | hung    | by reading | docs/duo/other-products.md:79 |

    # docs/duo/other-products.md:71
    # rule: docs/rules.md:117 A hung login is a verdict of its own
    # rule: docs/rules.md:125 A fault strikes from its stage on
    Scenario Outline: OpenVPN plugin 3.1: no verdict before the deadline, after a first request went well
      Given the product "OpenVPN plugin 3.1"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "OpenVPN plugin 3.1"
      Then the login is "<verdict>"

      @fault-tls-silent @stage-auth
      Examples: tls-silent at auth
        | fault      | stage | verdict | evidence   | source                        |
        | tls-silent | auth  | hung    | by reading | docs/duo/other-products.md:79 |

      @fault-no-answer @stage-auth
      Examples: no-answer at auth
        | fault     | stage | verdict | evidence   | source                        |
        | no-answer | auth  | hung    | by reading | docs/duo/other-products.md:79 |

      @fault-trickle @stage-auth
      Examples: trickle at auth
        | fault   | stage | verdict | evidence   | source                        |
        | trickle | auth  | hung    | by reading | docs/duo/other-products.md:79 |

  Rule: A row with unknown evidence is pending

    # docs/duo/other-products.md:71
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:125 A fault strikes from its stage on
    @pending
    Scenario Outline: OpenVPN plugin 3.1: not known, from the first request on
      Given the product "OpenVPN plugin 3.1"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "OpenVPN plugin 3.1"
      Then the login is "<verdict>"

      @fault-connect-timeout @stage-preauth
      Examples: connect-timeout at preauth
        | fault           | stage   | verdict | evidence | source                        |
        | connect-timeout | preauth | unknown | unknown  | docs/duo/other-products.md:80 |

    # docs/duo/other-products.md:71
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    @pending
    Scenario Outline: OpenVPN plugin 3.1: not known, throughout the login
      Given the product "OpenVPN plugin 3.1"
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When the user logs in through the product "OpenVPN plugin 3.1"
      Then the login is "<verdict>"

      @fault-clock-skew @stage-preauth
      Examples: clock-skew at preauth
        | fault      | stage   | verdict | evidence | source                        |
        | clock-skew | preauth | unknown | unknown  | docs/duo/other-products.md:80 |
