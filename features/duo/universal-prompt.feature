# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/when-duo-is-unreachable.md:377
@universal-prompt
Feature: Universal Prompt when Duo is unreachable
  Each row of the verdict table of Universal Prompt, in each failmode.
  The user's password is right, and the user would approve a push.

  Rule: Duo is unreachable where the verdict table says that the failmode decides

    # docs/duo/when-duo-is-unreachable.md:377
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
        | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:383 |
        | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:383 |

      @fault-no-route @stage-ping
      Examples: no-route at ping
        | fault    | stage | failmode | verdict     | evidence   | source                                  |
        | no-route | ping  | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:384 |
        | no-route | ping  | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:384 |

      @fault-first-address-untrusted @stage-ping
      Examples: first-address-untrusted at ping
        | fault                   | stage | failmode | verdict     | evidence   | source                                  |
        | first-address-untrusted | ping  | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:387 |
        | first-address-untrusted | ping  | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:387 |

      @fault-connection-refused @stage-ping
      Examples: connection-refused at ping
        | fault              | stage | failmode | verdict     | evidence | source                                  |
        | connection-refused | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:388 |
        | connection-refused | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:388 |

      @fault-connect-timeout @stage-ping
      Examples: connect-timeout at ping
        | fault           | stage | failmode | verdict     | evidence | source                                  |
        | connect-timeout | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:389 |
        | connect-timeout | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:389 |

      @fault-tls-untrusted @stage-ping
      Examples: tls-untrusted at ping
        | fault         | stage | failmode | verdict     | evidence | source                                  |
        | tls-untrusted | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:391 |
        | tls-untrusted | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:391 |

      @fault-tls-wrong-host @stage-ping
      Examples: tls-wrong-host at ping
        | fault          | stage | failmode | verdict     | evidence | source                                  |
        | tls-wrong-host | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:392 |
        | tls-wrong-host | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:392 |

      @fault-tls-alert @stage-ping
      Examples: tls-alert at ping
        | fault     | stage | failmode | verdict     | evidence | source                                  |
        | tls-alert | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:393 |
        | tls-alert | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:393 |

      @fault-tls-old-version @stage-ping
      Examples: tls-old-version at ping
        | fault           | stage | failmode | verdict     | evidence | source                                  |
        | tls-old-version | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:394 |
        | tls-old-version | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:394 |

      @fault-closed-early @stage-ping
      Examples: closed-early at ping
        | fault        | stage | failmode | verdict     | evidence | source                                  |
        | closed-early | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:396 |
        | closed-early | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:396 |

      @fault-reset @stage-ping
      Examples: reset at ping
        | fault | stage | failmode | verdict     | evidence | source                                  |
        | reset | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:397 |
        | reset | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:397 |

      @fault-reset-mid-body @stage-ping
      Examples: reset-mid-body at ping
        | fault          | stage | failmode | verdict     | evidence | source                                  |
        | reset-mid-body | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:398 |
        | reset-mid-body | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:398 |

      @fault-truncated-body @stage-ping
      Examples: truncated-body at ping
        | fault          | stage | failmode | verdict     | evidence | source                                  |
        | truncated-body | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:399 |
        | truncated-body | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:399 |

      @fault-not-http @stage-ping
      Examples: not-http at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | not-http | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:401 |
        | not-http | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:401 |

      @fault-http-500 @stage-ping
      Examples: http-500 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-500 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:402 |
        | http-500 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:402 |

      @fault-http-502 @stage-ping
      Examples: http-502 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-502 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:403 |
        | http-502 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:403 |

      @fault-http-503 @stage-ping
      Examples: http-503 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-503 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:404 |
        | http-503 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:404 |

      @fault-http-504 @stage-ping
      Examples: http-504 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-504 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:405 |
        | http-504 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:405 |

      @fault-http-429 @stage-ping
      Examples: http-429 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-429 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:406 |
        | http-429 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:406 |

      @fault-http-401 @stage-ping
      Examples: http-401 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-401 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:407 |
        | http-401 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:407 |

      @fault-http-403 @stage-ping
      Examples: http-403 at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | http-403 | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:408 |
        | http-403 | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:408 |

      @fault-redirect @stage-ping
      Examples: redirect at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | redirect | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:409 |
        | redirect | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:409 |

      @fault-not-json @stage-ping
      Examples: not-json at ping
        | fault    | stage | failmode | verdict     | evidence | source                                  |
        | not-json | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:410 |
        | not-json | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:410 |

    # docs/duo/when-duo-is-unreachable.md:377
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
        | clock-skew | ping  | safe     | failed-open | by reading | docs/duo/when-duo-is-unreachable.md:412 |
        | clock-skew | ping  | secure   | denied      | by reading | docs/duo/when-duo-is-unreachable.md:412 |

  Rule: Any other outcome holds whatever the failmode

    # docs/duo/when-duo-is-unreachable.md:377
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
        | first-address-refused | ping  | safe     | allowed | by reading | docs/duo/when-duo-is-unreachable.md:385 |
        | first-address-refused | ping  | secure   | allowed | by reading | docs/duo/when-duo-is-unreachable.md:385 |

      @fault-first-address-silent @stage-ping
      Examples: first-address-silent at ping
        | fault                | stage | failmode | verdict | evidence   | source                                  |
        | first-address-silent | ping  | safe     | allowed | by reading | docs/duo/when-duo-is-unreachable.md:386 |
        | first-address-silent | ping  | secure   | allowed | by reading | docs/duo/when-duo-is-unreachable.md:386 |

      @fault-malformed-response @stage-ping
      Examples: malformed-response at ping
        | fault              | stage | failmode | verdict | evidence | source                                  |
        | malformed-response | ping  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:411 |
        | malformed-response | ping  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:411 |

    # docs/duo/when-duo-is-unreachable.md:377
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
        | dns-failure | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:413 |
        | dns-failure | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:413 |

      @fault-connection-refused @stage-auth
      Examples: connection-refused at auth
        | fault              | stage | failmode | verdict | evidence | source                                  |
        | connection-refused | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:414 |
        | connection-refused | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:414 |

      @fault-connect-timeout @stage-auth
      Examples: connect-timeout at auth
        | fault           | stage | failmode | verdict | evidence   | source                                  |
        | connect-timeout | auth  | safe     | denied  | by reading | docs/duo/when-duo-is-unreachable.md:415 |
        | connect-timeout | auth  | secure   | denied  | by reading | docs/duo/when-duo-is-unreachable.md:415 |

      @fault-tls-untrusted @stage-auth
      Examples: tls-untrusted at auth
        | fault         | stage | failmode | verdict | evidence | source                                  |
        | tls-untrusted | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:417 |
        | tls-untrusted | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:417 |

      @fault-tls-wrong-host @stage-auth
      Examples: tls-wrong-host at auth
        | fault          | stage | failmode | verdict | evidence | source                                  |
        | tls-wrong-host | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:418 |
        | tls-wrong-host | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:418 |

      @fault-tls-alert @stage-auth
      Examples: tls-alert at auth
        | fault     | stage | failmode | verdict | evidence | source                                  |
        | tls-alert | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:419 |
        | tls-alert | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:419 |

      @fault-tls-old-version @stage-auth
      Examples: tls-old-version at auth
        | fault           | stage | failmode | verdict | evidence | source                                  |
        | tls-old-version | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:420 |
        | tls-old-version | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:420 |

      @fault-closed-early @stage-auth
      Examples: closed-early at auth
        | fault        | stage | failmode | verdict | evidence | source                                  |
        | closed-early | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:422 |
        | closed-early | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:422 |

      @fault-reset @stage-auth
      Examples: reset at auth
        | fault | stage | failmode | verdict | evidence | source                                  |
        | reset | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:423 |
        | reset | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:423 |

      @fault-reset-mid-body @stage-auth
      Examples: reset-mid-body at auth
        | fault          | stage | failmode | verdict | evidence | source                                  |
        | reset-mid-body | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:424 |
        | reset-mid-body | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:424 |

      @fault-truncated-body @stage-auth
      Examples: truncated-body at auth
        | fault          | stage | failmode | verdict | evidence | source                                  |
        | truncated-body | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:425 |
        | truncated-body | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:425 |

      @fault-not-http @stage-auth
      Examples: not-http at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | not-http | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:427 |
        | not-http | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:427 |

      @fault-http-500 @stage-auth
      Examples: http-500 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-500 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:428 |
        | http-500 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:428 |

      @fault-http-502 @stage-auth
      Examples: http-502 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-502 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:429 |
        | http-502 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:429 |

      @fault-http-503 @stage-auth
      Examples: http-503 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-503 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:430 |
        | http-503 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:430 |

      @fault-http-504 @stage-auth
      Examples: http-504 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-504 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:431 |
        | http-504 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:431 |

      @fault-http-429 @stage-auth
      Examples: http-429 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-429 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:432 |
        | http-429 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:432 |

      @fault-http-401 @stage-auth
      Examples: http-401 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-401 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:433 |
        | http-401 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:433 |

      @fault-http-403 @stage-auth
      Examples: http-403 at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | http-403 | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:434 |
        | http-403 | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:434 |

      @fault-redirect @stage-auth
      Examples: redirect at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | redirect | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:435 |
        | redirect | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:435 |

      @fault-not-json @stage-auth
      Examples: not-json at auth
        | fault    | stage | failmode | verdict | evidence | source                                  |
        | not-json | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:436 |
        | not-json | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:436 |

      @fault-malformed-response @stage-auth
      Examples: malformed-response at auth
        | fault              | stage | failmode | verdict | evidence | source                                  |
        | malformed-response | auth  | safe     | denied  | measured | docs/duo/when-duo-is-unreachable.md:437 |
        | malformed-response | auth  | secure   | denied  | measured | docs/duo/when-duo-is-unreachable.md:437 |

  Rule: A hung login is a verdict of its own

    # docs/duo/when-duo-is-unreachable.md:377
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
        | tls-silent | ping  | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:390 |
        | tls-silent | ping  | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:390 |

      @fault-no-answer @stage-ping
      Examples: no-answer at ping
        | fault     | stage | failmode | verdict | evidence | source                                  |
        | no-answer | ping  | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:395 |
        | no-answer | ping  | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:395 |

      @fault-trickle @stage-ping
      Examples: trickle at ping
        | fault   | stage | failmode | verdict | evidence | source                                  |
        | trickle | ping  | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:400 |
        | trickle | ping  | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:400 |

    # docs/duo/when-duo-is-unreachable.md:377
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
        | tls-silent | auth  | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:416 |
        | tls-silent | auth  | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:416 |

      @fault-no-answer @stage-auth
      Examples: no-answer at auth
        | fault     | stage | failmode | verdict | evidence | source                                  |
        | no-answer | auth  | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:421 |
        | no-answer | auth  | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:421 |

      @fault-trickle @stage-auth
      Examples: trickle at auth
        | fault   | stage | failmode | verdict | evidence | source                                  |
        | trickle | auth  | safe     | hung    | measured | docs/duo/when-duo-is-unreachable.md:426 |
        | trickle | auth  | secure   | hung    | measured | docs/duo/when-duo-is-unreachable.md:426 |
