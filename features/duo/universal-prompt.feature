# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/when-duo-is-unreachable.md:364
@universal-prompt
Feature: Universal Prompt when Duo is unreachable
  Each row of the verdict table of Universal Prompt, in each failmode.
  The user's password is right, and the user would approve a push.

  Rule: Duo is unreachable where the verdict table says that the failmode decides

    # docs/duo/when-duo-is-unreachable.md:364
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    Scenario Outline: Universal Prompt: the failmode decides, from the first request on
      Given a Universal Prompt application with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the Universal Prompt application
      Then the login is "<verdict>"

      @fault-dns-failure @stage-ping
      Examples: dns-failure at ping
        | fault       | stage | failmode | verdict     | evidence | source                                  |
        | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:370 |
        | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:370 |

      @fault-no-route @stage-ping
      Examples: no-route at ping
        | fault    | stage | failmode | verdict     | evidence   | source                                  |
        | no-route | ping  | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:371 |
        | no-route | ping  | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:371 |

      @fault-connection-refused @stage-ping
      Examples: connection-refused at ping
        | fault              | stage | failmode | verdict     | evidence | source                                  |
        | connection-refused | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:374 |
        | connection-refused | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:374 |

      @fault-connect-timeout @stage-ping
      Examples: connect-timeout at ping
        | fault           | stage | failmode | verdict     | evidence | source                                  |
        | connect-timeout | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:375 |
        | connect-timeout | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:375 |

      @fault-tls-untrusted @stage-ping
      Examples: tls-untrusted at ping
        | fault         | stage | failmode | verdict     | evidence | source                                  |
        | tls-untrusted | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:377 |
        | tls-untrusted | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:377 |

      @fault-tls-wrong-host @stage-ping
      Examples: tls-wrong-host at ping
        | fault          | stage | failmode | verdict     | evidence | source                                  |
        | tls-wrong-host | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:378 |
        | tls-wrong-host | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:378 |

      @fault-tls-alert @stage-ping
      Examples: tls-alert at ping
        | fault     | stage | failmode | verdict     | evidence | source                                  |
        | tls-alert | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:379 |
        | tls-alert | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:379 |

      @fault-closed-early @stage-ping
      Examples: closed-early at ping
        | fault        | stage | failmode | verdict     | evidence | source                                  |
        | closed-early | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:381 |
        | closed-early | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:381 |

      @fault-reset @stage-ping
      Examples: reset at ping
        | fault | stage | failmode | verdict     | evidence | source                                  |
        | reset | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:382 |
        | reset | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:382 |

      @fault-reset-mid-body @stage-ping
      Examples: reset-mid-body at ping
        | fault          | stage | failmode | verdict     | evidence | source                                  |
        | reset-mid-body | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:383 |
        | reset-mid-body | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:383 |

      @fault-truncated-body @stage-ping
      Examples: truncated-body at ping
        | fault          | stage | failmode | verdict     | evidence | source                                  |
        | truncated-body | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:384 |
        | truncated-body | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:384 |

      @fault-not-http @stage-ping
      Examples: not-http at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | not-http | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:386 |
        | not-http | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:386 |

      @fault-http-500 @stage-ping
      Examples: http-500 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-500 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:387 |
        | http-500 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:387 |

      @fault-http-502 @stage-ping
      Examples: http-502 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-502 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:388 |
        | http-502 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:388 |

      @fault-http-503 @stage-ping
      Examples: http-503 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-503 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:389 |
        | http-503 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:389 |

      @fault-http-504 @stage-ping
      Examples: http-504 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-504 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:390 |
        | http-504 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:390 |

      @fault-http-429 @stage-ping
      Examples: http-429 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-429 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:391 |
        | http-429 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:391 |

      @fault-http-401 @stage-ping
      Examples: http-401 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-401 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:392 |
        | http-401 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:392 |

      @fault-http-403 @stage-ping
      Examples: http-403 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-403 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:393 |
        | http-403 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:393 |

      @fault-redirect @stage-ping
      Examples: redirect at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | redirect | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:394 |
        | redirect | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:394 |

      @fault-not-json @stage-ping
      Examples: not-json at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | not-json | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:395 |
        | not-json | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:395 |

    # docs/duo/when-duo-is-unreachable.md:364
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    Scenario Outline: Universal Prompt: the failmode decides, throughout the login
      Given a Universal Prompt application with failmode "<failmode>"
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When the user logs in through the Universal Prompt application
      Then the login is "<verdict>"

      @fault-clock-skew @stage-ping
      Examples: clock-skew at ping
        | fault      | stage | failmode | verdict     | evidence   | source                                  |
        | clock-skew | ping  | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:397 |
        | clock-skew | ping  | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:397 |

  Rule: Any other outcome holds whatever the failmode

    # docs/duo/when-duo-is-unreachable.md:364
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    Scenario Outline: Universal Prompt: the failmode does not matter, from the first request on
      Given a Universal Prompt application with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the Universal Prompt application
      Then the login is "<verdict>"

      @fault-first-address-refused @stage-ping
      Examples: first-address-refused at ping
        | fault                 | stage | failmode | verdict | evidence   | source                                  |
        | first-address-refused | ping  | safe     | allowed | by reading | docs/duo/when-duo-is-unreachable.md:372 |
        | first-address-refused | ping  | secure   | allowed | by reading | docs/duo/when-duo-is-unreachable.md:372 |

      @fault-first-address-silent @stage-ping
      Examples: first-address-silent at ping
        | fault                | stage | failmode | verdict | evidence   | source                                  |
        | first-address-silent | ping  | safe     | allowed | by reading | docs/duo/when-duo-is-unreachable.md:373 |
        | first-address-silent | ping  | secure   | allowed | by reading | docs/duo/when-duo-is-unreachable.md:373 |

      @fault-malformed-response @stage-ping
      Examples: malformed-response at ping
        | fault              | stage | failmode | verdict | evidence | source                                  |
        | malformed-response | ping  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:396 |
        | malformed-response | ping  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:396 |

    # docs/duo/when-duo-is-unreachable.md:364
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    Scenario Outline: Universal Prompt: the failmode does not matter, after a first request went well
      Given a Universal Prompt application with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the Universal Prompt application
      Then the login is "<verdict>"

      @fault-dns-failure @stage-auth
      Examples: dns-failure at auth
        | fault       | stage | failmode | verdict | evidence | source                                  |
        | dns-failure | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:398 |
        | dns-failure | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:398 |

      @fault-connection-refused @stage-auth
      Examples: connection-refused at auth
        | fault              | stage | failmode | verdict | evidence | source                                  |
        | connection-refused | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:399 |
        | connection-refused | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:399 |

      @fault-connect-timeout @stage-auth
      Examples: connect-timeout at auth
        | fault           | stage | failmode | verdict | evidence   | source                                  |
        | connect-timeout | auth  | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:400 |
        | connect-timeout | auth  | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:400 |

      @fault-tls-untrusted @stage-auth
      Examples: tls-untrusted at auth
        | fault         | stage | failmode | verdict | evidence | source                                  |
        | tls-untrusted | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:402 |
        | tls-untrusted | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:402 |

      @fault-tls-wrong-host @stage-auth
      Examples: tls-wrong-host at auth
        | fault          | stage | failmode | verdict | evidence | source                                  |
        | tls-wrong-host | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:403 |
        | tls-wrong-host | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:403 |

      @fault-tls-alert @stage-auth
      Examples: tls-alert at auth
        | fault     | stage | failmode | verdict | evidence | source                                  |
        | tls-alert | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:404 |
        | tls-alert | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:404 |

      @fault-closed-early @stage-auth
      Examples: closed-early at auth
        | fault        | stage | failmode | verdict | evidence | source                                  |
        | closed-early | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:406 |
        | closed-early | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:406 |

      @fault-reset @stage-auth
      Examples: reset at auth
        | fault | stage | failmode | verdict | evidence | source                                  |
        | reset | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:407 |
        | reset | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:407 |

      @fault-reset-mid-body @stage-auth
      Examples: reset-mid-body at auth
        | fault          | stage | failmode | verdict | evidence | source                                  |
        | reset-mid-body | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:408 |
        | reset-mid-body | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:408 |

      @fault-truncated-body @stage-auth
      Examples: truncated-body at auth
        | fault          | stage | failmode | verdict | evidence | source                                  |
        | truncated-body | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:409 |
        | truncated-body | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:409 |

      @fault-not-http @stage-auth
      Examples: not-http at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | not-http | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:411 |
        | not-http | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:411 |

      @fault-http-500 @stage-auth
      Examples: http-500 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-500 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:412 |
        | http-500 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:412 |

      @fault-http-502 @stage-auth
      Examples: http-502 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-502 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:413 |
        | http-502 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:413 |

      @fault-http-503 @stage-auth
      Examples: http-503 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-503 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:414 |
        | http-503 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:414 |

      @fault-http-504 @stage-auth
      Examples: http-504 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-504 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:415 |
        | http-504 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:415 |

      @fault-http-429 @stage-auth
      Examples: http-429 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-429 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:416 |
        | http-429 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:416 |

      @fault-http-401 @stage-auth
      Examples: http-401 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-401 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:417 |
        | http-401 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:417 |

      @fault-http-403 @stage-auth
      Examples: http-403 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-403 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:418 |
        | http-403 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:418 |

      @fault-redirect @stage-auth
      Examples: redirect at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | redirect | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:419 |
        | redirect | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:419 |

      @fault-not-json @stage-auth
      Examples: not-json at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | not-json | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:420 |
        | not-json | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:420 |

      @fault-malformed-response @stage-auth
      Examples: malformed-response at auth
        | fault              | stage | failmode | verdict | evidence | source                                  |
        | malformed-response | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:421 |
        | malformed-response | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:421 |

  Rule: A hung login is a verdict of its own

    # docs/duo/when-duo-is-unreachable.md:364
    # rule: docs/rules.md:117 A hung login is a verdict of its own
    # rule: docs/rules.md:125 A fault strikes from its stage on
    Scenario Outline: Universal Prompt: no verdict before the deadline, from the first request on
      Given a Universal Prompt application with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the Universal Prompt application
      Then the login is "<verdict>"

      @fault-tls-silent @stage-ping
      Examples: tls-silent at ping
        | fault      | stage | failmode | verdict | evidence | source                                  |
        | tls-silent | ping  | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:376 |
        | tls-silent | ping  | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:376 |

      @fault-no-answer @stage-ping
      Examples: no-answer at ping
        | fault     | stage | failmode | verdict | evidence | source                                  |
        | no-answer | ping  | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:380 |
        | no-answer | ping  | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:380 |

      @fault-trickle @stage-ping
      Examples: trickle at ping
        | fault   | stage | failmode | verdict | evidence | source                                  |
        | trickle | ping  | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:385 |
        | trickle | ping  | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:385 |

    # docs/duo/when-duo-is-unreachable.md:364
    # rule: docs/rules.md:117 A hung login is a verdict of its own
    # rule: docs/rules.md:125 A fault strikes from its stage on
    Scenario Outline: Universal Prompt: no verdict before the deadline, after a first request went well
      Given a Universal Prompt application with failmode "<failmode>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the Universal Prompt application
      Then the login is "<verdict>"

      @fault-tls-silent @stage-auth
      Examples: tls-silent at auth
        | fault      | stage | failmode | verdict | evidence | source                                  |
        | tls-silent | auth  | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:401 |
        | tls-silent | auth  | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:401 |

      @fault-no-answer @stage-auth
      Examples: no-answer at auth
        | fault     | stage | failmode | verdict | evidence | source                                  |
        | no-answer | auth  | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:405 |
        | no-answer | auth  | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:405 |

      @fault-trickle @stage-auth
      Examples: trickle at auth
        | fault   | stage | failmode | verdict | evidence | source                                  |
        | trickle | auth  | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:410 |
        | trickle | auth  | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:410 |
