# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/duo-unix.md:2
@duo-unix
Feature: Duo Unix: people, programs and configuration mistakes
  Whom Duo lets in, through which programs, and who gets in by a mistake.

  Rule: With Duo reachable only the second factor lets in

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:137 With Duo reachable only the second factor lets in
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix: who gets in while Duo is reachable
      Given Duo Unix "<version>" with failmode "<failmode>" and https_timeout unset
      And Duo is reachable
      And the user answers the push with "<push>"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "auth"

      @duo-unix-2.2 @login_duo
      Examples: 2.2, login_duo
        | version | program   | push    | failmode | verdict | evidence | source                  |
        | 2.2     | login_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | login_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | login_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.2     | login_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.2 @pam_duo
      Examples: 2.2, pam_duo
        | version | program | push    | failmode | verdict | evidence | source                  |
        | 2.2     | pam_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | pam_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | pam_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.2     | pam_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.1 @login_duo
      Examples: 2.1, login_duo
        | version | program   | push    | failmode | verdict | evidence | source                  |
        | 2.1     | login_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | login_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | login_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.1     | login_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.1 @pam_duo
      Examples: 2.1, pam_duo
        | version | program | push    | failmode | verdict | evidence | source                  |
        | 2.1     | pam_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | pam_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | pam_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.1     | pam_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.0.4 @login_duo
      Examples: 2.0.4, login_duo
        | version | program   | push    | failmode | verdict | evidence | source                  |
        | 2.0.4   | login_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | login_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | login_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.0.4   | login_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.0.4 @pam_duo
      Examples: 2.0.4, pam_duo
        | version | program | push    | failmode | verdict | evidence | source                  |
        | 2.0.4   | pam_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | pam_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | pam_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.0.4   | pam_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.12-to-2.0.3 @login_duo
      Examples: 1.12 to 2.0.3, login_duo
        | version       | program   | push    | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | login_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | login_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | login_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.12 to 2.0.3 | login_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.12-to-2.0.3 @pam_duo
      Examples: 1.12 to 2.0.3, pam_duo
        | version       | program | push    | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | pam_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | pam_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | pam_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.12 to 2.0.3 | pam_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.10.4-to-1.11 @login_duo
      Examples: 1.10.4 to 1.11, login_duo
        | version        | program   | push    | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | login_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | login_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | login_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.10.4 to 1.11 | login_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.10.4-to-1.11 @pam_duo
      Examples: 1.10.4 to 1.11, pam_duo
        | version        | program | push    | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | pam_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | pam_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | pam_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.10.4 to 1.11 | pam_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

  Rule: Duo's own answer about a user is final

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:187 Duo's own answer about a user is final
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix: a user whom Duo itself answers about
      Given Duo Unix "<version>" with failmode "<failmode>" and https_timeout unset
      And Duo is reachable
      And the user is "<user>" at Duo
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "preauth"

      @duo-unix-2.2 @login_duo
      Examples: 2.2, login_duo
        | version | program   | user       | failmode | verdict | evidence | source                  |
        | 2.2     | login_duo | bypass     | safe     | allowed | measured | docs/duo/duo-unix.md:49 |
        | 2.2     | login_duo | bypass     | secure   | allowed | measured | docs/duo/duo-unix.md:49 |
        | 2.2     | login_duo | disabled   | safe     | denied  | measured | docs/duo/duo-unix.md:50 |
        | 2.2     | login_duo | disabled   | secure   | denied  | measured | docs/duo/duo-unix.md:50 |
        | 2.2     | login_duo | locked out | safe     | denied  | measured | docs/duo/duo-unix.md:51 |
        | 2.2     | login_duo | locked out | secure   | denied  | measured | docs/duo/duo-unix.md:51 |
        | 2.2     | login_duo | unenrolled | safe     | denied  | measured | docs/duo/duo-unix.md:52 |
        | 2.2     | login_duo | unenrolled | secure   | denied  | measured | docs/duo/duo-unix.md:52 |

      @duo-unix-2.2 @pam_duo
      Examples: 2.2, pam_duo
        | version | program | user       | failmode | verdict | evidence | source                  |
        | 2.2     | pam_duo | bypass     | safe     | allowed | measured | docs/duo/duo-unix.md:49 |
        | 2.2     | pam_duo | bypass     | secure   | allowed | measured | docs/duo/duo-unix.md:49 |
        | 2.2     | pam_duo | disabled   | safe     | denied  | measured | docs/duo/duo-unix.md:50 |
        | 2.2     | pam_duo | disabled   | secure   | denied  | measured | docs/duo/duo-unix.md:50 |
        | 2.2     | pam_duo | locked out | safe     | denied  | measured | docs/duo/duo-unix.md:51 |
        | 2.2     | pam_duo | locked out | secure   | denied  | measured | docs/duo/duo-unix.md:51 |
        | 2.2     | pam_duo | unenrolled | safe     | denied  | measured | docs/duo/duo-unix.md:52 |
        | 2.2     | pam_duo | unenrolled | secure   | denied  | measured | docs/duo/duo-unix.md:52 |

      @duo-unix-2.1 @login_duo
      Examples: 2.1, login_duo
        | version | program   | user       | failmode | verdict | evidence | source                  |
        | 2.1     | login_duo | bypass     | safe     | allowed | measured | docs/duo/duo-unix.md:49 |
        | 2.1     | login_duo | bypass     | secure   | allowed | measured | docs/duo/duo-unix.md:49 |
        | 2.1     | login_duo | disabled   | safe     | denied  | measured | docs/duo/duo-unix.md:50 |
        | 2.1     | login_duo | disabled   | secure   | denied  | measured | docs/duo/duo-unix.md:50 |
        | 2.1     | login_duo | locked out | safe     | denied  | measured | docs/duo/duo-unix.md:51 |
        | 2.1     | login_duo | locked out | secure   | denied  | measured | docs/duo/duo-unix.md:51 |
        | 2.1     | login_duo | unenrolled | safe     | denied  | measured | docs/duo/duo-unix.md:52 |
        | 2.1     | login_duo | unenrolled | secure   | denied  | measured | docs/duo/duo-unix.md:52 |

      @duo-unix-2.1 @pam_duo
      Examples: 2.1, pam_duo
        | version | program | user       | failmode | verdict | evidence | source                  |
        | 2.1     | pam_duo | bypass     | safe     | allowed | measured | docs/duo/duo-unix.md:49 |
        | 2.1     | pam_duo | bypass     | secure   | allowed | measured | docs/duo/duo-unix.md:49 |
        | 2.1     | pam_duo | disabled   | safe     | denied  | measured | docs/duo/duo-unix.md:50 |
        | 2.1     | pam_duo | disabled   | secure   | denied  | measured | docs/duo/duo-unix.md:50 |
        | 2.1     | pam_duo | locked out | safe     | denied  | measured | docs/duo/duo-unix.md:51 |
        | 2.1     | pam_duo | locked out | secure   | denied  | measured | docs/duo/duo-unix.md:51 |
        | 2.1     | pam_duo | unenrolled | safe     | denied  | measured | docs/duo/duo-unix.md:52 |
        | 2.1     | pam_duo | unenrolled | secure   | denied  | measured | docs/duo/duo-unix.md:52 |

      @duo-unix-2.0.4 @login_duo
      Examples: 2.0.4, login_duo
        | version | program   | user       | failmode | verdict | evidence | source                  |
        | 2.0.4   | login_duo | bypass     | safe     | allowed | measured | docs/duo/duo-unix.md:49 |
        | 2.0.4   | login_duo | bypass     | secure   | allowed | measured | docs/duo/duo-unix.md:49 |
        | 2.0.4   | login_duo | disabled   | safe     | denied  | measured | docs/duo/duo-unix.md:50 |
        | 2.0.4   | login_duo | disabled   | secure   | denied  | measured | docs/duo/duo-unix.md:50 |
        | 2.0.4   | login_duo | locked out | safe     | denied  | measured | docs/duo/duo-unix.md:51 |
        | 2.0.4   | login_duo | locked out | secure   | denied  | measured | docs/duo/duo-unix.md:51 |
        | 2.0.4   | login_duo | unenrolled | safe     | denied  | measured | docs/duo/duo-unix.md:52 |
        | 2.0.4   | login_duo | unenrolled | secure   | denied  | measured | docs/duo/duo-unix.md:52 |

      @duo-unix-2.0.4 @pam_duo
      Examples: 2.0.4, pam_duo
        | version | program | user       | failmode | verdict | evidence | source                  |
        | 2.0.4   | pam_duo | bypass     | safe     | allowed | measured | docs/duo/duo-unix.md:49 |
        | 2.0.4   | pam_duo | bypass     | secure   | allowed | measured | docs/duo/duo-unix.md:49 |
        | 2.0.4   | pam_duo | disabled   | safe     | denied  | measured | docs/duo/duo-unix.md:50 |
        | 2.0.4   | pam_duo | disabled   | secure   | denied  | measured | docs/duo/duo-unix.md:50 |
        | 2.0.4   | pam_duo | locked out | safe     | denied  | measured | docs/duo/duo-unix.md:51 |
        | 2.0.4   | pam_duo | locked out | secure   | denied  | measured | docs/duo/duo-unix.md:51 |
        | 2.0.4   | pam_duo | unenrolled | safe     | denied  | measured | docs/duo/duo-unix.md:52 |
        | 2.0.4   | pam_duo | unenrolled | secure   | denied  | measured | docs/duo/duo-unix.md:52 |

      @duo-unix-1.12-to-2.0.3 @login_duo
      Examples: 1.12 to 2.0.3, login_duo
        | version       | program   | user       | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | login_duo | bypass     | safe     | allowed | measured | docs/duo/duo-unix.md:49 |
        | 1.12 to 2.0.3 | login_duo | bypass     | secure   | allowed | measured | docs/duo/duo-unix.md:49 |
        | 1.12 to 2.0.3 | login_duo | disabled   | safe     | denied  | measured | docs/duo/duo-unix.md:50 |
        | 1.12 to 2.0.3 | login_duo | disabled   | secure   | denied  | measured | docs/duo/duo-unix.md:50 |
        | 1.12 to 2.0.3 | login_duo | locked out | safe     | denied  | measured | docs/duo/duo-unix.md:51 |
        | 1.12 to 2.0.3 | login_duo | locked out | secure   | denied  | measured | docs/duo/duo-unix.md:51 |
        | 1.12 to 2.0.3 | login_duo | unenrolled | safe     | denied  | measured | docs/duo/duo-unix.md:52 |
        | 1.12 to 2.0.3 | login_duo | unenrolled | secure   | denied  | measured | docs/duo/duo-unix.md:52 |

      @duo-unix-1.12-to-2.0.3 @pam_duo
      Examples: 1.12 to 2.0.3, pam_duo
        | version       | program | user       | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | pam_duo | bypass     | safe     | allowed | measured | docs/duo/duo-unix.md:49 |
        | 1.12 to 2.0.3 | pam_duo | bypass     | secure   | allowed | measured | docs/duo/duo-unix.md:49 |
        | 1.12 to 2.0.3 | pam_duo | disabled   | safe     | denied  | measured | docs/duo/duo-unix.md:50 |
        | 1.12 to 2.0.3 | pam_duo | disabled   | secure   | denied  | measured | docs/duo/duo-unix.md:50 |
        | 1.12 to 2.0.3 | pam_duo | locked out | safe     | denied  | measured | docs/duo/duo-unix.md:51 |
        | 1.12 to 2.0.3 | pam_duo | locked out | secure   | denied  | measured | docs/duo/duo-unix.md:51 |
        | 1.12 to 2.0.3 | pam_duo | unenrolled | safe     | denied  | measured | docs/duo/duo-unix.md:52 |
        | 1.12 to 2.0.3 | pam_duo | unenrolled | secure   | denied  | measured | docs/duo/duo-unix.md:52 |

      @duo-unix-1.10.4-to-1.11 @login_duo
      Examples: 1.10.4 to 1.11, login_duo
        | version        | program   | user       | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | login_duo | bypass     | safe     | allowed | measured | docs/duo/duo-unix.md:49 |
        | 1.10.4 to 1.11 | login_duo | bypass     | secure   | allowed | measured | docs/duo/duo-unix.md:49 |
        | 1.10.4 to 1.11 | login_duo | disabled   | safe     | denied  | measured | docs/duo/duo-unix.md:50 |
        | 1.10.4 to 1.11 | login_duo | disabled   | secure   | denied  | measured | docs/duo/duo-unix.md:50 |
        | 1.10.4 to 1.11 | login_duo | locked out | safe     | denied  | measured | docs/duo/duo-unix.md:51 |
        | 1.10.4 to 1.11 | login_duo | locked out | secure   | denied  | measured | docs/duo/duo-unix.md:51 |
        | 1.10.4 to 1.11 | login_duo | unenrolled | safe     | denied  | measured | docs/duo/duo-unix.md:52 |
        | 1.10.4 to 1.11 | login_duo | unenrolled | secure   | denied  | measured | docs/duo/duo-unix.md:52 |

      @duo-unix-1.10.4-to-1.11 @pam_duo
      Examples: 1.10.4 to 1.11, pam_duo
        | version        | program | user       | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | pam_duo | bypass     | safe     | allowed | measured | docs/duo/duo-unix.md:49 |
        | 1.10.4 to 1.11 | pam_duo | bypass     | secure   | allowed | measured | docs/duo/duo-unix.md:49 |
        | 1.10.4 to 1.11 | pam_duo | disabled   | safe     | denied  | measured | docs/duo/duo-unix.md:50 |
        | 1.10.4 to 1.11 | pam_duo | disabled   | secure   | denied  | measured | docs/duo/duo-unix.md:50 |
        | 1.10.4 to 1.11 | pam_duo | locked out | safe     | denied  | measured | docs/duo/duo-unix.md:51 |
        | 1.10.4 to 1.11 | pam_duo | locked out | secure   | denied  | measured | docs/duo/duo-unix.md:51 |
        | 1.10.4 to 1.11 | pam_duo | unenrolled | safe     | denied  | measured | docs/duo/duo-unix.md:52 |
        | 1.10.4 to 1.11 | pam_duo | unenrolled | secure   | denied  | measured | docs/duo/duo-unix.md:52 |

  Rule: A wrong secret key counts as HTTP 401

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:155 A wrong secret key counts as HTTP 401
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix: a wrong secret key
      Given Duo Unix "<version>" with failmode "<failmode>" and a wrong secret key
      And Duo is reachable
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "<stage>"

      @duo-unix-2.2 @login_duo
      Examples: 2.2, login_duo
        | version | program   | stage | failmode | verdict     | evidence | source                                 |
        | 2.2     | login_duo | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:79 |
        | 2.2     | login_duo | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:79 |

      @duo-unix-2.2 @pam_duo
      Examples: 2.2, pam_duo
        | version | program | stage | failmode | verdict     | evidence | source                                 |
        | 2.2     | pam_duo | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:79 |
        | 2.2     | pam_duo | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:79 |

      @duo-unix-2.1 @login_duo
      Examples: 2.1, login_duo
        | version | program   | stage | failmode | verdict     | evidence | source                                 |
        | 2.1     | login_duo | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:79 |
        | 2.1     | login_duo | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:79 |

      @duo-unix-2.1 @pam_duo
      Examples: 2.1, pam_duo
        | version | program | stage | failmode | verdict     | evidence | source                                 |
        | 2.1     | pam_duo | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:79 |
        | 2.1     | pam_duo | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:79 |

      @duo-unix-2.0.4 @login_duo
      Examples: 2.0.4, login_duo
        | version | program   | stage   | failmode | verdict     | evidence | source                                  |
        | 2.0.4   | login_duo | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:243 |
        | 2.0.4   | login_duo | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:243 |

      @duo-unix-2.0.4 @pam_duo
      Examples: 2.0.4, pam_duo
        | version | program | stage   | failmode | verdict     | evidence | source                                  |
        | 2.0.4   | pam_duo | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:243 |
        | 2.0.4   | pam_duo | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:243 |

      @duo-unix-1.12-to-2.0.3 @login_duo
      Examples: 1.12 to 2.0.3, login_duo
        | version       | program   | stage   | failmode | verdict     | evidence | source                                  |
        | 1.12 to 2.0.3 | login_duo | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:243 |
        | 1.12 to 2.0.3 | login_duo | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:243 |

      @duo-unix-1.12-to-2.0.3 @pam_duo
      Examples: 1.12 to 2.0.3, pam_duo
        | version       | program | stage   | failmode | verdict     | evidence | source                                  |
        | 1.12 to 2.0.3 | pam_duo | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:243 |
        | 1.12 to 2.0.3 | pam_duo | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:243 |

      @duo-unix-1.10.4-to-1.11 @login_duo
      Examples: 1.10.4 to 1.11, login_duo
        | version        | program   | stage   | failmode | verdict     | evidence | source                                  |
        | 1.10.4 to 1.11 | login_duo | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:243 |
        | 1.10.4 to 1.11 | login_duo | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:243 |

      @duo-unix-1.10.4-to-1.11 @pam_duo
      Examples: 1.10.4 to 1.11, pam_duo
        | version        | program | stage   | failmode | verdict     | evidence | source                                  |
        | 1.10.4 to 1.11 | pam_duo | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:243 |
        | 1.10.4 to 1.11 | pam_duo | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:243 |

  Rule: A program asks Duo in one mode

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:175 A program asks Duo in one mode
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix: the answer to auth is the last one
      Given Duo Unix "<version>" with failmode "<failmode>" and https_timeout unset
      And Duo is reachable
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "auth"
      And Duo was not asked for "auth-status"

      @duo-unix-2.2 @login_duo
      Examples: 2.2, login_duo
        | version | program   | failmode | verdict | evidence | source                  |
        | 2.2     | login_duo | secure   | allowed | measured | docs/duo/duo-unix.md:32 |

      @duo-unix-2.2 @login_duo @autopush
      Examples: 2.2, login_duo with autopush
        | version | program                 | failmode | verdict | evidence | source                  |
        | 2.2     | login_duo with autopush | secure   | allowed | measured | docs/duo/duo-unix.md:34 |

      @duo-unix-2.2 @pam_duo @sshd
      Examples: 2.2, pam_duo as sshd
        | version | program         | failmode | verdict | evidence | source                  |
        | 2.2     | pam_duo as sshd | secure   | allowed | measured | docs/duo/duo-unix.md:36 |

      @duo-unix-2.2 @sshd @pam_duo
      Examples: 2.2, sshd with pam_duo
        | version | program           | failmode | verdict | evidence | source                  |
        | 2.2     | sshd with pam_duo | secure   | allowed | measured | docs/duo/duo-unix.md:38 |

      @duo-unix-2.2 @sshd @login_duo
      Examples: 2.2, sshd with login_duo
        | version | program             | failmode | verdict | evidence | source                  |
        | 2.2     | sshd with login_duo | secure   | allowed | measured | docs/duo/duo-unix.md:39 |

      @duo-unix-2.1 @login_duo
      Examples: 2.1, login_duo
        | version | program   | failmode | verdict | evidence | source                  |
        | 2.1     | login_duo | secure   | allowed | measured | docs/duo/duo-unix.md:32 |

      @duo-unix-2.1 @login_duo @autopush
      Examples: 2.1, login_duo with autopush
        | version | program                 | failmode | verdict | evidence | source                  |
        | 2.1     | login_duo with autopush | secure   | allowed | measured | docs/duo/duo-unix.md:34 |

      @duo-unix-2.1 @pam_duo @sshd
      Examples: 2.1, pam_duo as sshd
        | version | program         | failmode | verdict | evidence | source                  |
        | 2.1     | pam_duo as sshd | secure   | allowed | measured | docs/duo/duo-unix.md:36 |

      @duo-unix-2.1 @sshd @pam_duo
      Examples: 2.1, sshd with pam_duo
        | version | program           | failmode | verdict | evidence | source                  |
        | 2.1     | sshd with pam_duo | secure   | allowed | measured | docs/duo/duo-unix.md:38 |

      @duo-unix-2.1 @sshd @login_duo
      Examples: 2.1, sshd with login_duo
        | version | program             | failmode | verdict | evidence | source                  |
        | 2.1     | sshd with login_duo | secure   | allowed | measured | docs/duo/duo-unix.md:39 |

      @duo-unix-2.0.4 @login_duo
      Examples: 2.0.4, login_duo
        | version | program   | failmode | verdict | evidence | source                  |
        | 2.0.4   | login_duo | secure   | allowed | measured | docs/duo/duo-unix.md:32 |

      @duo-unix-2.0.4 @login_duo @autopush
      Examples: 2.0.4, login_duo with autopush
        | version | program                 | failmode | verdict | evidence | source                  |
        | 2.0.4   | login_duo with autopush | secure   | allowed | measured | docs/duo/duo-unix.md:34 |

      @duo-unix-2.0.4 @pam_duo @sshd
      Examples: 2.0.4, pam_duo as sshd
        | version | program         | failmode | verdict | evidence | source                  |
        | 2.0.4   | pam_duo as sshd | secure   | allowed | measured | docs/duo/duo-unix.md:36 |

      @duo-unix-2.0.4 @sshd @pam_duo
      Examples: 2.0.4, sshd with pam_duo
        | version | program           | failmode | verdict | evidence | source                  |
        | 2.0.4   | sshd with pam_duo | secure   | allowed | measured | docs/duo/duo-unix.md:38 |

      @duo-unix-2.0.4 @sshd @login_duo
      Examples: 2.0.4, sshd with login_duo
        | version | program             | failmode | verdict | evidence | source                  |
        | 2.0.4   | sshd with login_duo | secure   | allowed | measured | docs/duo/duo-unix.md:39 |

      @duo-unix-1.12-to-2.0.3 @login_duo
      Examples: 1.12 to 2.0.3, login_duo
        | version       | program   | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | login_duo | secure   | allowed | measured | docs/duo/duo-unix.md:32 |

      @duo-unix-1.12-to-2.0.3 @login_duo @autopush
      Examples: 1.12 to 2.0.3, login_duo with autopush
        | version       | program                 | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | login_duo with autopush | secure   | allowed | measured | docs/duo/duo-unix.md:34 |

      @duo-unix-1.12-to-2.0.3 @pam_duo @sshd
      Examples: 1.12 to 2.0.3, pam_duo as sshd
        | version       | program         | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | pam_duo as sshd | secure   | allowed | measured | docs/duo/duo-unix.md:36 |

      @duo-unix-1.12-to-2.0.3 @sshd @pam_duo
      Examples: 1.12 to 2.0.3, sshd with pam_duo
        | version       | program           | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | sshd with pam_duo | secure   | allowed | measured | docs/duo/duo-unix.md:38 |

      @duo-unix-1.12-to-2.0.3 @sshd @login_duo
      Examples: 1.12 to 2.0.3, sshd with login_duo
        | version       | program             | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | sshd with login_duo | secure   | allowed | measured | docs/duo/duo-unix.md:39 |

      @duo-unix-1.10.4-to-1.11 @login_duo
      Examples: 1.10.4 to 1.11, login_duo
        | version        | program   | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | login_duo | secure   | allowed | measured | docs/duo/duo-unix.md:32 |

      @duo-unix-1.10.4-to-1.11 @login_duo @autopush
      Examples: 1.10.4 to 1.11, login_duo with autopush
        | version        | program                 | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | login_duo with autopush | secure   | allowed | measured | docs/duo/duo-unix.md:34 |

      @duo-unix-1.10.4-to-1.11 @pam_duo @sshd
      Examples: 1.10.4 to 1.11, pam_duo as sshd
        | version        | program         | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | pam_duo as sshd | secure   | allowed | measured | docs/duo/duo-unix.md:36 |

      @duo-unix-1.10.4-to-1.11 @sshd @pam_duo
      Examples: 1.10.4 to 1.11, sshd with pam_duo
        | version        | program           | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | sshd with pam_duo | secure   | allowed | measured | docs/duo/duo-unix.md:38 |

      @duo-unix-1.10.4-to-1.11 @sshd @login_duo
      Examples: 1.10.4 to 1.11, sshd with login_duo
        | version        | program             | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | sshd with login_duo | secure   | allowed | measured | docs/duo/duo-unix.md:39 |

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:175 A program asks Duo in one mode
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix: the status is asked for
      Given Duo Unix "<version>" with failmode "<failmode>" and https_timeout unset
      And Duo is reachable
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "auth"
      And Duo was asked for "auth-status"

      @duo-unix-2.2 @login_duo @terminal
      Examples: 2.2, login_duo on a terminal
        | version | program                 | failmode | verdict | evidence | source                  |
        | 2.2     | login_duo on a terminal | secure   | allowed | measured | docs/duo/duo-unix.md:33 |

      @duo-unix-2.2 @pam_duo
      Examples: 2.2, pam_duo
        | version | program | failmode | verdict | evidence | source                  |
        | 2.2     | pam_duo | secure   | allowed | measured | docs/duo/duo-unix.md:35 |

      @duo-unix-2.2 @pam_duo @stack
      Examples: 2.2, pam_duo in a stack
        | version | program            | failmode | verdict | evidence | source                  |
        | 2.2     | pam_duo in a stack | secure   | allowed | measured | docs/duo/duo-unix.md:37 |

      @duo-unix-2.1 @login_duo @terminal
      Examples: 2.1, login_duo on a terminal
        | version | program                 | failmode | verdict | evidence | source                  |
        | 2.1     | login_duo on a terminal | secure   | allowed | measured | docs/duo/duo-unix.md:33 |

      @duo-unix-2.1 @pam_duo
      Examples: 2.1, pam_duo
        | version | program | failmode | verdict | evidence | source                  |
        | 2.1     | pam_duo | secure   | allowed | measured | docs/duo/duo-unix.md:35 |

      @duo-unix-2.1 @pam_duo @stack
      Examples: 2.1, pam_duo in a stack
        | version | program            | failmode | verdict | evidence | source                  |
        | 2.1     | pam_duo in a stack | secure   | allowed | measured | docs/duo/duo-unix.md:37 |

      @duo-unix-2.0.4 @login_duo @terminal
      Examples: 2.0.4, login_duo on a terminal
        | version | program                 | failmode | verdict | evidence | source                  |
        | 2.0.4   | login_duo on a terminal | secure   | allowed | measured | docs/duo/duo-unix.md:33 |

      @duo-unix-2.0.4 @pam_duo
      Examples: 2.0.4, pam_duo
        | version | program | failmode | verdict | evidence | source                  |
        | 2.0.4   | pam_duo | secure   | allowed | measured | docs/duo/duo-unix.md:35 |

      @duo-unix-2.0.4 @pam_duo @stack
      Examples: 2.0.4, pam_duo in a stack
        | version | program            | failmode | verdict | evidence | source                  |
        | 2.0.4   | pam_duo in a stack | secure   | allowed | measured | docs/duo/duo-unix.md:37 |

      @duo-unix-1.12-to-2.0.3 @login_duo @terminal
      Examples: 1.12 to 2.0.3, login_duo on a terminal
        | version       | program                 | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | login_duo on a terminal | secure   | allowed | measured | docs/duo/duo-unix.md:33 |

      @duo-unix-1.12-to-2.0.3 @pam_duo
      Examples: 1.12 to 2.0.3, pam_duo
        | version       | program | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | pam_duo | secure   | allowed | measured | docs/duo/duo-unix.md:35 |

      @duo-unix-1.12-to-2.0.3 @pam_duo @stack
      Examples: 1.12 to 2.0.3, pam_duo in a stack
        | version       | program            | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | pam_duo in a stack | secure   | allowed | measured | docs/duo/duo-unix.md:37 |

      @duo-unix-1.10.4-to-1.11 @login_duo @terminal
      Examples: 1.10.4 to 1.11, login_duo on a terminal
        | version        | program                 | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | login_duo on a terminal | secure   | allowed | measured | docs/duo/duo-unix.md:33 |

      @duo-unix-1.10.4-to-1.11 @pam_duo
      Examples: 1.10.4 to 1.11, pam_duo
        | version        | program | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | pam_duo | secure   | allowed | measured | docs/duo/duo-unix.md:35 |

      @duo-unix-1.10.4-to-1.11 @pam_duo @stack
      Examples: 1.10.4 to 1.11, pam_duo in a stack
        | version        | program            | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | pam_duo in a stack | secure   | allowed | measured | docs/duo/duo-unix.md:37 |

  Rule: A program that has each verdict is run once for each

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:179 A program that has each verdict is run once for each
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix, each verdict: who gets in while Duo is reachable
      Given Duo Unix "<version>" with failmode "<failmode>" and https_timeout unset
      And Duo is reachable
      And the user answers the push with "<push>"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "auth"

      @duo-unix-2.2 @login_duo @terminal
      Examples: 2.2, login_duo on a terminal
        | version | program                 | push    | failmode | verdict | evidence | source                  |
        | 2.2     | login_duo on a terminal | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | login_duo on a terminal | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | login_duo on a terminal | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.2     | login_duo on a terminal | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.2 @login_duo @autopush
      Examples: 2.2, login_duo with autopush
        | version | program                 | push    | failmode | verdict | evidence | source                  |
        | 2.2     | login_duo with autopush | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | login_duo with autopush | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | login_duo with autopush | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.2     | login_duo with autopush | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.2 @pam_duo @sshd
      Examples: 2.2, pam_duo as sshd
        | version | program         | push    | failmode | verdict | evidence | source                  |
        | 2.2     | pam_duo as sshd | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | pam_duo as sshd | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | pam_duo as sshd | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.2     | pam_duo as sshd | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.2 @pam_duo @stack
      Examples: 2.2, pam_duo in a stack
        | version | program            | push    | failmode | verdict | evidence | source                  |
        | 2.2     | pam_duo in a stack | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | pam_duo in a stack | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | pam_duo in a stack | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.2     | pam_duo in a stack | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.2 @sshd @pam_duo
      Examples: 2.2, sshd with pam_duo
        | version | program           | push    | failmode | verdict | evidence | source                  |
        | 2.2     | sshd with pam_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | sshd with pam_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | sshd with pam_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.2     | sshd with pam_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.2 @sshd @login_duo
      Examples: 2.2, sshd with login_duo
        | version | program             | push    | failmode | verdict | evidence | source                  |
        | 2.2     | sshd with login_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | sshd with login_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.2     | sshd with login_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.2     | sshd with login_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.1 @login_duo @terminal
      Examples: 2.1, login_duo on a terminal
        | version | program                 | push    | failmode | verdict | evidence | source                  |
        | 2.1     | login_duo on a terminal | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | login_duo on a terminal | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | login_duo on a terminal | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.1     | login_duo on a terminal | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.1 @login_duo @autopush
      Examples: 2.1, login_duo with autopush
        | version | program                 | push    | failmode | verdict | evidence | source                  |
        | 2.1     | login_duo with autopush | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | login_duo with autopush | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | login_duo with autopush | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.1     | login_duo with autopush | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.1 @pam_duo @sshd
      Examples: 2.1, pam_duo as sshd
        | version | program         | push    | failmode | verdict | evidence | source                  |
        | 2.1     | pam_duo as sshd | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | pam_duo as sshd | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | pam_duo as sshd | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.1     | pam_duo as sshd | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.1 @pam_duo @stack
      Examples: 2.1, pam_duo in a stack
        | version | program            | push    | failmode | verdict | evidence | source                  |
        | 2.1     | pam_duo in a stack | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | pam_duo in a stack | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | pam_duo in a stack | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.1     | pam_duo in a stack | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.1 @sshd @pam_duo
      Examples: 2.1, sshd with pam_duo
        | version | program           | push    | failmode | verdict | evidence | source                  |
        | 2.1     | sshd with pam_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | sshd with pam_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | sshd with pam_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.1     | sshd with pam_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.1 @sshd @login_duo
      Examples: 2.1, sshd with login_duo
        | version | program             | push    | failmode | verdict | evidence | source                  |
        | 2.1     | sshd with login_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | sshd with login_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.1     | sshd with login_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.1     | sshd with login_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.0.4 @login_duo @terminal
      Examples: 2.0.4, login_duo on a terminal
        | version | program                 | push    | failmode | verdict | evidence | source                  |
        | 2.0.4   | login_duo on a terminal | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | login_duo on a terminal | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | login_duo on a terminal | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.0.4   | login_duo on a terminal | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.0.4 @login_duo @autopush
      Examples: 2.0.4, login_duo with autopush
        | version | program                 | push    | failmode | verdict | evidence | source                  |
        | 2.0.4   | login_duo with autopush | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | login_duo with autopush | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | login_duo with autopush | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.0.4   | login_duo with autopush | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.0.4 @pam_duo @sshd
      Examples: 2.0.4, pam_duo as sshd
        | version | program         | push    | failmode | verdict | evidence | source                  |
        | 2.0.4   | pam_duo as sshd | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | pam_duo as sshd | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | pam_duo as sshd | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.0.4   | pam_duo as sshd | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.0.4 @pam_duo @stack
      Examples: 2.0.4, pam_duo in a stack
        | version | program            | push    | failmode | verdict | evidence | source                  |
        | 2.0.4   | pam_duo in a stack | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | pam_duo in a stack | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | pam_duo in a stack | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.0.4   | pam_duo in a stack | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.0.4 @sshd @pam_duo
      Examples: 2.0.4, sshd with pam_duo
        | version | program           | push    | failmode | verdict | evidence | source                  |
        | 2.0.4   | sshd with pam_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | sshd with pam_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | sshd with pam_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.0.4   | sshd with pam_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-2.0.4 @sshd @login_duo
      Examples: 2.0.4, sshd with login_duo
        | version | program             | push    | failmode | verdict | evidence | source                  |
        | 2.0.4   | sshd with login_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | sshd with login_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 2.0.4   | sshd with login_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 2.0.4   | sshd with login_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.12-to-2.0.3 @login_duo @terminal
      Examples: 1.12 to 2.0.3, login_duo on a terminal
        | version       | program                 | push    | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | login_duo on a terminal | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | login_duo on a terminal | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | login_duo on a terminal | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.12 to 2.0.3 | login_duo on a terminal | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.12-to-2.0.3 @login_duo @autopush
      Examples: 1.12 to 2.0.3, login_duo with autopush
        | version       | program                 | push    | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | login_duo with autopush | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | login_duo with autopush | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | login_duo with autopush | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.12 to 2.0.3 | login_duo with autopush | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.12-to-2.0.3 @pam_duo @sshd
      Examples: 1.12 to 2.0.3, pam_duo as sshd
        | version       | program         | push    | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | pam_duo as sshd | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | pam_duo as sshd | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | pam_duo as sshd | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.12 to 2.0.3 | pam_duo as sshd | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.12-to-2.0.3 @pam_duo @stack
      Examples: 1.12 to 2.0.3, pam_duo in a stack
        | version       | program            | push    | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | pam_duo in a stack | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | pam_duo in a stack | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | pam_duo in a stack | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.12 to 2.0.3 | pam_duo in a stack | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.12-to-2.0.3 @sshd @pam_duo
      Examples: 1.12 to 2.0.3, sshd with pam_duo
        | version       | program           | push    | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | sshd with pam_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | sshd with pam_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | sshd with pam_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.12 to 2.0.3 | sshd with pam_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.12-to-2.0.3 @sshd @login_duo
      Examples: 1.12 to 2.0.3, sshd with login_duo
        | version       | program             | push    | failmode | verdict | evidence | source                  |
        | 1.12 to 2.0.3 | sshd with login_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | sshd with login_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.12 to 2.0.3 | sshd with login_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.12 to 2.0.3 | sshd with login_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.10.4-to-1.11 @login_duo @terminal
      Examples: 1.10.4 to 1.11, login_duo on a terminal
        | version        | program                 | push    | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | login_duo on a terminal | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | login_duo on a terminal | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | login_duo on a terminal | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.10.4 to 1.11 | login_duo on a terminal | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.10.4-to-1.11 @login_duo @autopush
      Examples: 1.10.4 to 1.11, login_duo with autopush
        | version        | program                 | push    | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | login_duo with autopush | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | login_duo with autopush | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | login_duo with autopush | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.10.4 to 1.11 | login_duo with autopush | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.10.4-to-1.11 @pam_duo @sshd
      Examples: 1.10.4 to 1.11, pam_duo as sshd
        | version        | program         | push    | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | pam_duo as sshd | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | pam_duo as sshd | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | pam_duo as sshd | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.10.4 to 1.11 | pam_duo as sshd | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.10.4-to-1.11 @pam_duo @stack
      Examples: 1.10.4 to 1.11, pam_duo in a stack
        | version        | program            | push    | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | pam_duo in a stack | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | pam_duo in a stack | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | pam_duo in a stack | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.10.4 to 1.11 | pam_duo in a stack | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.10.4-to-1.11 @sshd @pam_duo
      Examples: 1.10.4 to 1.11, sshd with pam_duo
        | version        | program           | push    | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | sshd with pam_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | sshd with pam_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | sshd with pam_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.10.4 to 1.11 | sshd with pam_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

      @duo-unix-1.10.4-to-1.11 @sshd @login_duo
      Examples: 1.10.4 to 1.11, sshd with login_duo
        | version        | program             | push    | failmode | verdict | evidence | source                  |
        | 1.10.4 to 1.11 | sshd with login_duo | approve | safe     | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | sshd with login_duo | approve | secure   | allowed | measured | docs/duo/duo-unix.md:47 |
        | 1.10.4 to 1.11 | sshd with login_duo | deny    | safe     | denied  | measured | docs/duo/duo-unix.md:48 |
        | 1.10.4 to 1.11 | sshd with login_duo | deny    | secure   | denied  | measured | docs/duo/duo-unix.md:48 |

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:179 A program that has each verdict is run once for each
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix, each verdict: who gets in while Duo is unreachable
      Given Duo Unix "<version>" with failmode "<failmode>" and https_timeout unset
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"

      @duo-unix-2.2 @login_duo @terminal
      Examples: 2.2, login_duo on a terminal
        | version | program                 | fault       | stage | failmode | verdict     | evidence | source                                 |
        | 2.2     | login_duo on a terminal | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | 2.2     | login_duo on a terminal | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @duo-unix-2.2 @login_duo @autopush
      Examples: 2.2, login_duo with autopush
        | version | program                 | fault       | stage | failmode | verdict     | evidence | source                                 |
        | 2.2     | login_duo with autopush | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | 2.2     | login_duo with autopush | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @duo-unix-2.2 @pam_duo @sshd
      Examples: 2.2, pam_duo as sshd
        | version | program         | fault       | stage | failmode | verdict     | evidence | source                                 |
        | 2.2     | pam_duo as sshd | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | 2.2     | pam_duo as sshd | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @duo-unix-2.2 @pam_duo @stack
      Examples: 2.2, pam_duo in a stack
        | version | program            | fault       | stage | failmode | verdict     | evidence | source                                 |
        | 2.2     | pam_duo in a stack | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | 2.2     | pam_duo in a stack | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @duo-unix-2.2 @sshd @pam_duo
      Examples: 2.2, sshd with pam_duo
        | version | program           | fault       | stage | failmode | verdict     | evidence | source                                 |
        | 2.2     | sshd with pam_duo | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | 2.2     | sshd with pam_duo | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @duo-unix-2.2 @sshd @login_duo
      Examples: 2.2, sshd with login_duo
        | version | program             | fault       | stage | failmode | verdict     | evidence | source                                 |
        | 2.2     | sshd with login_duo | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | 2.2     | sshd with login_duo | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @duo-unix-2.1 @login_duo @terminal
      Examples: 2.1, login_duo on a terminal
        | version | program                 | fault       | stage | failmode | verdict     | evidence | source                                 |
        | 2.1     | login_duo on a terminal | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | 2.1     | login_duo on a terminal | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @duo-unix-2.1 @login_duo @autopush
      Examples: 2.1, login_duo with autopush
        | version | program                 | fault       | stage | failmode | verdict     | evidence | source                                 |
        | 2.1     | login_duo with autopush | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | 2.1     | login_duo with autopush | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @duo-unix-2.1 @pam_duo @sshd
      Examples: 2.1, pam_duo as sshd
        | version | program         | fault       | stage | failmode | verdict     | evidence | source                                 |
        | 2.1     | pam_duo as sshd | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | 2.1     | pam_duo as sshd | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @duo-unix-2.1 @pam_duo @stack
      Examples: 2.1, pam_duo in a stack
        | version | program            | fault       | stage | failmode | verdict     | evidence | source                                 |
        | 2.1     | pam_duo in a stack | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | 2.1     | pam_duo in a stack | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @duo-unix-2.1 @sshd @pam_duo
      Examples: 2.1, sshd with pam_duo
        | version | program           | fault       | stage | failmode | verdict     | evidence | source                                 |
        | 2.1     | sshd with pam_duo | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | 2.1     | sshd with pam_duo | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @duo-unix-2.1 @sshd @login_duo
      Examples: 2.1, sshd with login_duo
        | version | program             | fault       | stage | failmode | verdict     | evidence | source                                 |
        | 2.1     | sshd with login_duo | dns-failure | ping  | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:53 |
        | 2.1     | sshd with login_duo | dns-failure | ping  | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:53 |

      @duo-unix-2.0.4 @login_duo @terminal
      Examples: 2.0.4, login_duo on a terminal
        | version | program                 | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 2.0.4   | login_duo on a terminal | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 2.0.4   | login_duo on a terminal | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-2.0.4 @login_duo @autopush
      Examples: 2.0.4, login_duo with autopush
        | version | program                 | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 2.0.4   | login_duo with autopush | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 2.0.4   | login_duo with autopush | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-2.0.4 @pam_duo @sshd
      Examples: 2.0.4, pam_duo as sshd
        | version | program         | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 2.0.4   | pam_duo as sshd | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 2.0.4   | pam_duo as sshd | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-2.0.4 @pam_duo @stack
      Examples: 2.0.4, pam_duo in a stack
        | version | program            | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 2.0.4   | pam_duo in a stack | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 2.0.4   | pam_duo in a stack | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-2.0.4 @sshd @pam_duo
      Examples: 2.0.4, sshd with pam_duo
        | version | program           | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 2.0.4   | sshd with pam_duo | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 2.0.4   | sshd with pam_duo | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-2.0.4 @sshd @login_duo
      Examples: 2.0.4, sshd with login_duo
        | version | program             | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 2.0.4   | sshd with login_duo | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 2.0.4   | sshd with login_duo | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-1.12-to-2.0.3 @login_duo @terminal
      Examples: 1.12 to 2.0.3, login_duo on a terminal
        | version       | program                 | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 1.12 to 2.0.3 | login_duo on a terminal | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 1.12 to 2.0.3 | login_duo on a terminal | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-1.12-to-2.0.3 @login_duo @autopush
      Examples: 1.12 to 2.0.3, login_duo with autopush
        | version       | program                 | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 1.12 to 2.0.3 | login_duo with autopush | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 1.12 to 2.0.3 | login_duo with autopush | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-1.12-to-2.0.3 @pam_duo @sshd
      Examples: 1.12 to 2.0.3, pam_duo as sshd
        | version       | program         | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 1.12 to 2.0.3 | pam_duo as sshd | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 1.12 to 2.0.3 | pam_duo as sshd | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-1.12-to-2.0.3 @pam_duo @stack
      Examples: 1.12 to 2.0.3, pam_duo in a stack
        | version       | program            | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 1.12 to 2.0.3 | pam_duo in a stack | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 1.12 to 2.0.3 | pam_duo in a stack | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-1.12-to-2.0.3 @sshd @pam_duo
      Examples: 1.12 to 2.0.3, sshd with pam_duo
        | version       | program           | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 1.12 to 2.0.3 | sshd with pam_duo | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 1.12 to 2.0.3 | sshd with pam_duo | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-1.12-to-2.0.3 @sshd @login_duo
      Examples: 1.12 to 2.0.3, sshd with login_duo
        | version       | program             | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 1.12 to 2.0.3 | sshd with login_duo | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 1.12 to 2.0.3 | sshd with login_duo | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-1.10.4-to-1.11 @login_duo @terminal
      Examples: 1.10.4 to 1.11, login_duo on a terminal
        | version        | program                 | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 1.10.4 to 1.11 | login_duo on a terminal | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 1.10.4 to 1.11 | login_duo on a terminal | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-1.10.4-to-1.11 @login_duo @autopush
      Examples: 1.10.4 to 1.11, login_duo with autopush
        | version        | program                 | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 1.10.4 to 1.11 | login_duo with autopush | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 1.10.4 to 1.11 | login_duo with autopush | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-1.10.4-to-1.11 @pam_duo @sshd
      Examples: 1.10.4 to 1.11, pam_duo as sshd
        | version        | program         | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 1.10.4 to 1.11 | pam_duo as sshd | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 1.10.4 to 1.11 | pam_duo as sshd | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-1.10.4-to-1.11 @pam_duo @stack
      Examples: 1.10.4 to 1.11, pam_duo in a stack
        | version        | program            | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 1.10.4 to 1.11 | pam_duo in a stack | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 1.10.4 to 1.11 | pam_duo in a stack | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-1.10.4-to-1.11 @sshd @pam_duo
      Examples: 1.10.4 to 1.11, sshd with pam_duo
        | version        | program           | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 1.10.4 to 1.11 | sshd with pam_duo | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 1.10.4 to 1.11 | sshd with pam_duo | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

      @duo-unix-1.10.4-to-1.11 @sshd @login_duo
      Examples: 1.10.4 to 1.11, sshd with login_duo
        | version        | program             | fault       | stage   | failmode | verdict     | evidence | source                                  |
        | 1.10.4 to 1.11 | sshd with login_duo | dns-failure | preauth | safe     | failed-open | measured | docs/duo/when-duo-is-unreachable.md:217 |
        | 1.10.4 to 1.11 | sshd with login_duo | dns-failure | preauth | secure   | denied      | measured | docs/duo/when-duo-is-unreachable.md:217 |

  Rule: A login that began well can still let in whom Duo did not

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:191 A login that began well can still let in whom Duo did not
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix: push never decided, how often the status is asked for, and what is logged
      Given Duo Unix "<version>" with failmode "<failmode>" and prompts unset
      And the push is never decided
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "auth-status" <asked> times
      And the client logged "<log>"

      @duo-unix-2.2 @pam_duo
      Examples: 2.2.3, pam_duo
        | version | program | asked | log                  | failmode | verdict     | evidence | source                  |
        | 2.2.3   | pam_duo | 20    | Successful Duo login | safe     | failed-open | measured | docs/duo/duo-unix.md:63 |
        | 2.2.3   | pam_duo | 20    | Successful Duo login | secure   | failed-open | measured | docs/duo/duo-unix.md:63 |

      @duo-unix-2.2 @login_duo @terminal
      Examples: 2.2.3, login_duo on a terminal
        | version | program                 | asked | log                  | failmode | verdict     | evidence | source                  |
        | 2.2.3   | login_duo on a terminal | 20    | Successful Duo login | safe     | failed-open | measured | docs/duo/duo-unix.md:63 |
        | 2.2.3   | login_duo on a terminal | 20    | Successful Duo login | secure   | failed-open | measured | docs/duo/duo-unix.md:63 |

      @duo-unix-2.0.4 @pam_duo
      Examples: 2.0.4, pam_duo
        | version | program | asked | log                  | failmode | verdict     | evidence | source                  |
        | 2.0.4   | pam_duo | 20    | Successful Duo login | safe     | failed-open | measured | docs/duo/duo-unix.md:63 |
        | 2.0.4   | pam_duo | 20    | Successful Duo login | secure   | failed-open | measured | docs/duo/duo-unix.md:63 |

      @duo-unix-2.0.4 @login_duo @terminal
      Examples: 2.0.4, login_duo on a terminal
        | version | program                 | asked | log                  | failmode | verdict     | evidence | source                  |
        | 2.0.4   | login_duo on a terminal | 20    | Successful Duo login | safe     | failed-open | measured | docs/duo/duo-unix.md:63 |
        | 2.0.4   | login_duo on a terminal | 20    | Successful Duo login | secure   | failed-open | measured | docs/duo/duo-unix.md:63 |

      @duo-unix-1.10.4-to-1.11 @pam_duo
      Examples: 1.11.3, pam_duo
        | version | program | asked | log                  | failmode | verdict     | evidence | source                  |
        | 1.11.3  | pam_duo | 20    | Successful Duo login | safe     | failed-open | measured | docs/duo/duo-unix.md:63 |
        | 1.11.3  | pam_duo | 20    | Successful Duo login | secure   | failed-open | measured | docs/duo/duo-unix.md:63 |

      @duo-unix-1.10.4-to-1.11 @login_duo @terminal
      Examples: 1.11.3, login_duo on a terminal
        | version | program                 | asked | log                  | failmode | verdict     | evidence | source                  |
        | 1.11.3  | login_duo on a terminal | 20    | Successful Duo login | safe     | failed-open | measured | docs/duo/duo-unix.md:63 |
        | 1.11.3  | login_duo on a terminal | 20    | Successful Duo login | secure   | failed-open | measured | docs/duo/duo-unix.md:63 |

      @duo-unix-2.1 @pam_duo
      Examples: 2.1.0, pam_duo
        | version | program | asked | log                  | failmode | verdict     | evidence | source                  |
        | 2.1.0   | pam_duo | 20    | Successful Duo login | safe     | failed-open | measured | docs/duo/duo-unix.md:64 |
        | 2.1.0   | pam_duo | 20    | Successful Duo login | secure   | failed-open | measured | docs/duo/duo-unix.md:64 |

      @duo-unix-1.12-to-2.0.3 @pam_duo
      Examples: 1.12.1, pam_duo
        | version | program | asked | log                  | failmode | verdict     | evidence | source                  |
        | 1.12.1  | pam_duo | 20    | Successful Duo login | safe     | failed-open | measured | docs/duo/duo-unix.md:64 |
        | 1.12.1  | pam_duo | 20    | Successful Duo login | secure   | failed-open | measured | docs/duo/duo-unix.md:64 |

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:191 A login that began well can still let in whom Duo did not
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix: outage after a refused push
      Given Duo Unix "<version>" with failmode "<failmode>" and prompts unset
      And the user answers the push with "deny"
      And Duo suffers "<fault>" from the second prompt on
      When the user logs in through <program>
      Then the login is "<verdict>"

      @duo-unix-1.10.4-to-1.11 @pam_duo
      Examples: 1.11.3, pam_duo
        | version | program | fault    | failmode | verdict     | evidence | source                  |
        | 1.11.3  | pam_duo | http-500 | safe     | failed-open | measured | docs/duo/duo-unix.md:65 |
        | 1.11.3  | pam_duo | http-500 | secure   | denied      | measured | docs/duo/duo-unix.md:65 |

      @duo-unix-1.10.4-to-1.11 @login_duo @terminal
      Examples: 1.11.3, login_duo on a terminal
        | version | program                 | fault    | failmode | verdict     | evidence | source                  |
        | 1.11.3  | login_duo on a terminal | http-500 | safe     | failed-open | measured | docs/duo/duo-unix.md:65 |
        | 1.11.3  | login_duo on a terminal | http-500 | secure   | denied      | measured | docs/duo/duo-unix.md:65 |

      @duo-unix-1.10.4-to-1.11 @login_duo @autopush
      Examples: 1.11.3, login_duo with autopush
        | version | program                 | fault    | failmode | verdict     | evidence | source                  |
        | 1.11.3  | login_duo with autopush | http-500 | safe     | failed-open | measured | docs/duo/duo-unix.md:65 |
        | 1.11.3  | login_duo with autopush | http-500 | secure   | denied      | measured | docs/duo/duo-unix.md:65 |

      @duo-unix-1.10.4-to-1.11 @sshd @pam_duo
      Examples: 1.11.3, sshd with pam_duo
        | version | program           | fault    | failmode | verdict     | evidence | source                  |
        | 1.11.3  | sshd with pam_duo | http-500 | safe     | failed-open | measured | docs/duo/duo-unix.md:65 |
        | 1.11.3  | sshd with pam_duo | http-500 | secure   | denied      | measured | docs/duo/duo-unix.md:65 |

      @duo-unix-1.10.4-to-1.11 @login_duo
      Examples: 1.11.3, login_duo
        | version | program   | fault    | failmode | verdict | evidence | source                  |
        | 1.11.3  | login_duo | http-500 | safe     | denied  | measured | docs/duo/duo-unix.md:66 |
        | 1.11.3  | login_duo | http-500 | secure   | denied  | measured | docs/duo/duo-unix.md:66 |

      @duo-unix-2.2 @pam_duo
      Examples: 2.2.3, pam_duo
        | version | program | fault    | failmode | verdict     | evidence   | source                  |
        | 2.2.3   | pam_duo | http-500 | safe     | failed-open | by reading | docs/duo/duo-unix.md:67 |
        | 2.2.3   | pam_duo | http-500 | secure   | denied      | by reading | docs/duo/duo-unix.md:67 |

      @duo-unix-2.2 @login_duo @terminal
      Examples: 2.2.3, login_duo on a terminal
        | version | program                 | fault    | failmode | verdict     | evidence   | source                  |
        | 2.2.3   | login_duo on a terminal | http-500 | safe     | failed-open | by reading | docs/duo/duo-unix.md:67 |
        | 2.2.3   | login_duo on a terminal | http-500 | secure   | denied      | by reading | docs/duo/duo-unix.md:67 |

      @duo-unix-2.2 @login_duo
      Examples: 2.2.3, login_duo
        | version | program   | fault    | failmode | verdict | evidence   | source                  |
        | 2.2.3   | login_duo | http-500 | safe     | denied  | by reading | docs/duo/duo-unix.md:68 |
        | 2.2.3   | login_duo | http-500 | secure   | denied  | by reading | docs/duo/duo-unix.md:68 |

  Rule: A configuration mistake decides before Duo is asked

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:195 A configuration mistake decides before Duo is asked
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix: who gets in by a configuration mistake
      Given Duo Unix "<version>" with failmode "<failmode>" and the configuration mistake "<mistake>"
      And Duo is reachable
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was not asked

      @duo-unix-1.10.4-to-1.11 @login_duo
      Examples: 1.11.3, login_duo
        | version | program   | mistake                | failmode | verdict | evidence | source                   |
        | 1.11.3  | login_duo | dev_fips_mode, no FIPS | safe     | denied  | measured | docs/duo/duo-unix.md:115 |
        | 1.11.3  | login_duo | dev_fips_mode, no FIPS | secure   | denied  | measured | docs/duo/duo-unix.md:115 |

      @duo-unix-1.10.4-to-1.11 @pam_duo
      Examples: 1.11.3, pam_duo
        | version | program | mistake                | failmode | verdict | evidence | source                   |
        | 1.11.3  | pam_duo | dev_fips_mode, no FIPS | safe     | denied  | measured | docs/duo/duo-unix.md:115 |
        | 1.11.3  | pam_duo | dev_fips_mode, no FIPS | secure   | denied  | measured | docs/duo/duo-unix.md:115 |

      @duo-unix-2.0.4 @login_duo
      Examples: 2.0.4, login_duo
        | version | program   | mistake                | failmode | verdict | evidence | source                   |
        | 2.0.4   | login_duo | dev_fips_mode, no FIPS | safe     | denied  | measured | docs/duo/duo-unix.md:116 |
        | 2.0.4   | login_duo | dev_fips_mode, no FIPS | secure   | denied  | measured | docs/duo/duo-unix.md:116 |

      @duo-unix-2.2 @login_duo
      Examples: 2.2.3, login_duo
        | version | program   | mistake                    | failmode | verdict     | evidence | source                   |
        | 2.2.3   | login_duo | dev_fips_mode, no FIPS     | safe     | denied      | measured | docs/duo/duo-unix.md:117 |
        | 2.2.3   | login_duo | dev_fips_mode, no FIPS     | secure   | denied      | measured | docs/duo/duo-unix.md:117 |
        | 2.2.3   | login_duo | autopush and verified_push | safe     | failed-open | measured | docs/duo/duo-unix.md:120 |
        | 2.2.3   | login_duo | autopush and verified_push | secure   | denied      | measured | docs/duo/duo-unix.md:120 |

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:195 A configuration mistake decides before Duo is asked
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix: who gets in by a configuration mistake, and what is logged
      Given Duo Unix "<version>" with failmode "<failmode>" and the configuration mistake "<mistake>"
      And Duo is reachable
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was not asked
      And the client logged "<log>"

      @duo-unix-2.2 @login_duo
      Examples: 2.2.3, login_duo
        | version | program   | mistake                     | log                                | failmode | verdict     | evidence   | source                   |
        | 2.2.3   | login_duo | failmode misspelt           | Parse error                        | safe     | failed-open | measured   | docs/duo/duo-unix.md:85  |
        | 2.2.3   | login_duo | failmode misspelt           | Parse error                        | secure   | failed-open | measured   | docs/duo/duo-unix.md:85  |
        | 2.2.3   | login_duo | unknown key before failmode | Parse error                        | safe     | failed-open | measured   | docs/duo/duo-unix.md:86  |
        | 2.2.3   | login_duo | unknown key before failmode | Parse error                        | secure   | failed-open | measured   | docs/duo/duo-unix.md:86  |
        | 2.2.3   | login_duo | unknown key after failmode  | Parse error                        | safe     | failed-open | measured   | docs/duo/duo-unix.md:87  |
        | 2.2.3   | login_duo | unknown key after failmode  | Parse error                        | secure   | denied      | measured   | docs/duo/duo-unix.md:87  |
        | 2.2.3   | login_duo | file readable by others     | must be readable only by user      | safe     | failed-open | measured   | docs/duo/duo-unix.md:88  |
        | 2.2.3   | login_duo | file readable by others     | must be readable only by user      | secure   | failed-open | measured   | docs/duo/duo-unix.md:88  |
        | 2.2.3   | login_duo | file unreadable             | Couldn't open                      | safe     | failed-open | by reading | docs/duo/duo-unix.md:90  |
        | 2.2.3   | login_duo | file unreadable             | Couldn't open                      | secure   | failed-open | by reading | docs/duo/duo-unix.md:90  |
        | 2.2.3   | login_duo | file missing                | Couldn't open                      | safe     | failed-open | measured   | docs/duo/duo-unix.md:91  |
        | 2.2.3   | login_duo | file missing                | Couldn't open                      | secure   | failed-open | measured   | docs/duo/duo-unix.md:91  |
        | 2.2.3   | login_duo | keys missing                | Missing host, ikey, or skey        | safe     | failed-open | measured   | docs/duo/duo-unix.md:92  |
        | 2.2.3   | login_duo | keys missing                | Missing host, ikey, or skey        | secure   | denied      | measured   | docs/duo/duo-unix.md:92  |
        | 2.2.3   | login_duo | host missing                | Missing host, ikey, or skey        | safe     | failed-open | measured   | docs/duo/duo-unix.md:93  |
        | 2.2.3   | login_duo | host missing                | Missing host, ikey, or skey        | secure   | denied      | measured   | docs/duo/duo-unix.md:93  |
        | 2.2.3   | login_duo | cafile missing on disk      | Couldn't open Duo API handle       | safe     | denied      | measured   | docs/duo/duo-unix.md:94  |
        | 2.2.3   | login_duo | cafile missing on disk      | Couldn't open Duo API handle       | secure   | denied      | measured   | docs/duo/duo-unix.md:94  |
        | 2.2.3   | login_duo | https proxy scheme          | Couldn't open Duo API handle       | safe     | denied      | measured   | docs/duo/duo-unix.md:95  |
        | 2.2.3   | login_duo | https proxy scheme          | Couldn't open Duo API handle       | secure   | denied      | measured   | docs/duo/duo-unix.md:95  |
        | 2.2.3   | login_duo | user outside groups         | bypassed Duo 2FA                   | safe     | failed-open | measured   | docs/duo/duo-unix.md:96  |
        | 2.2.3   | login_duo | user outside groups         | bypassed Duo 2FA                   | secure   | failed-open | measured   | docs/duo/duo-unix.md:96  |
        | 2.2.3   | login_duo | failmode in capitals        | Parse error                        | safe     | failed-open | measured   | docs/duo/duo-unix.md:99  |
        | 2.2.3   | login_duo | failmode in capitals        | Parse error                        | secure   | failed-open | measured   | docs/duo/duo-unix.md:99  |
        | 2.2.3   | login_duo | failmode says closed        | Parse error                        | secure   | failed-open | measured   | docs/duo/duo-unix.md:102 |
        | 2.2.3   | login_duo | byte order mark             | Parse error                        | safe     | failed-open | measured   | docs/duo/duo-unix.md:105 |
        | 2.2.3   | login_duo | byte order mark             | Parse error                        | secure   | failed-open | measured   | docs/duo/duo-unix.md:105 |
        | 2.2.3   | login_duo | comment of 300 characters   | Parse error                        | safe     | failed-open | measured   | docs/duo/duo-unix.md:108 |
        | 2.2.3   | login_duo | comment of 300 characters   | Parse error                        | secure   | failed-open | measured   | docs/duo/duo-unix.md:108 |
        | 2.2.3   | login_duo | file empty                  | Missing host, ikey, or skey        | safe     | failed-open | measured   | docs/duo/duo-unix.md:111 |
        | 2.2.3   | login_duo | file empty                  | Missing host, ikey, or skey        | secure   | failed-open | measured   | docs/duo/duo-unix.md:111 |
        | 2.2.3   | login_duo | fips_mode before failmode   | Parse error                        | safe     | failed-open | measured   | docs/duo/duo-unix.md:114 |
        | 2.2.3   | login_duo | fips_mode before failmode   | Parse error                        | secure   | failed-open | measured   | docs/duo/duo-unix.md:114 |
        | 2.2.3   | login_duo | file mode 0640              | must be readable only by user      | safe     | failed-open | measured   | docs/duo/duo-unix.md:122 |
        | 2.2.3   | login_duo | file mode 0640              | must be readable only by user      | secure   | failed-open | measured   | docs/duo/duo-unix.md:122 |
        | 2.2.3   | login_duo | file mode 0604              | must be readable only by user      | safe     | failed-open | measured   | docs/duo/duo-unix.md:124 |
        | 2.2.3   | login_duo | file mode 0604              | must be readable only by user      | secure   | failed-open | measured   | docs/duo/duo-unix.md:124 |
        | 2.2.3   | login_duo | host with https://          | Couldn't connect                   | safe     | failed-open | measured   | docs/duo/duo-unix.md:133 |
        | 2.2.3   | login_duo | host with https://          | Couldn't connect                   | secure   | denied      | measured   | docs/duo/duo-unix.md:133 |
        | 2.2.3   | login_duo | host with a slash           | Couldn't connect                   | safe     | failed-open | measured   | docs/duo/duo-unix.md:136 |
        | 2.2.3   | login_duo | host with a slash           | Couldn't connect                   | secure   | denied      | measured   | docs/duo/duo-unix.md:136 |
        | 2.2.3   | login_duo | port by name                | Couldn't connect                   | safe     | failed-open | measured   | docs/duo/duo-unix.md:139 |
        | 2.2.3   | login_duo | port by name                | Couldn't connect                   | secure   | denied      | measured   | docs/duo/duo-unix.md:139 |
        | 2.2.3   | login_duo | proxy refuses               | Couldn't connect                   | safe     | failed-open | measured   | docs/duo/duo-unix.md:142 |
        | 2.2.3   | login_duo | proxy refuses               | Couldn't connect                   | secure   | denied      | measured   | docs/duo/duo-unix.md:142 |
        | 2.2.3   | login_duo | proxy cannot be resolved    | Couldn't connect                   | safe     | failed-open | measured   | docs/duo/duo-unix.md:145 |
        | 2.2.3   | login_duo | proxy cannot be resolved    | Couldn't connect                   | secure   | denied      | measured   | docs/duo/duo-unix.md:145 |
        | 2.2.3   | login_duo | cafile is a directory       | Couldn't open Duo API handle       | safe     | denied      | measured   | docs/duo/duo-unix.md:148 |
        | 2.2.3   | login_duo | cafile is a directory       | Couldn't open Duo API handle       | secure   | denied      | measured   | docs/duo/duo-unix.md:148 |
        | 2.2.3   | login_duo | cafile empty                | Couldn't open Duo API handle       | safe     | denied      | measured   | docs/duo/duo-unix.md:151 |
        | 2.2.3   | login_duo | cafile empty                | Couldn't open Duo API handle       | secure   | denied      | measured   | docs/duo/duo-unix.md:151 |
        | 2.2.3   | login_duo | cafile not set              | certificate verify failed          | safe     | failed-open | measured   | docs/duo/duo-unix.md:154 |
        | 2.2.3   | login_duo | cafile not set              | certificate verify failed          | secure   | denied      | measured   | docs/duo/duo-unix.md:154 |
        | 2.2.3   | login_duo | host by address             | Certificate name validation failed | safe     | failed-open | measured   | docs/duo/duo-unix.md:157 |
        | 2.2.3   | login_duo | host by address             | Certificate name validation failed | secure   | denied      | measured   | docs/duo/duo-unix.md:157 |

      @duo-unix-2.2 @pam_duo
      Examples: 2.2.3, pam_duo
        | version | program | mistake                     | log                           | failmode | verdict     | evidence   | source                  |
        | 2.2.3   | pam_duo | failmode misspelt           | Parse error                   | safe     | failed-open | measured   | docs/duo/duo-unix.md:85 |
        | 2.2.3   | pam_duo | failmode misspelt           | Parse error                   | secure   | failed-open | measured   | docs/duo/duo-unix.md:85 |
        | 2.2.3   | pam_duo | unknown key before failmode | Parse error                   | safe     | failed-open | measured   | docs/duo/duo-unix.md:86 |
        | 2.2.3   | pam_duo | unknown key before failmode | Parse error                   | secure   | failed-open | measured   | docs/duo/duo-unix.md:86 |
        | 2.2.3   | pam_duo | unknown key after failmode  | Parse error                   | safe     | failed-open | measured   | docs/duo/duo-unix.md:87 |
        | 2.2.3   | pam_duo | unknown key after failmode  | Parse error                   | secure   | denied      | measured   | docs/duo/duo-unix.md:87 |
        | 2.2.3   | pam_duo | file readable by others     | must be readable only by user | safe     | failed-open | measured   | docs/duo/duo-unix.md:88 |
        | 2.2.3   | pam_duo | file readable by others     | must be readable only by user | secure   | failed-open | measured   | docs/duo/duo-unix.md:88 |
        | 2.2.3   | pam_duo | file unreadable             | Couldn't open                 | safe     | failed-open | by reading | docs/duo/duo-unix.md:90 |
        | 2.2.3   | pam_duo | file unreadable             | Couldn't open                 | secure   | failed-open | by reading | docs/duo/duo-unix.md:90 |
        | 2.2.3   | pam_duo | file missing                | Couldn't open                 | safe     | failed-open | measured   | docs/duo/duo-unix.md:91 |
        | 2.2.3   | pam_duo | file missing                | Couldn't open                 | secure   | failed-open | measured   | docs/duo/duo-unix.md:91 |
        | 2.2.3   | pam_duo | keys missing                | Missing host, ikey, or skey   | safe     | failed-open | measured   | docs/duo/duo-unix.md:92 |
        | 2.2.3   | pam_duo | keys missing                | Missing host, ikey, or skey   | secure   | denied      | measured   | docs/duo/duo-unix.md:92 |
        | 2.2.3   | pam_duo | host missing                | Missing host, ikey, or skey   | safe     | failed-open | measured   | docs/duo/duo-unix.md:93 |
        | 2.2.3   | pam_duo | host missing                | Missing host, ikey, or skey   | secure   | denied      | measured   | docs/duo/duo-unix.md:93 |
        | 2.2.3   | pam_duo | cafile missing on disk      | Couldn't open Duo API handle  | safe     | denied      | measured   | docs/duo/duo-unix.md:94 |
        | 2.2.3   | pam_duo | cafile missing on disk      | Couldn't open Duo API handle  | secure   | denied      | measured   | docs/duo/duo-unix.md:94 |
        | 2.2.3   | pam_duo | https proxy scheme          | Couldn't open Duo API handle  | safe     | denied      | measured   | docs/duo/duo-unix.md:95 |
        | 2.2.3   | pam_duo | https proxy scheme          | Couldn't open Duo API handle  | secure   | denied      | measured   | docs/duo/duo-unix.md:95 |
        | 2.2.3   | pam_duo | user outside groups         | bypassed Duo 2FA              | safe     | failed-open | measured   | docs/duo/duo-unix.md:96 |
        | 2.2.3   | pam_duo | user outside groups         | bypassed Duo 2FA              | secure   | failed-open | measured   | docs/duo/duo-unix.md:96 |

      @duo-unix-1.10.4-to-1.11 @login_duo
      Examples: 1.11.3, login_duo
        | version | program   | mistake                     | log                                | failmode | verdict     | evidence | source                   |
        | 1.11.3  | login_duo | failmode misspelt           | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:85  |
        | 1.11.3  | login_duo | failmode misspelt           | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:85  |
        | 1.11.3  | login_duo | unknown key before failmode | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:86  |
        | 1.11.3  | login_duo | unknown key before failmode | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:86  |
        | 1.11.3  | login_duo | unknown key after failmode  | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:87  |
        | 1.11.3  | login_duo | unknown key after failmode  | Parse error                        | secure   | denied      | measured | docs/duo/duo-unix.md:87  |
        | 1.11.3  | login_duo | file readable by others     | must be readable only by user      | safe     | failed-open | measured | docs/duo/duo-unix.md:88  |
        | 1.11.3  | login_duo | file readable by others     | must be readable only by user      | secure   | failed-open | measured | docs/duo/duo-unix.md:88  |
        | 1.11.3  | login_duo | file unreadable             | Couldn't open                      | safe     | failed-open | measured | docs/duo/duo-unix.md:89  |
        | 1.11.3  | login_duo | file unreadable             | Couldn't open                      | secure   | failed-open | measured | docs/duo/duo-unix.md:89  |
        | 1.11.3  | login_duo | file missing                | Couldn't open                      | safe     | failed-open | measured | docs/duo/duo-unix.md:91  |
        | 1.11.3  | login_duo | file missing                | Couldn't open                      | secure   | failed-open | measured | docs/duo/duo-unix.md:91  |
        | 1.11.3  | login_duo | keys missing                | Missing host, ikey, or skey        | safe     | failed-open | measured | docs/duo/duo-unix.md:92  |
        | 1.11.3  | login_duo | keys missing                | Missing host, ikey, or skey        | secure   | denied      | measured | docs/duo/duo-unix.md:92  |
        | 1.11.3  | login_duo | host missing                | Missing host, ikey, or skey        | safe     | failed-open | measured | docs/duo/duo-unix.md:93  |
        | 1.11.3  | login_duo | host missing                | Missing host, ikey, or skey        | secure   | denied      | measured | docs/duo/duo-unix.md:93  |
        | 1.11.3  | login_duo | cafile missing on disk      | Couldn't open Duo API handle       | safe     | denied      | measured | docs/duo/duo-unix.md:94  |
        | 1.11.3  | login_duo | cafile missing on disk      | Couldn't open Duo API handle       | secure   | denied      | measured | docs/duo/duo-unix.md:94  |
        | 1.11.3  | login_duo | https proxy scheme          | Couldn't open Duo API handle       | safe     | denied      | measured | docs/duo/duo-unix.md:95  |
        | 1.11.3  | login_duo | https proxy scheme          | Couldn't open Duo API handle       | secure   | denied      | measured | docs/duo/duo-unix.md:95  |
        | 1.11.3  | login_duo | user outside groups         | bypassed Duo 2FA                   | safe     | failed-open | measured | docs/duo/duo-unix.md:96  |
        | 1.11.3  | login_duo | user outside groups         | bypassed Duo 2FA                   | secure   | failed-open | measured | docs/duo/duo-unix.md:96  |
        | 1.11.3  | login_duo | failmode in capitals        | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:97  |
        | 1.11.3  | login_duo | failmode in capitals        | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:97  |
        | 1.11.3  | login_duo | failmode says closed        | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:100 |
        | 1.11.3  | login_duo | byte order mark             | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:103 |
        | 1.11.3  | login_duo | byte order mark             | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:103 |
        | 1.11.3  | login_duo | comment of 300 characters   | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:106 |
        | 1.11.3  | login_duo | comment of 300 characters   | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:106 |
        | 1.11.3  | login_duo | file empty                  | Missing host, ikey, or skey        | safe     | failed-open | measured | docs/duo/duo-unix.md:109 |
        | 1.11.3  | login_duo | file empty                  | Missing host, ikey, or skey        | secure   | failed-open | measured | docs/duo/duo-unix.md:109 |
        | 1.11.3  | login_duo | fips_mode before failmode   | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:112 |
        | 1.11.3  | login_duo | fips_mode before failmode   | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:112 |
        | 1.11.3  | login_duo | autopush and verified_push  | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:118 |
        | 1.11.3  | login_duo | autopush and verified_push  | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:118 |
        | 1.11.3  | login_duo | file mode 0640              | must be readable only by user      | safe     | failed-open | measured | docs/duo/duo-unix.md:121 |
        | 1.11.3  | login_duo | file mode 0640              | must be readable only by user      | secure   | failed-open | measured | docs/duo/duo-unix.md:121 |
        | 1.11.3  | login_duo | file mode 0604              | must be readable only by user      | safe     | failed-open | measured | docs/duo/duo-unix.md:123 |
        | 1.11.3  | login_duo | file mode 0604              | must be readable only by user      | secure   | failed-open | measured | docs/duo/duo-unix.md:123 |
        | 1.11.3  | login_duo | host with https://          | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:131 |
        | 1.11.3  | login_duo | host with https://          | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:131 |
        | 1.11.3  | login_duo | host with a slash           | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:134 |
        | 1.11.3  | login_duo | host with a slash           | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:134 |
        | 1.11.3  | login_duo | port by name                | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:137 |
        | 1.11.3  | login_duo | port by name                | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:137 |
        | 1.11.3  | login_duo | proxy refuses               | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:140 |
        | 1.11.3  | login_duo | proxy refuses               | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:140 |
        | 1.11.3  | login_duo | proxy cannot be resolved    | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:143 |
        | 1.11.3  | login_duo | proxy cannot be resolved    | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:143 |
        | 1.11.3  | login_duo | cafile is a directory       | Couldn't open Duo API handle       | safe     | denied      | measured | docs/duo/duo-unix.md:146 |
        | 1.11.3  | login_duo | cafile is a directory       | Couldn't open Duo API handle       | secure   | denied      | measured | docs/duo/duo-unix.md:146 |
        | 1.11.3  | login_duo | cafile empty                | Couldn't open Duo API handle       | safe     | denied      | measured | docs/duo/duo-unix.md:149 |
        | 1.11.3  | login_duo | cafile empty                | Couldn't open Duo API handle       | secure   | denied      | measured | docs/duo/duo-unix.md:149 |
        | 1.11.3  | login_duo | cafile not set              | certificate verify failed          | safe     | failed-open | measured | docs/duo/duo-unix.md:152 |
        | 1.11.3  | login_duo | cafile not set              | certificate verify failed          | secure   | denied      | measured | docs/duo/duo-unix.md:152 |
        | 1.11.3  | login_duo | host by address             | Certificate name validation failed | safe     | failed-open | measured | docs/duo/duo-unix.md:155 |
        | 1.11.3  | login_duo | host by address             | Certificate name validation failed | secure   | denied      | measured | docs/duo/duo-unix.md:155 |

      @duo-unix-1.10.4-to-1.11 @pam_duo
      Examples: 1.11.3, pam_duo
        | version | program | mistake                     | log                                | failmode | verdict     | evidence | source                   |
        | 1.11.3  | pam_duo | failmode misspelt           | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:85  |
        | 1.11.3  | pam_duo | failmode misspelt           | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:85  |
        | 1.11.3  | pam_duo | unknown key before failmode | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:86  |
        | 1.11.3  | pam_duo | unknown key before failmode | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:86  |
        | 1.11.3  | pam_duo | unknown key after failmode  | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:87  |
        | 1.11.3  | pam_duo | unknown key after failmode  | Parse error                        | secure   | denied      | measured | docs/duo/duo-unix.md:87  |
        | 1.11.3  | pam_duo | file readable by others     | must be readable only by user      | safe     | failed-open | measured | docs/duo/duo-unix.md:88  |
        | 1.11.3  | pam_duo | file readable by others     | must be readable only by user      | secure   | failed-open | measured | docs/duo/duo-unix.md:88  |
        | 1.11.3  | pam_duo | file unreadable             | Couldn't open                      | safe     | failed-open | measured | docs/duo/duo-unix.md:89  |
        | 1.11.3  | pam_duo | file unreadable             | Couldn't open                      | secure   | failed-open | measured | docs/duo/duo-unix.md:89  |
        | 1.11.3  | pam_duo | file missing                | Couldn't open                      | safe     | failed-open | measured | docs/duo/duo-unix.md:91  |
        | 1.11.3  | pam_duo | file missing                | Couldn't open                      | secure   | failed-open | measured | docs/duo/duo-unix.md:91  |
        | 1.11.3  | pam_duo | keys missing                | Missing host, ikey, or skey        | safe     | failed-open | measured | docs/duo/duo-unix.md:92  |
        | 1.11.3  | pam_duo | keys missing                | Missing host, ikey, or skey        | secure   | denied      | measured | docs/duo/duo-unix.md:92  |
        | 1.11.3  | pam_duo | host missing                | Missing host, ikey, or skey        | safe     | failed-open | measured | docs/duo/duo-unix.md:93  |
        | 1.11.3  | pam_duo | host missing                | Missing host, ikey, or skey        | secure   | denied      | measured | docs/duo/duo-unix.md:93  |
        | 1.11.3  | pam_duo | cafile missing on disk      | Couldn't open Duo API handle       | safe     | denied      | measured | docs/duo/duo-unix.md:94  |
        | 1.11.3  | pam_duo | cafile missing on disk      | Couldn't open Duo API handle       | secure   | denied      | measured | docs/duo/duo-unix.md:94  |
        | 1.11.3  | pam_duo | https proxy scheme          | Couldn't open Duo API handle       | safe     | denied      | measured | docs/duo/duo-unix.md:95  |
        | 1.11.3  | pam_duo | https proxy scheme          | Couldn't open Duo API handle       | secure   | denied      | measured | docs/duo/duo-unix.md:95  |
        | 1.11.3  | pam_duo | user outside groups         | bypassed Duo 2FA                   | safe     | failed-open | measured | docs/duo/duo-unix.md:96  |
        | 1.11.3  | pam_duo | user outside groups         | bypassed Duo 2FA                   | secure   | failed-open | measured | docs/duo/duo-unix.md:96  |
        | 1.11.3  | pam_duo | failmode in capitals        | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:97  |
        | 1.11.3  | pam_duo | failmode in capitals        | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:97  |
        | 1.11.3  | pam_duo | failmode says closed        | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:100 |
        | 1.11.3  | pam_duo | byte order mark             | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:103 |
        | 1.11.3  | pam_duo | byte order mark             | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:103 |
        | 1.11.3  | pam_duo | comment of 300 characters   | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:106 |
        | 1.11.3  | pam_duo | comment of 300 characters   | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:106 |
        | 1.11.3  | pam_duo | file empty                  | Missing host, ikey, or skey        | safe     | failed-open | measured | docs/duo/duo-unix.md:109 |
        | 1.11.3  | pam_duo | file empty                  | Missing host, ikey, or skey        | secure   | failed-open | measured | docs/duo/duo-unix.md:109 |
        | 1.11.3  | pam_duo | fips_mode before failmode   | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:112 |
        | 1.11.3  | pam_duo | fips_mode before failmode   | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:112 |
        | 1.11.3  | pam_duo | autopush and verified_push  | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:118 |
        | 1.11.3  | pam_duo | autopush and verified_push  | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:118 |
        | 1.11.3  | pam_duo | file mode 0640              | must be readable only by user      | safe     | failed-open | measured | docs/duo/duo-unix.md:121 |
        | 1.11.3  | pam_duo | file mode 0640              | must be readable only by user      | secure   | failed-open | measured | docs/duo/duo-unix.md:121 |
        | 1.11.3  | pam_duo | file mode 0604              | must be readable only by user      | safe     | failed-open | measured | docs/duo/duo-unix.md:123 |
        | 1.11.3  | pam_duo | file mode 0604              | must be readable only by user      | secure   | failed-open | measured | docs/duo/duo-unix.md:123 |
        | 1.11.3  | pam_duo | host with https://          | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:131 |
        | 1.11.3  | pam_duo | host with https://          | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:131 |
        | 1.11.3  | pam_duo | host with a slash           | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:134 |
        | 1.11.3  | pam_duo | host with a slash           | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:134 |
        | 1.11.3  | pam_duo | port by name                | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:137 |
        | 1.11.3  | pam_duo | port by name                | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:137 |
        | 1.11.3  | pam_duo | proxy refuses               | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:140 |
        | 1.11.3  | pam_duo | proxy refuses               | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:140 |
        | 1.11.3  | pam_duo | proxy cannot be resolved    | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:143 |
        | 1.11.3  | pam_duo | proxy cannot be resolved    | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:143 |
        | 1.11.3  | pam_duo | cafile is a directory       | Couldn't open Duo API handle       | safe     | denied      | measured | docs/duo/duo-unix.md:146 |
        | 1.11.3  | pam_duo | cafile is a directory       | Couldn't open Duo API handle       | secure   | denied      | measured | docs/duo/duo-unix.md:146 |
        | 1.11.3  | pam_duo | cafile empty                | Couldn't open Duo API handle       | safe     | denied      | measured | docs/duo/duo-unix.md:149 |
        | 1.11.3  | pam_duo | cafile empty                | Couldn't open Duo API handle       | secure   | denied      | measured | docs/duo/duo-unix.md:149 |
        | 1.11.3  | pam_duo | cafile not set              | certificate verify failed          | safe     | failed-open | measured | docs/duo/duo-unix.md:152 |
        | 1.11.3  | pam_duo | cafile not set              | certificate verify failed          | secure   | denied      | measured | docs/duo/duo-unix.md:152 |
        | 1.11.3  | pam_duo | host by address             | Certificate name validation failed | safe     | failed-open | measured | docs/duo/duo-unix.md:155 |
        | 1.11.3  | pam_duo | host by address             | Certificate name validation failed | secure   | denied      | measured | docs/duo/duo-unix.md:155 |

      @duo-unix-2.0.4 @login_duo
      Examples: 2.0.4, login_duo
        | version | program   | mistake                    | log                                | failmode | verdict     | evidence | source                   |
        | 2.0.4   | login_duo | failmode in capitals       | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:98  |
        | 2.0.4   | login_duo | failmode in capitals       | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:98  |
        | 2.0.4   | login_duo | failmode says closed       | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:101 |
        | 2.0.4   | login_duo | byte order mark            | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:104 |
        | 2.0.4   | login_duo | byte order mark            | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:104 |
        | 2.0.4   | login_duo | comment of 300 characters  | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:107 |
        | 2.0.4   | login_duo | comment of 300 characters  | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:107 |
        | 2.0.4   | login_duo | file empty                 | Missing host, ikey, or skey        | safe     | failed-open | measured | docs/duo/duo-unix.md:110 |
        | 2.0.4   | login_duo | file empty                 | Missing host, ikey, or skey        | secure   | failed-open | measured | docs/duo/duo-unix.md:110 |
        | 2.0.4   | login_duo | fips_mode before failmode  | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:113 |
        | 2.0.4   | login_duo | fips_mode before failmode  | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:113 |
        | 2.0.4   | login_duo | autopush and verified_push | Parse error                        | safe     | failed-open | measured | docs/duo/duo-unix.md:119 |
        | 2.0.4   | login_duo | autopush and verified_push | Parse error                        | secure   | failed-open | measured | docs/duo/duo-unix.md:119 |
        | 2.0.4   | login_duo | host with https://         | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:132 |
        | 2.0.4   | login_duo | host with https://         | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:132 |
        | 2.0.4   | login_duo | host with a slash          | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:135 |
        | 2.0.4   | login_duo | host with a slash          | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:135 |
        | 2.0.4   | login_duo | port by name               | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:138 |
        | 2.0.4   | login_duo | port by name               | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:138 |
        | 2.0.4   | login_duo | proxy refuses              | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:141 |
        | 2.0.4   | login_duo | proxy refuses              | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:141 |
        | 2.0.4   | login_duo | proxy cannot be resolved   | Couldn't connect                   | safe     | failed-open | measured | docs/duo/duo-unix.md:144 |
        | 2.0.4   | login_duo | proxy cannot be resolved   | Couldn't connect                   | secure   | denied      | measured | docs/duo/duo-unix.md:144 |
        | 2.0.4   | login_duo | cafile is a directory      | Couldn't open Duo API handle       | safe     | denied      | measured | docs/duo/duo-unix.md:147 |
        | 2.0.4   | login_duo | cafile is a directory      | Couldn't open Duo API handle       | secure   | denied      | measured | docs/duo/duo-unix.md:147 |
        | 2.0.4   | login_duo | cafile empty               | Couldn't open Duo API handle       | safe     | denied      | measured | docs/duo/duo-unix.md:150 |
        | 2.0.4   | login_duo | cafile empty               | Couldn't open Duo API handle       | secure   | denied      | measured | docs/duo/duo-unix.md:150 |
        | 2.0.4   | login_duo | cafile not set             | certificate verify failed          | safe     | failed-open | measured | docs/duo/duo-unix.md:153 |
        | 2.0.4   | login_duo | cafile not set             | certificate verify failed          | secure   | denied      | measured | docs/duo/duo-unix.md:153 |
        | 2.0.4   | login_duo | host by address            | Certificate name validation failed | safe     | failed-open | measured | docs/duo/duo-unix.md:156 |
        | 2.0.4   | login_duo | host by address            | Certificate name validation failed | secure   | denied      | measured | docs/duo/duo-unix.md:156 |

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:195 A configuration mistake decides before Duo is asked
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix: who gets in by a configuration mistake with which Duo is asked
      Given Duo Unix "<version>" with failmode "<failmode>" and the configuration mistake "<mistake>"
      And Duo is reachable
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "preauth"

      @duo-unix-1.10.4-to-1.11 @login_duo
      Examples: 1.11.3, login_duo
        | version | program   | mistake                 | failmode | verdict | evidence | source                   |
        | 1.11.3  | login_duo | file mode 0620          | safe     | allowed | measured | docs/duo/duo-unix.md:125 |
        | 1.11.3  | login_duo | file mode 0620          | secure   | allowed | measured | docs/duo/duo-unix.md:125 |
        | 1.11.3  | login_duo | file mode 0602          | safe     | allowed | measured | docs/duo/duo-unix.md:127 |
        | 1.11.3  | login_duo | file mode 0602          | secure   | allowed | measured | docs/duo/duo-unix.md:127 |
        | 1.11.3  | login_duo | file mode 0700          | safe     | allowed | measured | docs/duo/duo-unix.md:129 |
        | 1.11.3  | login_duo | file mode 0700          | secure   | allowed | measured | docs/duo/duo-unix.md:129 |
        | 1.11.3  | login_duo | prompts 0               | safe     | allowed | measured | docs/duo/duo-unix.md:164 |
        | 1.11.3  | login_duo | prompts 0               | secure   | allowed | measured | docs/duo/duo-unix.md:164 |
        | 1.11.3  | login_duo | https_timeout is a word | safe     | allowed | measured | docs/duo/duo-unix.md:167 |
        | 1.11.3  | login_duo | https_timeout is a word | secure   | allowed | measured | docs/duo/duo-unix.md:167 |
        | 1.11.3  | login_duo | https_timeout negative  | safe     | allowed | measured | docs/duo/duo-unix.md:170 |
        | 1.11.3  | login_duo | https_timeout negative  | secure   | allowed | measured | docs/duo/duo-unix.md:170 |
        | 1.11.3  | login_duo | https_timeout 0         | safe     | allowed | measured | docs/duo/duo-unix.md:173 |
        | 1.11.3  | login_duo | https_timeout 0         | secure   | allowed | measured | docs/duo/duo-unix.md:173 |
        | 1.11.3  | login_duo | carriage returns        | safe     | allowed | measured | docs/duo/duo-unix.md:176 |
        | 1.11.3  | login_duo | carriage returns        | secure   | allowed | measured | docs/duo/duo-unix.md:176 |
        | 1.11.3  | login_duo | no section              | safe     | allowed | measured | docs/duo/duo-unix.md:179 |
        | 1.11.3  | login_duo | no section              | secure   | allowed | measured | docs/duo/duo-unix.md:179 |
        | 1.11.3  | login_duo | another section         | safe     | allowed | measured | docs/duo/duo-unix.md:182 |
        | 1.11.3  | login_duo | another section         | secure   | allowed | measured | docs/duo/duo-unix.md:182 |
        | 1.11.3  | login_duo | comment behind ikey     | safe     | allowed | measured | docs/duo/duo-unix.md:185 |
        | 1.11.3  | login_duo | comment behind ikey     | secure   | allowed | measured | docs/duo/duo-unix.md:185 |

      @duo-unix-1.10.4-to-1.11 @pam_duo
      Examples: 1.11.3, pam_duo
        | version | program | mistake                 | failmode | verdict | evidence | source                   |
        | 1.11.3  | pam_duo | file mode 0620          | safe     | allowed | measured | docs/duo/duo-unix.md:125 |
        | 1.11.3  | pam_duo | file mode 0620          | secure   | allowed | measured | docs/duo/duo-unix.md:125 |
        | 1.11.3  | pam_duo | file mode 0602          | safe     | allowed | measured | docs/duo/duo-unix.md:127 |
        | 1.11.3  | pam_duo | file mode 0602          | secure   | allowed | measured | docs/duo/duo-unix.md:127 |
        | 1.11.3  | pam_duo | file mode 0700          | safe     | allowed | measured | docs/duo/duo-unix.md:129 |
        | 1.11.3  | pam_duo | file mode 0700          | secure   | allowed | measured | docs/duo/duo-unix.md:129 |
        | 1.11.3  | pam_duo | prompts 0               | safe     | allowed | measured | docs/duo/duo-unix.md:164 |
        | 1.11.3  | pam_duo | prompts 0               | secure   | allowed | measured | docs/duo/duo-unix.md:164 |
        | 1.11.3  | pam_duo | https_timeout is a word | safe     | allowed | measured | docs/duo/duo-unix.md:167 |
        | 1.11.3  | pam_duo | https_timeout is a word | secure   | allowed | measured | docs/duo/duo-unix.md:167 |
        | 1.11.3  | pam_duo | https_timeout negative  | safe     | allowed | measured | docs/duo/duo-unix.md:170 |
        | 1.11.3  | pam_duo | https_timeout negative  | secure   | allowed | measured | docs/duo/duo-unix.md:170 |
        | 1.11.3  | pam_duo | https_timeout 0         | safe     | allowed | measured | docs/duo/duo-unix.md:173 |
        | 1.11.3  | pam_duo | https_timeout 0         | secure   | allowed | measured | docs/duo/duo-unix.md:173 |
        | 1.11.3  | pam_duo | carriage returns        | safe     | allowed | measured | docs/duo/duo-unix.md:176 |
        | 1.11.3  | pam_duo | carriage returns        | secure   | allowed | measured | docs/duo/duo-unix.md:176 |
        | 1.11.3  | pam_duo | no section              | safe     | allowed | measured | docs/duo/duo-unix.md:179 |
        | 1.11.3  | pam_duo | no section              | secure   | allowed | measured | docs/duo/duo-unix.md:179 |
        | 1.11.3  | pam_duo | another section         | safe     | allowed | measured | docs/duo/duo-unix.md:182 |
        | 1.11.3  | pam_duo | another section         | secure   | allowed | measured | docs/duo/duo-unix.md:182 |
        | 1.11.3  | pam_duo | comment behind ikey     | safe     | allowed | measured | docs/duo/duo-unix.md:185 |
        | 1.11.3  | pam_duo | comment behind ikey     | secure   | allowed | measured | docs/duo/duo-unix.md:185 |

      @duo-unix-2.2 @login_duo
      Examples: 2.2.3, login_duo
        | version | program   | mistake                 | failmode | verdict | evidence | source                   |
        | 2.2.3   | login_duo | file mode 0620          | safe     | allowed | measured | docs/duo/duo-unix.md:126 |
        | 2.2.3   | login_duo | file mode 0620          | secure   | allowed | measured | docs/duo/duo-unix.md:126 |
        | 2.2.3   | login_duo | file mode 0602          | safe     | allowed | measured | docs/duo/duo-unix.md:128 |
        | 2.2.3   | login_duo | file mode 0602          | secure   | allowed | measured | docs/duo/duo-unix.md:128 |
        | 2.2.3   | login_duo | file mode 0700          | safe     | allowed | measured | docs/duo/duo-unix.md:130 |
        | 2.2.3   | login_duo | file mode 0700          | secure   | allowed | measured | docs/duo/duo-unix.md:130 |
        | 2.2.3   | login_duo | prompts 0               | safe     | allowed | measured | docs/duo/duo-unix.md:166 |
        | 2.2.3   | login_duo | prompts 0               | secure   | allowed | measured | docs/duo/duo-unix.md:166 |
        | 2.2.3   | login_duo | https_timeout is a word | safe     | allowed | measured | docs/duo/duo-unix.md:169 |
        | 2.2.3   | login_duo | https_timeout is a word | secure   | allowed | measured | docs/duo/duo-unix.md:169 |
        | 2.2.3   | login_duo | https_timeout negative  | safe     | allowed | measured | docs/duo/duo-unix.md:172 |
        | 2.2.3   | login_duo | https_timeout negative  | secure   | allowed | measured | docs/duo/duo-unix.md:172 |
        | 2.2.3   | login_duo | https_timeout 0         | safe     | allowed | measured | docs/duo/duo-unix.md:175 |
        | 2.2.3   | login_duo | https_timeout 0         | secure   | allowed | measured | docs/duo/duo-unix.md:175 |
        | 2.2.3   | login_duo | carriage returns        | safe     | allowed | measured | docs/duo/duo-unix.md:178 |
        | 2.2.3   | login_duo | carriage returns        | secure   | allowed | measured | docs/duo/duo-unix.md:178 |
        | 2.2.3   | login_duo | no section              | safe     | allowed | measured | docs/duo/duo-unix.md:181 |
        | 2.2.3   | login_duo | no section              | secure   | allowed | measured | docs/duo/duo-unix.md:181 |
        | 2.2.3   | login_duo | another section         | safe     | allowed | measured | docs/duo/duo-unix.md:184 |
        | 2.2.3   | login_duo | another section         | secure   | allowed | measured | docs/duo/duo-unix.md:184 |
        | 2.2.3   | login_duo | comment behind ikey     | safe     | allowed | measured | docs/duo/duo-unix.md:187 |
        | 2.2.3   | login_duo | comment behind ikey     | secure   | allowed | measured | docs/duo/duo-unix.md:187 |

      @duo-unix-2.0.4 @login_duo
      Examples: 2.0.4, login_duo
        | version | program   | mistake                 | failmode | verdict | evidence | source                   |
        | 2.0.4   | login_duo | prompts 0               | safe     | allowed | measured | docs/duo/duo-unix.md:165 |
        | 2.0.4   | login_duo | prompts 0               | secure   | allowed | measured | docs/duo/duo-unix.md:165 |
        | 2.0.4   | login_duo | https_timeout is a word | safe     | allowed | measured | docs/duo/duo-unix.md:168 |
        | 2.0.4   | login_duo | https_timeout is a word | secure   | allowed | measured | docs/duo/duo-unix.md:168 |
        | 2.0.4   | login_duo | https_timeout negative  | safe     | allowed | measured | docs/duo/duo-unix.md:171 |
        | 2.0.4   | login_duo | https_timeout negative  | secure   | allowed | measured | docs/duo/duo-unix.md:171 |
        | 2.0.4   | login_duo | https_timeout 0         | safe     | allowed | measured | docs/duo/duo-unix.md:174 |
        | 2.0.4   | login_duo | https_timeout 0         | secure   | allowed | measured | docs/duo/duo-unix.md:174 |
        | 2.0.4   | login_duo | carriage returns        | safe     | allowed | measured | docs/duo/duo-unix.md:177 |
        | 2.0.4   | login_duo | carriage returns        | secure   | allowed | measured | docs/duo/duo-unix.md:177 |
        | 2.0.4   | login_duo | no section              | safe     | allowed | measured | docs/duo/duo-unix.md:180 |
        | 2.0.4   | login_duo | no section              | secure   | allowed | measured | docs/duo/duo-unix.md:180 |
        | 2.0.4   | login_duo | another section         | safe     | allowed | measured | docs/duo/duo-unix.md:183 |
        | 2.0.4   | login_duo | another section         | secure   | allowed | measured | docs/duo/duo-unix.md:183 |
        | 2.0.4   | login_duo | comment behind ikey     | safe     | allowed | measured | docs/duo/duo-unix.md:186 |
        | 2.0.4   | login_duo | comment behind ikey     | secure   | allowed | measured | docs/duo/duo-unix.md:186 |

    # docs/duo/duo-unix.md:2
    # rule: docs/rules.md:195 A configuration mistake decides before Duo is asked
    # rule: docs/rules.md:171 A row for Duo Unix is run through every program that has every row
    # rule: docs/rules.md:167 Each version of Duo Unix has a verdict table of its own
    Scenario Outline: Duo Unix: who gets in by a configuration mistake with which Duo is asked, and what is logged
      Given Duo Unix "<version>" with failmode "<failmode>" and the configuration mistake "<mistake>"
      And Duo is reachable
      And the user answers the push with "approve"
      When the user logs in through <program>
      Then the login is "<verdict>"
      And Duo was asked for "preauth"
      And the client logged "<log>"

      @duo-unix-1.10.4-to-1.11 @login_duo
      Examples: 1.11.3, login_duo
        | version | program   | mistake               | log                  | failmode | verdict     | evidence | source                   |
        | 1.11.3  | login_duo | secret key in quotes  | Invalid ikey or skey | safe     | failed-open | measured | docs/duo/duo-unix.md:158 |
        | 1.11.3  | login_duo | secret key in quotes  | Invalid ikey or skey | secure   | denied      | measured | docs/duo/duo-unix.md:158 |
        | 1.11.3  | login_duo | wrong integration key | Invalid ikey or skey | safe     | failed-open | measured | docs/duo/duo-unix.md:161 |
        | 1.11.3  | login_duo | wrong integration key | Invalid ikey or skey | secure   | denied      | measured | docs/duo/duo-unix.md:161 |

      @duo-unix-1.10.4-to-1.11 @pam_duo
      Examples: 1.11.3, pam_duo
        | version | program | mistake               | log                  | failmode | verdict     | evidence | source                   |
        | 1.11.3  | pam_duo | secret key in quotes  | Invalid ikey or skey | safe     | failed-open | measured | docs/duo/duo-unix.md:158 |
        | 1.11.3  | pam_duo | secret key in quotes  | Invalid ikey or skey | secure   | denied      | measured | docs/duo/duo-unix.md:158 |
        | 1.11.3  | pam_duo | wrong integration key | Invalid ikey or skey | safe     | failed-open | measured | docs/duo/duo-unix.md:161 |
        | 1.11.3  | pam_duo | wrong integration key | Invalid ikey or skey | secure   | denied      | measured | docs/duo/duo-unix.md:161 |

      @duo-unix-2.0.4 @login_duo
      Examples: 2.0.4, login_duo
        | version | program   | mistake               | log                  | failmode | verdict     | evidence | source                   |
        | 2.0.4   | login_duo | secret key in quotes  | Invalid ikey or skey | safe     | failed-open | measured | docs/duo/duo-unix.md:159 |
        | 2.0.4   | login_duo | secret key in quotes  | Invalid ikey or skey | secure   | denied      | measured | docs/duo/duo-unix.md:159 |
        | 2.0.4   | login_duo | wrong integration key | Invalid ikey or skey | safe     | failed-open | measured | docs/duo/duo-unix.md:162 |
        | 2.0.4   | login_duo | wrong integration key | Invalid ikey or skey | secure   | denied      | measured | docs/duo/duo-unix.md:162 |

      @duo-unix-2.2 @login_duo
      Examples: 2.2.3, login_duo
        | version | program   | mistake               | log                  | failmode | verdict     | evidence | source                   |
        | 2.2.3   | login_duo | secret key in quotes  | Invalid ikey or skey | safe     | failed-open | measured | docs/duo/duo-unix.md:160 |
        | 2.2.3   | login_duo | secret key in quotes  | Invalid ikey or skey | secure   | denied      | measured | docs/duo/duo-unix.md:160 |
        | 2.2.3   | login_duo | wrong integration key | Invalid ikey or skey | safe     | failed-open | measured | docs/duo/duo-unix.md:163 |
        | 2.2.3   | login_duo | wrong integration key | Invalid ikey or skey | secure   | denied      | measured | docs/duo/duo-unix.md:163 |
