# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-failopen.md:21
@login
Feature: Who gets in by cPVAL DUO FAILOPEN
  From the option that an organization chose to the login on each platform, while Duo
  can be reached and while it cannot.

  Background:
    Given a tenant with the custom field "cpvalDuoFailopen"
      | attribute             | value                                                                                                                                                                                                                       |
      | Label                 | cPVAL DUO FAILOPEN                                                                                                                                                                                                          |
      | Field Name            | cpvalDuoFailopen                                                                                                                                                                                                            |
      | Definition Scope      | ORGANIZATION                                                                                                                                                                                                                |
      | Type                  | DROPDOWN                                                                                                                                                                                                                    |
      | Option Value          | All                                                                                                                                                                                                                         |
      | Option Value          | Windows                                                                                                                                                                                                                     |
      | Option Value          | Windows Workstations                                                                                                                                                                                                        |
      | Option Value          | Windows Servers                                                                                                                                                                                                             |
      | Option Value          | Macintosh                                                                                                                                                                                                                   |
      | Option Value          | Disabled                                                                                                                                                                                                                    |
      | Default Value         | Disabled                                                                                                                                                                                                                    |
      | Required              | false                                                                                                                                                                                                                       |
      | Technician Permission | EDITABLE                                                                                                                                                                                                                    |
      | Automation Permission | READ_WRITE                                                                                                                                                                                                                  |
      | API Permission        | READ_WRITE                                                                                                                                                                                                                  |
      | Description           | This determines the behavior when Duo's service cannot be reached. If enabled, the system will allow the user to log in (fail open). If disabled, the system will deny access (fail closed). The default is to fail closed. |
      | Tool Tip              | Select the platform to enable DUO FailOpen                                                                                                                                                                                  |
      | Footer Text           | DUO FAILOPEN                                                                                                                                                                                                                |

  Rule: The deployment always writes an explicit value

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:68 The deployment always writes an explicit value
    # rule: docs/rules.md:40 A field feeds the setting that its document names
    # rule: docs/rules.md:44 A platform runs Duo's product for it
    # rule: docs/rules.md:48 An option covers the platforms that its words name
    # rule: docs/rules.md:52 All covers every platform
    # rule: docs/rules.md:56 Disabled covers no platform
    # rule: docs/rules.md:60 An unset field has the documented default
    Scenario Outline: cPVAL DUO FAILOPEN: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      When Duo is deployed to the <platform> with FAILOPEN from "cpvalDuoFailopen"
      Then the endpoint's "<setting>" is "<value>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | setting  | value |
        | Windows workstation | All                  | FailOpen | 1     |
        | Windows workstation | Windows              | FailOpen | 1     |
        | Windows workstation | Windows Workstations | FailOpen | 1     |
        | Windows workstation | Windows Servers      | FailOpen | 0     |
        | Windows workstation | Macintosh            | FailOpen | 0     |
        | Windows workstation | Disabled             | FailOpen | 0     |
        | Windows workstation | (unset)              | FailOpen | 0     |

      @windows-server
      Examples: Windows server
        | platform       | option               | setting  | value |
        | Windows server | All                  | FailOpen | 1     |
        | Windows server | Windows              | FailOpen | 1     |
        | Windows server | Windows Workstations | FailOpen | 0     |
        | Windows server | Windows Servers      | FailOpen | 1     |
        | Windows server | Macintosh            | FailOpen | 0     |
        | Windows server | Disabled             | FailOpen | 0     |
        | Windows server | (unset)              | FailOpen | 0     |

      @macos
      Examples: macOS
        | platform | option               | setting   | value |
        | macOS    | All                  | fail_open | true  |
        | macOS    | Windows              | fail_open | false |
        | macOS    | Windows Workstations | fail_open | false |
        | macOS    | Windows Servers      | fail_open | false |
        | macOS    | Macintosh            | fail_open | true  |
        | macOS    | Disabled             | fail_open | false |
        | macOS    | (unset)              | fail_open | false |

  Rule: The installer's own default never matters

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:72 The installer's own default never matters
    # rule: docs/rules.md:60 An unset field has the documented default
    Scenario Outline: cPVAL DUO FAILOPEN: the installer's own default changes no verdict
      Given a <platform> in the organization
      And the installer's own FailOpen default is "<default>"
      And the organization has "cpvalDuoFailopen" set to "<option>"
      And Duo suffers "<fault>"
      When Duo is deployed to the <platform> with FAILOPEN from "cpvalDuoFailopen"
      And the user logs in to the <platform> with the right password
      Then the login is "<verdict>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | default | fault       | verdict     |
        | Windows workstation | All                  | 0       | dns-failure | failed-open |
        | Windows workstation | All                  | 1       | dns-failure | failed-open |
        | Windows workstation | Windows              | 0       | dns-failure | failed-open |
        | Windows workstation | Windows              | 1       | dns-failure | failed-open |
        | Windows workstation | Windows Workstations | 0       | dns-failure | failed-open |
        | Windows workstation | Windows Workstations | 1       | dns-failure | failed-open |
        | Windows workstation | Windows Servers      | 0       | dns-failure | denied      |
        | Windows workstation | Windows Servers      | 1       | dns-failure | denied      |
        | Windows workstation | Macintosh            | 0       | dns-failure | denied      |
        | Windows workstation | Macintosh            | 1       | dns-failure | denied      |
        | Windows workstation | Disabled             | 0       | dns-failure | denied      |
        | Windows workstation | Disabled             | 1       | dns-failure | denied      |
        | Windows workstation | (unset)              | 0       | dns-failure | denied      |
        | Windows workstation | (unset)              | 1       | dns-failure | denied      |

      @windows-server
      Examples: Windows server
        | platform       | option               | default | fault       | verdict     |
        | Windows server | All                  | 0       | dns-failure | failed-open |
        | Windows server | All                  | 1       | dns-failure | failed-open |
        | Windows server | Windows              | 0       | dns-failure | failed-open |
        | Windows server | Windows              | 1       | dns-failure | failed-open |
        | Windows server | Windows Workstations | 0       | dns-failure | denied      |
        | Windows server | Windows Workstations | 1       | dns-failure | denied      |
        | Windows server | Windows Servers      | 0       | dns-failure | failed-open |
        | Windows server | Windows Servers      | 1       | dns-failure | failed-open |
        | Windows server | Macintosh            | 0       | dns-failure | denied      |
        | Windows server | Macintosh            | 1       | dns-failure | denied      |
        | Windows server | Disabled             | 0       | dns-failure | denied      |
        | Windows server | Disabled             | 1       | dns-failure | denied      |
        | Windows server | (unset)              | 0       | dns-failure | denied      |
        | Windows server | (unset)              | 1       | dns-failure | denied      |

  Rule: A covered platform fails open and an uncovered one fails closed

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:64 A covered platform fails open and an uncovered one fails closed
    # rule: docs/rules.md:76 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:92 A fault strikes from its stage on
    # rule: docs/rules.md:48 An option covers the platforms that its words name
    # rule: docs/rules.md:52 All covers every platform
    # rule: docs/rules.md:56 Disabled covers no platform
    # rule: docs/rules.md:60 An unset field has the documented default
    Scenario Outline: cPVAL DUO FAILOPEN: who gets in while Duo is unreachable, from the first request on
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When Duo is deployed to the <platform> with FAILOPEN from "cpvalDuoFailopen"
      And the user logs in to the <platform> with the right password
      Then the login is "<verdict>"

      @windows-workstation @fault-dns-failure @stage-preauth
      Examples: Windows workstation, dns-failure at preauth
        | platform            | option               | fault       | stage   | verdict     | source                                  |
        | Windows workstation | All                  | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:312 |
        | Windows workstation | Windows              | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:312 |
        | Windows workstation | Windows Workstations | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:312 |
        | Windows workstation | Windows Servers      | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:312 |
        | Windows workstation | Macintosh            | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:312 |
        | Windows workstation | Disabled             | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:312 |
        | Windows workstation | (unset)              | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:312 |

      @windows-workstation @fault-connection-refused @stage-preauth
      Examples: Windows workstation, connection-refused at preauth
        | platform            | option               | fault              | stage   | verdict     | source                                  |
        | Windows workstation | All                  | connection-refused | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:313 |
        | Windows workstation | Windows              | connection-refused | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:313 |
        | Windows workstation | Windows Workstations | connection-refused | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:313 |
        | Windows workstation | Windows Servers      | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:313 |
        | Windows workstation | Macintosh            | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:313 |
        | Windows workstation | Disabled             | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:313 |
        | Windows workstation | (unset)              | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:313 |

      @windows-server @fault-dns-failure @stage-preauth
      Examples: Windows server, dns-failure at preauth
        | platform       | option               | fault       | stage   | verdict     | source                                  |
        | Windows server | All                  | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:312 |
        | Windows server | Windows              | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:312 |
        | Windows server | Windows Workstations | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:312 |
        | Windows server | Windows Servers      | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:312 |
        | Windows server | Macintosh            | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:312 |
        | Windows server | Disabled             | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:312 |
        | Windows server | (unset)              | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:312 |

      @windows-server @fault-connection-refused @stage-preauth
      Examples: Windows server, connection-refused at preauth
        | platform       | option               | fault              | stage   | verdict     | source                                  |
        | Windows server | All                  | connection-refused | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:313 |
        | Windows server | Windows              | connection-refused | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:313 |
        | Windows server | Windows Workstations | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:313 |
        | Windows server | Windows Servers      | connection-refused | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:313 |
        | Windows server | Macintosh            | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:313 |
        | Windows server | Disabled             | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:313 |
        | Windows server | (unset)              | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:313 |

      @macos @fault-dns-failure @stage-preauth
      Examples: macOS, dns-failure at preauth
        | platform | option               | fault       | stage   | verdict     | source                                  |
        | macOS    | All                  | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:360 |
        | macOS    | Windows              | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:360 |
        | macOS    | Windows Workstations | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:360 |
        | macOS    | Windows Servers      | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:360 |
        | macOS    | Macintosh            | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:360 |
        | macOS    | Disabled             | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:360 |
        | macOS    | (unset)              | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:360 |

  Rule: With Duo reachable only the second factor lets in

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:104 With Duo reachable only the second factor lets in
    Scenario Outline: cPVAL DUO FAILOPEN: who gets in while Duo is reachable
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      And Duo is reachable
      And the user answers the push with "<answer>"
      When Duo is deployed to the <platform> with FAILOPEN from "cpvalDuoFailopen"
      And the user logs in to the <platform> with the right password
      Then the login is "<verdict>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | answer  | verdict |
        | Windows workstation | All                  | approve | allowed |
        | Windows workstation | All                  | deny    | denied  |
        | Windows workstation | All                  | ignore  | denied  |
        | Windows workstation | Windows              | approve | allowed |
        | Windows workstation | Windows              | deny    | denied  |
        | Windows workstation | Windows              | ignore  | denied  |
        | Windows workstation | Windows Workstations | approve | allowed |
        | Windows workstation | Windows Workstations | deny    | denied  |
        | Windows workstation | Windows Workstations | ignore  | denied  |
        | Windows workstation | Windows Servers      | approve | allowed |
        | Windows workstation | Windows Servers      | deny    | denied  |
        | Windows workstation | Windows Servers      | ignore  | denied  |
        | Windows workstation | Macintosh            | approve | allowed |
        | Windows workstation | Macintosh            | deny    | denied  |
        | Windows workstation | Macintosh            | ignore  | denied  |
        | Windows workstation | Disabled             | approve | allowed |
        | Windows workstation | Disabled             | deny    | denied  |
        | Windows workstation | Disabled             | ignore  | denied  |
        | Windows workstation | (unset)              | approve | allowed |
        | Windows workstation | (unset)              | deny    | denied  |
        | Windows workstation | (unset)              | ignore  | denied  |

      @windows-server
      Examples: Windows server
        | platform       | option               | answer  | verdict |
        | Windows server | All                  | approve | allowed |
        | Windows server | All                  | deny    | denied  |
        | Windows server | All                  | ignore  | denied  |
        | Windows server | Windows              | approve | allowed |
        | Windows server | Windows              | deny    | denied  |
        | Windows server | Windows              | ignore  | denied  |
        | Windows server | Windows Workstations | approve | allowed |
        | Windows server | Windows Workstations | deny    | denied  |
        | Windows server | Windows Workstations | ignore  | denied  |
        | Windows server | Windows Servers      | approve | allowed |
        | Windows server | Windows Servers      | deny    | denied  |
        | Windows server | Windows Servers      | ignore  | denied  |
        | Windows server | Macintosh            | approve | allowed |
        | Windows server | Macintosh            | deny    | denied  |
        | Windows server | Macintosh            | ignore  | denied  |
        | Windows server | Disabled             | approve | allowed |
        | Windows server | Disabled             | deny    | denied  |
        | Windows server | Disabled             | ignore  | denied  |
        | Windows server | (unset)              | approve | allowed |
        | Windows server | (unset)              | deny    | denied  |
        | Windows server | (unset)              | ignore  | denied  |

      @macos
      Examples: macOS
        | platform | option               | answer  | verdict |
        | macOS    | All                  | approve | allowed |
        | macOS    | All                  | deny    | denied  |
        | macOS    | All                  | ignore  | denied  |
        | macOS    | Windows              | approve | allowed |
        | macOS    | Windows              | deny    | denied  |
        | macOS    | Windows              | ignore  | denied  |
        | macOS    | Windows Workstations | approve | allowed |
        | macOS    | Windows Workstations | deny    | denied  |
        | macOS    | Windows Workstations | ignore  | denied  |
        | macOS    | Windows Servers      | approve | allowed |
        | macOS    | Windows Servers      | deny    | denied  |
        | macOS    | Windows Servers      | ignore  | denied  |
        | macOS    | Macintosh            | approve | allowed |
        | macOS    | Macintosh            | deny    | denied  |
        | macOS    | Macintosh            | ignore  | denied  |
        | macOS    | Disabled             | approve | allowed |
        | macOS    | Disabled             | deny    | denied  |
        | macOS    | Disabled             | ignore  | denied  |
        | macOS    | (unset)              | approve | allowed |
        | macOS    | (unset)              | deny    | denied  |
        | macOS    | (unset)              | ignore  | denied  |

  Rule: A wrong password is denied whatever the failmode

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:108 A wrong password is denied whatever the failmode
    Scenario Outline: cPVAL DUO FAILOPEN: a wrong password while Duo is reachable
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      And Duo is reachable
      And the user answers the push with "approve"
      When Duo is deployed to the <platform> with FAILOPEN from "cpvalDuoFailopen"
      And the user logs in to the <platform> with the wrong password
      Then the login is "denied"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               |
        | Windows workstation | All                  |
        | Windows workstation | Windows              |
        | Windows workstation | Windows Workstations |
        | Windows workstation | Windows Servers      |
        | Windows workstation | Macintosh            |
        | Windows workstation | Disabled             |
        | Windows workstation | (unset)              |

      @windows-server
      Examples: Windows server
        | platform       | option               |
        | Windows server | All                  |
        | Windows server | Windows              |
        | Windows server | Windows Workstations |
        | Windows server | Windows Servers      |
        | Windows server | Macintosh            |
        | Windows server | Disabled             |
        | Windows server | (unset)              |

      @macos
      Examples: macOS
        | platform | option               |
        | macOS    | All                  |
        | macOS    | Windows              |
        | macOS    | Windows Workstations |
        | macOS    | Windows Servers      |
        | macOS    | Macintosh            |
        | macOS    | Disabled             |
        | macOS    | (unset)              |

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:108 A wrong password is denied whatever the failmode
    Scenario Outline: cPVAL DUO FAILOPEN: a wrong password while Duo is unreachable
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      And Duo suffers "<fault>"
      When Duo is deployed to the <platform> with FAILOPEN from "cpvalDuoFailopen"
      And the user logs in to the <platform> with the wrong password
      Then the login is "denied"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | fault       |
        | Windows workstation | All                  | dns-failure |
        | Windows workstation | Windows              | dns-failure |
        | Windows workstation | Windows Workstations | dns-failure |
        | Windows workstation | Windows Servers      | dns-failure |
        | Windows workstation | Macintosh            | dns-failure |
        | Windows workstation | Disabled             | dns-failure |
        | Windows workstation | (unset)              | dns-failure |

      @windows-server
      Examples: Windows server
        | platform       | option               | fault       |
        | Windows server | All                  | dns-failure |
        | Windows server | Windows              | dns-failure |
        | Windows server | Windows Workstations | dns-failure |
        | Windows server | Windows Servers      | dns-failure |
        | Windows server | Macintosh            | dns-failure |
        | Windows server | Disabled             | dns-failure |
        | Windows server | (unset)              | dns-failure |

      @macos
      Examples: macOS
        | platform | option               | fault       |
        | macOS    | All                  | dns-failure |
        | macOS    | Windows              | dns-failure |
        | macOS    | Windows Workstations | dns-failure |
        | macOS    | Windows Servers      | dns-failure |
        | macOS    | Macintosh            | dns-failure |
        | macOS    | Disabled             | dns-failure |
        | macOS    | (unset)              | dns-failure |

  Rule: A row with unknown evidence is pending

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:88 A row with unknown evidence is pending
    # rule: docs/rules.md:92 A fault strikes from its stage on
    @pending
    Scenario Outline: cPVAL DUO FAILOPEN: faults whose effect is not known, from the first request on
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When Duo is deployed to the <platform> with FAILOPEN from "cpvalDuoFailopen"
      And the user logs in to the <platform> with the right password
      Then the login is "<verdict>"

      @windows-workstation @fault-connect-timeout @stage-preauth
      Examples: Windows workstation, connect-timeout at preauth
        | platform            | option   | fault           | stage   | verdict | source                                  |
        | Windows workstation | All      | connect-timeout | preauth | unknown | docs/duo/when-duo-is-unreachable.md:314 |
        | Windows workstation | Disabled | connect-timeout | preauth | unknown | docs/duo/when-duo-is-unreachable.md:314 |

      @windows-workstation @fault-tls-silent @stage-preauth
      Examples: Windows workstation, tls-silent at preauth
        | platform            | option   | fault      | stage   | verdict | source                                  |
        | Windows workstation | All      | tls-silent | preauth | unknown | docs/duo/when-duo-is-unreachable.md:315 |
        | Windows workstation | Disabled | tls-silent | preauth | unknown | docs/duo/when-duo-is-unreachable.md:315 |

      @windows-workstation @fault-tls-untrusted @stage-preauth
      Examples: Windows workstation, tls-untrusted at preauth
        | platform            | option   | fault         | stage   | verdict | source                                  |
        | Windows workstation | All      | tls-untrusted | preauth | unknown | docs/duo/when-duo-is-unreachable.md:316 |
        | Windows workstation | Disabled | tls-untrusted | preauth | unknown | docs/duo/when-duo-is-unreachable.md:316 |

      @windows-workstation @fault-tls-wrong-host @stage-preauth
      Examples: Windows workstation, tls-wrong-host at preauth
        | platform            | option   | fault          | stage   | verdict | source                                  |
        | Windows workstation | All      | tls-wrong-host | preauth | unknown | docs/duo/when-duo-is-unreachable.md:317 |
        | Windows workstation | Disabled | tls-wrong-host | preauth | unknown | docs/duo/when-duo-is-unreachable.md:317 |

      @windows-workstation @fault-no-answer @stage-preauth
      Examples: Windows workstation, no-answer at preauth
        | platform            | option   | fault     | stage   | verdict | source                                  |
        | Windows workstation | All      | no-answer | preauth | unknown | docs/duo/when-duo-is-unreachable.md:318 |
        | Windows workstation | Disabled | no-answer | preauth | unknown | docs/duo/when-duo-is-unreachable.md:318 |

      @windows-workstation @fault-closed-early @stage-preauth
      Examples: Windows workstation, closed-early at preauth
        | platform            | option   | fault        | stage   | verdict | source                                  |
        | Windows workstation | All      | closed-early | preauth | unknown | docs/duo/when-duo-is-unreachable.md:319 |
        | Windows workstation | Disabled | closed-early | preauth | unknown | docs/duo/when-duo-is-unreachable.md:319 |

      @windows-workstation @fault-reset @stage-preauth
      Examples: Windows workstation, reset at preauth
        | platform            | option   | fault | stage   | verdict | source                                  |
        | Windows workstation | All      | reset | preauth | unknown | docs/duo/when-duo-is-unreachable.md:320 |
        | Windows workstation | Disabled | reset | preauth | unknown | docs/duo/when-duo-is-unreachable.md:320 |

      @windows-workstation @fault-reset-mid-body @stage-preauth
      Examples: Windows workstation, reset-mid-body at preauth
        | platform            | option   | fault          | stage   | verdict | source                                  |
        | Windows workstation | All      | reset-mid-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:321 |
        | Windows workstation | Disabled | reset-mid-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:321 |

      @windows-workstation @fault-truncated-body @stage-preauth
      Examples: Windows workstation, truncated-body at preauth
        | platform            | option   | fault          | stage   | verdict | source                                  |
        | Windows workstation | All      | truncated-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:322 |
        | Windows workstation | Disabled | truncated-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:322 |

      @windows-workstation @fault-trickle @stage-preauth
      Examples: Windows workstation, trickle at preauth
        | platform            | option   | fault   | stage   | verdict | source                                  |
        | Windows workstation | All      | trickle | preauth | unknown | docs/duo/when-duo-is-unreachable.md:323 |
        | Windows workstation | Disabled | trickle | preauth | unknown | docs/duo/when-duo-is-unreachable.md:323 |

      @windows-workstation @fault-http-500 @stage-preauth
      Examples: Windows workstation, http-500 at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | http-500 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:324 |
        | Windows workstation | Disabled | http-500 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:324 |

      @windows-workstation @fault-http-502 @stage-preauth
      Examples: Windows workstation, http-502 at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | http-502 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:325 |
        | Windows workstation | Disabled | http-502 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:325 |

      @windows-workstation @fault-http-503 @stage-preauth
      Examples: Windows workstation, http-503 at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | http-503 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:326 |
        | Windows workstation | Disabled | http-503 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:326 |

      @windows-workstation @fault-http-429 @stage-preauth
      Examples: Windows workstation, http-429 at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | http-429 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:327 |
        | Windows workstation | Disabled | http-429 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:327 |

      @windows-workstation @fault-http-401 @stage-preauth
      Examples: Windows workstation, http-401 at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | http-401 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:328 |
        | Windows workstation | Disabled | http-401 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:328 |

      @windows-workstation @fault-http-403 @stage-preauth
      Examples: Windows workstation, http-403 at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | http-403 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:329 |
        | Windows workstation | Disabled | http-403 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:329 |

      @windows-workstation @fault-not-json @stage-preauth
      Examples: Windows workstation, not-json at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | not-json | preauth | unknown | docs/duo/when-duo-is-unreachable.md:330 |
        | Windows workstation | Disabled | not-json | preauth | unknown | docs/duo/when-duo-is-unreachable.md:330 |

      @windows-workstation @fault-malformed-response @stage-preauth
      Examples: Windows workstation, malformed-response at preauth
        | platform            | option   | fault              | stage   | verdict | source                                  |
        | Windows workstation | All      | malformed-response | preauth | unknown | docs/duo/when-duo-is-unreachable.md:331 |
        | Windows workstation | Disabled | malformed-response | preauth | unknown | docs/duo/when-duo-is-unreachable.md:331 |

      @windows-workstation @fault-clock-skew @stage-preauth
      Examples: Windows workstation, clock-skew at preauth
        | platform            | option   | fault      | stage   | verdict | source                                  |
        | Windows workstation | All      | clock-skew | preauth | unknown | docs/duo/when-duo-is-unreachable.md:332 |
        | Windows workstation | Disabled | clock-skew | preauth | unknown | docs/duo/when-duo-is-unreachable.md:332 |

      @windows-server @fault-connect-timeout @stage-preauth
      Examples: Windows server, connect-timeout at preauth
        | platform       | option   | fault           | stage   | verdict | source                                  |
        | Windows server | All      | connect-timeout | preauth | unknown | docs/duo/when-duo-is-unreachable.md:314 |
        | Windows server | Disabled | connect-timeout | preauth | unknown | docs/duo/when-duo-is-unreachable.md:314 |

      @windows-server @fault-tls-silent @stage-preauth
      Examples: Windows server, tls-silent at preauth
        | platform       | option   | fault      | stage   | verdict | source                                  |
        | Windows server | All      | tls-silent | preauth | unknown | docs/duo/when-duo-is-unreachable.md:315 |
        | Windows server | Disabled | tls-silent | preauth | unknown | docs/duo/when-duo-is-unreachable.md:315 |

      @windows-server @fault-tls-untrusted @stage-preauth
      Examples: Windows server, tls-untrusted at preauth
        | platform       | option   | fault         | stage   | verdict | source                                  |
        | Windows server | All      | tls-untrusted | preauth | unknown | docs/duo/when-duo-is-unreachable.md:316 |
        | Windows server | Disabled | tls-untrusted | preauth | unknown | docs/duo/when-duo-is-unreachable.md:316 |

      @windows-server @fault-tls-wrong-host @stage-preauth
      Examples: Windows server, tls-wrong-host at preauth
        | platform       | option   | fault          | stage   | verdict | source                                  |
        | Windows server | All      | tls-wrong-host | preauth | unknown | docs/duo/when-duo-is-unreachable.md:317 |
        | Windows server | Disabled | tls-wrong-host | preauth | unknown | docs/duo/when-duo-is-unreachable.md:317 |

      @windows-server @fault-no-answer @stage-preauth
      Examples: Windows server, no-answer at preauth
        | platform       | option   | fault     | stage   | verdict | source                                  |
        | Windows server | All      | no-answer | preauth | unknown | docs/duo/when-duo-is-unreachable.md:318 |
        | Windows server | Disabled | no-answer | preauth | unknown | docs/duo/when-duo-is-unreachable.md:318 |

      @windows-server @fault-closed-early @stage-preauth
      Examples: Windows server, closed-early at preauth
        | platform       | option   | fault        | stage   | verdict | source                                  |
        | Windows server | All      | closed-early | preauth | unknown | docs/duo/when-duo-is-unreachable.md:319 |
        | Windows server | Disabled | closed-early | preauth | unknown | docs/duo/when-duo-is-unreachable.md:319 |

      @windows-server @fault-reset @stage-preauth
      Examples: Windows server, reset at preauth
        | platform       | option   | fault | stage   | verdict | source                                  |
        | Windows server | All      | reset | preauth | unknown | docs/duo/when-duo-is-unreachable.md:320 |
        | Windows server | Disabled | reset | preauth | unknown | docs/duo/when-duo-is-unreachable.md:320 |

      @windows-server @fault-reset-mid-body @stage-preauth
      Examples: Windows server, reset-mid-body at preauth
        | platform       | option   | fault          | stage   | verdict | source                                  |
        | Windows server | All      | reset-mid-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:321 |
        | Windows server | Disabled | reset-mid-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:321 |

      @windows-server @fault-truncated-body @stage-preauth
      Examples: Windows server, truncated-body at preauth
        | platform       | option   | fault          | stage   | verdict | source                                  |
        | Windows server | All      | truncated-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:322 |
        | Windows server | Disabled | truncated-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:322 |

      @windows-server @fault-trickle @stage-preauth
      Examples: Windows server, trickle at preauth
        | platform       | option   | fault   | stage   | verdict | source                                  |
        | Windows server | All      | trickle | preauth | unknown | docs/duo/when-duo-is-unreachable.md:323 |
        | Windows server | Disabled | trickle | preauth | unknown | docs/duo/when-duo-is-unreachable.md:323 |

      @windows-server @fault-http-500 @stage-preauth
      Examples: Windows server, http-500 at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | http-500 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:324 |
        | Windows server | Disabled | http-500 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:324 |

      @windows-server @fault-http-502 @stage-preauth
      Examples: Windows server, http-502 at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | http-502 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:325 |
        | Windows server | Disabled | http-502 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:325 |

      @windows-server @fault-http-503 @stage-preauth
      Examples: Windows server, http-503 at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | http-503 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:326 |
        | Windows server | Disabled | http-503 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:326 |

      @windows-server @fault-http-429 @stage-preauth
      Examples: Windows server, http-429 at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | http-429 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:327 |
        | Windows server | Disabled | http-429 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:327 |

      @windows-server @fault-http-401 @stage-preauth
      Examples: Windows server, http-401 at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | http-401 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:328 |
        | Windows server | Disabled | http-401 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:328 |

      @windows-server @fault-http-403 @stage-preauth
      Examples: Windows server, http-403 at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | http-403 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:329 |
        | Windows server | Disabled | http-403 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:329 |

      @windows-server @fault-not-json @stage-preauth
      Examples: Windows server, not-json at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | not-json | preauth | unknown | docs/duo/when-duo-is-unreachable.md:330 |
        | Windows server | Disabled | not-json | preauth | unknown | docs/duo/when-duo-is-unreachable.md:330 |

      @windows-server @fault-malformed-response @stage-preauth
      Examples: Windows server, malformed-response at preauth
        | platform       | option   | fault              | stage   | verdict | source                                  |
        | Windows server | All      | malformed-response | preauth | unknown | docs/duo/when-duo-is-unreachable.md:331 |
        | Windows server | Disabled | malformed-response | preauth | unknown | docs/duo/when-duo-is-unreachable.md:331 |

      @windows-server @fault-clock-skew @stage-preauth
      Examples: Windows server, clock-skew at preauth
        | platform       | option   | fault      | stage   | verdict | source                                  |
        | Windows server | All      | clock-skew | preauth | unknown | docs/duo/when-duo-is-unreachable.md:332 |
        | Windows server | Disabled | clock-skew | preauth | unknown | docs/duo/when-duo-is-unreachable.md:332 |

      @macos @fault-connection-refused @stage-preauth
      Examples: macOS, connection-refused at preauth
        | platform | option   | fault              | stage   | verdict | source                                  |
        | macOS    | All      | connection-refused | preauth | unknown | docs/duo/when-duo-is-unreachable.md:361 |
        | macOS    | Disabled | connection-refused | preauth | unknown | docs/duo/when-duo-is-unreachable.md:361 |

      @macos @fault-connect-timeout @stage-preauth
      Examples: macOS, connect-timeout at preauth
        | platform | option   | fault           | stage   | verdict | source                                  |
        | macOS    | All      | connect-timeout | preauth | unknown | docs/duo/when-duo-is-unreachable.md:362 |
        | macOS    | Disabled | connect-timeout | preauth | unknown | docs/duo/when-duo-is-unreachable.md:362 |

      @macos @fault-tls-silent @stage-preauth
      Examples: macOS, tls-silent at preauth
        | platform | option   | fault      | stage   | verdict | source                                  |
        | macOS    | All      | tls-silent | preauth | unknown | docs/duo/when-duo-is-unreachable.md:363 |
        | macOS    | Disabled | tls-silent | preauth | unknown | docs/duo/when-duo-is-unreachable.md:363 |

      @macos @fault-tls-untrusted @stage-preauth
      Examples: macOS, tls-untrusted at preauth
        | platform | option   | fault         | stage   | verdict | source                                  |
        | macOS    | All      | tls-untrusted | preauth | unknown | docs/duo/when-duo-is-unreachable.md:364 |
        | macOS    | Disabled | tls-untrusted | preauth | unknown | docs/duo/when-duo-is-unreachable.md:364 |

      @macos @fault-tls-wrong-host @stage-preauth
      Examples: macOS, tls-wrong-host at preauth
        | platform | option   | fault          | stage   | verdict | source                                  |
        | macOS    | All      | tls-wrong-host | preauth | unknown | docs/duo/when-duo-is-unreachable.md:365 |
        | macOS    | Disabled | tls-wrong-host | preauth | unknown | docs/duo/when-duo-is-unreachable.md:365 |

      @macos @fault-no-answer @stage-preauth
      Examples: macOS, no-answer at preauth
        | platform | option   | fault     | stage   | verdict | source                                  |
        | macOS    | All      | no-answer | preauth | unknown | docs/duo/when-duo-is-unreachable.md:366 |
        | macOS    | Disabled | no-answer | preauth | unknown | docs/duo/when-duo-is-unreachable.md:366 |

      @macos @fault-closed-early @stage-preauth
      Examples: macOS, closed-early at preauth
        | platform | option   | fault        | stage   | verdict | source                                  |
        | macOS    | All      | closed-early | preauth | unknown | docs/duo/when-duo-is-unreachable.md:367 |
        | macOS    | Disabled | closed-early | preauth | unknown | docs/duo/when-duo-is-unreachable.md:367 |

      @macos @fault-reset @stage-preauth
      Examples: macOS, reset at preauth
        | platform | option   | fault | stage   | verdict | source                                  |
        | macOS    | All      | reset | preauth | unknown | docs/duo/when-duo-is-unreachable.md:368 |
        | macOS    | Disabled | reset | preauth | unknown | docs/duo/when-duo-is-unreachable.md:368 |

      @macos @fault-reset-mid-body @stage-preauth
      Examples: macOS, reset-mid-body at preauth
        | platform | option   | fault          | stage   | verdict | source                                  |
        | macOS    | All      | reset-mid-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:369 |
        | macOS    | Disabled | reset-mid-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:369 |

      @macos @fault-truncated-body @stage-preauth
      Examples: macOS, truncated-body at preauth
        | platform | option   | fault          | stage   | verdict | source                                  |
        | macOS    | All      | truncated-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:370 |
        | macOS    | Disabled | truncated-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:370 |

      @macos @fault-trickle @stage-preauth
      Examples: macOS, trickle at preauth
        | platform | option   | fault   | stage   | verdict | source                                  |
        | macOS    | All      | trickle | preauth | unknown | docs/duo/when-duo-is-unreachable.md:371 |
        | macOS    | Disabled | trickle | preauth | unknown | docs/duo/when-duo-is-unreachable.md:371 |

      @macos @fault-http-500 @stage-preauth
      Examples: macOS, http-500 at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | http-500 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:372 |
        | macOS    | Disabled | http-500 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:372 |

      @macos @fault-http-502 @stage-preauth
      Examples: macOS, http-502 at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | http-502 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:373 |
        | macOS    | Disabled | http-502 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:373 |

      @macos @fault-http-503 @stage-preauth
      Examples: macOS, http-503 at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | http-503 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:374 |
        | macOS    | Disabled | http-503 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:374 |

      @macos @fault-http-429 @stage-preauth
      Examples: macOS, http-429 at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | http-429 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:375 |
        | macOS    | Disabled | http-429 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:375 |

      @macos @fault-http-401 @stage-preauth
      Examples: macOS, http-401 at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | http-401 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:376 |
        | macOS    | Disabled | http-401 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:376 |

      @macos @fault-http-403 @stage-preauth
      Examples: macOS, http-403 at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | http-403 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:377 |
        | macOS    | Disabled | http-403 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:377 |

      @macos @fault-not-json @stage-preauth
      Examples: macOS, not-json at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | not-json | preauth | unknown | docs/duo/when-duo-is-unreachable.md:378 |
        | macOS    | Disabled | not-json | preauth | unknown | docs/duo/when-duo-is-unreachable.md:378 |

      @macos @fault-malformed-response @stage-preauth
      Examples: macOS, malformed-response at preauth
        | platform | option   | fault              | stage   | verdict | source                                  |
        | macOS    | All      | malformed-response | preauth | unknown | docs/duo/when-duo-is-unreachable.md:379 |
        | macOS    | Disabled | malformed-response | preauth | unknown | docs/duo/when-duo-is-unreachable.md:379 |

      @macos @fault-clock-skew @stage-preauth
      Examples: macOS, clock-skew at preauth
        | platform | option   | fault      | stage   | verdict | source                                  |
        | macOS    | All      | clock-skew | preauth | unknown | docs/duo/when-duo-is-unreachable.md:380 |
        | macOS    | Disabled | clock-skew | preauth | unknown | docs/duo/when-duo-is-unreachable.md:380 |

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:88 A row with unknown evidence is pending
    # rule: docs/rules.md:92 A fault strikes from its stage on
    @pending
    Scenario Outline: cPVAL DUO FAILOPEN: faults whose effect is not known, after a first request went well
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When Duo is deployed to the <platform> with FAILOPEN from "cpvalDuoFailopen"
      And the user logs in to the <platform> with the right password
      Then the login is "<verdict>"

      @windows-workstation @fault-dns-failure @stage-auth
      Examples: Windows workstation, dns-failure at auth
        | platform            | option   | fault       | stage | verdict | source                                  |
        | Windows workstation | All      | dns-failure | auth  | unknown | docs/duo/when-duo-is-unreachable.md:333 |
        | Windows workstation | Disabled | dns-failure | auth  | unknown | docs/duo/when-duo-is-unreachable.md:333 |

      @windows-workstation @fault-connection-refused @stage-auth
      Examples: Windows workstation, connection-refused at auth
        | platform            | option   | fault              | stage | verdict | source                                  |
        | Windows workstation | All      | connection-refused | auth  | unknown | docs/duo/when-duo-is-unreachable.md:334 |
        | Windows workstation | Disabled | connection-refused | auth  | unknown | docs/duo/when-duo-is-unreachable.md:334 |

      @windows-workstation @fault-connect-timeout @stage-auth
      Examples: Windows workstation, connect-timeout at auth
        | platform            | option   | fault           | stage | verdict | source                                  |
        | Windows workstation | All      | connect-timeout | auth  | unknown | docs/duo/when-duo-is-unreachable.md:335 |
        | Windows workstation | Disabled | connect-timeout | auth  | unknown | docs/duo/when-duo-is-unreachable.md:335 |

      @windows-workstation @fault-tls-silent @stage-auth
      Examples: Windows workstation, tls-silent at auth
        | platform            | option   | fault      | stage | verdict | source                                  |
        | Windows workstation | All      | tls-silent | auth  | unknown | docs/duo/when-duo-is-unreachable.md:336 |
        | Windows workstation | Disabled | tls-silent | auth  | unknown | docs/duo/when-duo-is-unreachable.md:336 |

      @windows-workstation @fault-tls-untrusted @stage-auth
      Examples: Windows workstation, tls-untrusted at auth
        | platform            | option   | fault         | stage | verdict | source                                  |
        | Windows workstation | All      | tls-untrusted | auth  | unknown | docs/duo/when-duo-is-unreachable.md:337 |
        | Windows workstation | Disabled | tls-untrusted | auth  | unknown | docs/duo/when-duo-is-unreachable.md:337 |

      @windows-workstation @fault-tls-wrong-host @stage-auth
      Examples: Windows workstation, tls-wrong-host at auth
        | platform            | option   | fault          | stage | verdict | source                                  |
        | Windows workstation | All      | tls-wrong-host | auth  | unknown | docs/duo/when-duo-is-unreachable.md:338 |
        | Windows workstation | Disabled | tls-wrong-host | auth  | unknown | docs/duo/when-duo-is-unreachable.md:338 |

      @windows-workstation @fault-no-answer @stage-auth
      Examples: Windows workstation, no-answer at auth
        | platform            | option   | fault     | stage | verdict | source                                  |
        | Windows workstation | All      | no-answer | auth  | unknown | docs/duo/when-duo-is-unreachable.md:339 |
        | Windows workstation | Disabled | no-answer | auth  | unknown | docs/duo/when-duo-is-unreachable.md:339 |

      @windows-workstation @fault-closed-early @stage-auth
      Examples: Windows workstation, closed-early at auth
        | platform            | option   | fault        | stage | verdict | source                                  |
        | Windows workstation | All      | closed-early | auth  | unknown | docs/duo/when-duo-is-unreachable.md:340 |
        | Windows workstation | Disabled | closed-early | auth  | unknown | docs/duo/when-duo-is-unreachable.md:340 |

      @windows-workstation @fault-reset @stage-auth
      Examples: Windows workstation, reset at auth
        | platform            | option   | fault | stage | verdict | source                                  |
        | Windows workstation | All      | reset | auth  | unknown | docs/duo/when-duo-is-unreachable.md:341 |
        | Windows workstation | Disabled | reset | auth  | unknown | docs/duo/when-duo-is-unreachable.md:341 |

      @windows-workstation @fault-reset-mid-body @stage-auth
      Examples: Windows workstation, reset-mid-body at auth
        | platform            | option   | fault          | stage | verdict | source                                  |
        | Windows workstation | All      | reset-mid-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:342 |
        | Windows workstation | Disabled | reset-mid-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:342 |

      @windows-workstation @fault-truncated-body @stage-auth
      Examples: Windows workstation, truncated-body at auth
        | platform            | option   | fault          | stage | verdict | source                                  |
        | Windows workstation | All      | truncated-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:343 |
        | Windows workstation | Disabled | truncated-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:343 |

      @windows-workstation @fault-trickle @stage-auth
      Examples: Windows workstation, trickle at auth
        | platform            | option   | fault   | stage | verdict | source                                  |
        | Windows workstation | All      | trickle | auth  | unknown | docs/duo/when-duo-is-unreachable.md:344 |
        | Windows workstation | Disabled | trickle | auth  | unknown | docs/duo/when-duo-is-unreachable.md:344 |

      @windows-workstation @fault-http-500 @stage-auth
      Examples: Windows workstation, http-500 at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | http-500 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:345 |
        | Windows workstation | Disabled | http-500 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:345 |

      @windows-workstation @fault-http-502 @stage-auth
      Examples: Windows workstation, http-502 at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | http-502 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:346 |
        | Windows workstation | Disabled | http-502 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:346 |

      @windows-workstation @fault-http-503 @stage-auth
      Examples: Windows workstation, http-503 at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | http-503 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:347 |
        | Windows workstation | Disabled | http-503 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:347 |

      @windows-workstation @fault-http-429 @stage-auth
      Examples: Windows workstation, http-429 at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | http-429 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:348 |
        | Windows workstation | Disabled | http-429 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:348 |

      @windows-workstation @fault-http-401 @stage-auth
      Examples: Windows workstation, http-401 at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | http-401 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:349 |
        | Windows workstation | Disabled | http-401 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:349 |

      @windows-workstation @fault-http-403 @stage-auth
      Examples: Windows workstation, http-403 at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | http-403 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:350 |
        | Windows workstation | Disabled | http-403 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:350 |

      @windows-workstation @fault-not-json @stage-auth
      Examples: Windows workstation, not-json at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | not-json | auth  | unknown | docs/duo/when-duo-is-unreachable.md:351 |
        | Windows workstation | Disabled | not-json | auth  | unknown | docs/duo/when-duo-is-unreachable.md:351 |

      @windows-workstation @fault-malformed-response @stage-auth
      Examples: Windows workstation, malformed-response at auth
        | platform            | option   | fault              | stage | verdict | source                                  |
        | Windows workstation | All      | malformed-response | auth  | unknown | docs/duo/when-duo-is-unreachable.md:352 |
        | Windows workstation | Disabled | malformed-response | auth  | unknown | docs/duo/when-duo-is-unreachable.md:352 |

      @windows-server @fault-dns-failure @stage-auth
      Examples: Windows server, dns-failure at auth
        | platform       | option   | fault       | stage | verdict | source                                  |
        | Windows server | All      | dns-failure | auth  | unknown | docs/duo/when-duo-is-unreachable.md:333 |
        | Windows server | Disabled | dns-failure | auth  | unknown | docs/duo/when-duo-is-unreachable.md:333 |

      @windows-server @fault-connection-refused @stage-auth
      Examples: Windows server, connection-refused at auth
        | platform       | option   | fault              | stage | verdict | source                                  |
        | Windows server | All      | connection-refused | auth  | unknown | docs/duo/when-duo-is-unreachable.md:334 |
        | Windows server | Disabled | connection-refused | auth  | unknown | docs/duo/when-duo-is-unreachable.md:334 |

      @windows-server @fault-connect-timeout @stage-auth
      Examples: Windows server, connect-timeout at auth
        | platform       | option   | fault           | stage | verdict | source                                  |
        | Windows server | All      | connect-timeout | auth  | unknown | docs/duo/when-duo-is-unreachable.md:335 |
        | Windows server | Disabled | connect-timeout | auth  | unknown | docs/duo/when-duo-is-unreachable.md:335 |

      @windows-server @fault-tls-silent @stage-auth
      Examples: Windows server, tls-silent at auth
        | platform       | option   | fault      | stage | verdict | source                                  |
        | Windows server | All      | tls-silent | auth  | unknown | docs/duo/when-duo-is-unreachable.md:336 |
        | Windows server | Disabled | tls-silent | auth  | unknown | docs/duo/when-duo-is-unreachable.md:336 |

      @windows-server @fault-tls-untrusted @stage-auth
      Examples: Windows server, tls-untrusted at auth
        | platform       | option   | fault         | stage | verdict | source                                  |
        | Windows server | All      | tls-untrusted | auth  | unknown | docs/duo/when-duo-is-unreachable.md:337 |
        | Windows server | Disabled | tls-untrusted | auth  | unknown | docs/duo/when-duo-is-unreachable.md:337 |

      @windows-server @fault-tls-wrong-host @stage-auth
      Examples: Windows server, tls-wrong-host at auth
        | platform       | option   | fault          | stage | verdict | source                                  |
        | Windows server | All      | tls-wrong-host | auth  | unknown | docs/duo/when-duo-is-unreachable.md:338 |
        | Windows server | Disabled | tls-wrong-host | auth  | unknown | docs/duo/when-duo-is-unreachable.md:338 |

      @windows-server @fault-no-answer @stage-auth
      Examples: Windows server, no-answer at auth
        | platform       | option   | fault     | stage | verdict | source                                  |
        | Windows server | All      | no-answer | auth  | unknown | docs/duo/when-duo-is-unreachable.md:339 |
        | Windows server | Disabled | no-answer | auth  | unknown | docs/duo/when-duo-is-unreachable.md:339 |

      @windows-server @fault-closed-early @stage-auth
      Examples: Windows server, closed-early at auth
        | platform       | option   | fault        | stage | verdict | source                                  |
        | Windows server | All      | closed-early | auth  | unknown | docs/duo/when-duo-is-unreachable.md:340 |
        | Windows server | Disabled | closed-early | auth  | unknown | docs/duo/when-duo-is-unreachable.md:340 |

      @windows-server @fault-reset @stage-auth
      Examples: Windows server, reset at auth
        | platform       | option   | fault | stage | verdict | source                                  |
        | Windows server | All      | reset | auth  | unknown | docs/duo/when-duo-is-unreachable.md:341 |
        | Windows server | Disabled | reset | auth  | unknown | docs/duo/when-duo-is-unreachable.md:341 |

      @windows-server @fault-reset-mid-body @stage-auth
      Examples: Windows server, reset-mid-body at auth
        | platform       | option   | fault          | stage | verdict | source                                  |
        | Windows server | All      | reset-mid-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:342 |
        | Windows server | Disabled | reset-mid-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:342 |

      @windows-server @fault-truncated-body @stage-auth
      Examples: Windows server, truncated-body at auth
        | platform       | option   | fault          | stage | verdict | source                                  |
        | Windows server | All      | truncated-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:343 |
        | Windows server | Disabled | truncated-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:343 |

      @windows-server @fault-trickle @stage-auth
      Examples: Windows server, trickle at auth
        | platform       | option   | fault   | stage | verdict | source                                  |
        | Windows server | All      | trickle | auth  | unknown | docs/duo/when-duo-is-unreachable.md:344 |
        | Windows server | Disabled | trickle | auth  | unknown | docs/duo/when-duo-is-unreachable.md:344 |

      @windows-server @fault-http-500 @stage-auth
      Examples: Windows server, http-500 at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | http-500 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:345 |
        | Windows server | Disabled | http-500 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:345 |

      @windows-server @fault-http-502 @stage-auth
      Examples: Windows server, http-502 at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | http-502 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:346 |
        | Windows server | Disabled | http-502 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:346 |

      @windows-server @fault-http-503 @stage-auth
      Examples: Windows server, http-503 at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | http-503 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:347 |
        | Windows server | Disabled | http-503 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:347 |

      @windows-server @fault-http-429 @stage-auth
      Examples: Windows server, http-429 at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | http-429 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:348 |
        | Windows server | Disabled | http-429 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:348 |

      @windows-server @fault-http-401 @stage-auth
      Examples: Windows server, http-401 at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | http-401 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:349 |
        | Windows server | Disabled | http-401 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:349 |

      @windows-server @fault-http-403 @stage-auth
      Examples: Windows server, http-403 at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | http-403 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:350 |
        | Windows server | Disabled | http-403 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:350 |

      @windows-server @fault-not-json @stage-auth
      Examples: Windows server, not-json at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | not-json | auth  | unknown | docs/duo/when-duo-is-unreachable.md:351 |
        | Windows server | Disabled | not-json | auth  | unknown | docs/duo/when-duo-is-unreachable.md:351 |

      @windows-server @fault-malformed-response @stage-auth
      Examples: Windows server, malformed-response at auth
        | platform       | option   | fault              | stage | verdict | source                                  |
        | Windows server | All      | malformed-response | auth  | unknown | docs/duo/when-duo-is-unreachable.md:352 |
        | Windows server | Disabled | malformed-response | auth  | unknown | docs/duo/when-duo-is-unreachable.md:352 |

      @macos @fault-dns-failure @stage-auth
      Examples: macOS, dns-failure at auth
        | platform | option   | fault       | stage | verdict | source                                  |
        | macOS    | All      | dns-failure | auth  | unknown | docs/duo/when-duo-is-unreachable.md:381 |
        | macOS    | Disabled | dns-failure | auth  | unknown | docs/duo/when-duo-is-unreachable.md:381 |

      @macos @fault-connection-refused @stage-auth
      Examples: macOS, connection-refused at auth
        | platform | option   | fault              | stage | verdict | source                                  |
        | macOS    | All      | connection-refused | auth  | unknown | docs/duo/when-duo-is-unreachable.md:382 |
        | macOS    | Disabled | connection-refused | auth  | unknown | docs/duo/when-duo-is-unreachable.md:382 |

      @macos @fault-connect-timeout @stage-auth
      Examples: macOS, connect-timeout at auth
        | platform | option   | fault           | stage | verdict | source                                  |
        | macOS    | All      | connect-timeout | auth  | unknown | docs/duo/when-duo-is-unreachable.md:383 |
        | macOS    | Disabled | connect-timeout | auth  | unknown | docs/duo/when-duo-is-unreachable.md:383 |

      @macos @fault-tls-silent @stage-auth
      Examples: macOS, tls-silent at auth
        | platform | option   | fault      | stage | verdict | source                                  |
        | macOS    | All      | tls-silent | auth  | unknown | docs/duo/when-duo-is-unreachable.md:384 |
        | macOS    | Disabled | tls-silent | auth  | unknown | docs/duo/when-duo-is-unreachable.md:384 |

      @macos @fault-tls-untrusted @stage-auth
      Examples: macOS, tls-untrusted at auth
        | platform | option   | fault         | stage | verdict | source                                  |
        | macOS    | All      | tls-untrusted | auth  | unknown | docs/duo/when-duo-is-unreachable.md:385 |
        | macOS    | Disabled | tls-untrusted | auth  | unknown | docs/duo/when-duo-is-unreachable.md:385 |

      @macos @fault-tls-wrong-host @stage-auth
      Examples: macOS, tls-wrong-host at auth
        | platform | option   | fault          | stage | verdict | source                                  |
        | macOS    | All      | tls-wrong-host | auth  | unknown | docs/duo/when-duo-is-unreachable.md:386 |
        | macOS    | Disabled | tls-wrong-host | auth  | unknown | docs/duo/when-duo-is-unreachable.md:386 |

      @macos @fault-no-answer @stage-auth
      Examples: macOS, no-answer at auth
        | platform | option   | fault     | stage | verdict | source                                  |
        | macOS    | All      | no-answer | auth  | unknown | docs/duo/when-duo-is-unreachable.md:387 |
        | macOS    | Disabled | no-answer | auth  | unknown | docs/duo/when-duo-is-unreachable.md:387 |

      @macos @fault-closed-early @stage-auth
      Examples: macOS, closed-early at auth
        | platform | option   | fault        | stage | verdict | source                                  |
        | macOS    | All      | closed-early | auth  | unknown | docs/duo/when-duo-is-unreachable.md:388 |
        | macOS    | Disabled | closed-early | auth  | unknown | docs/duo/when-duo-is-unreachable.md:388 |

      @macos @fault-reset @stage-auth
      Examples: macOS, reset at auth
        | platform | option   | fault | stage | verdict | source                                  |
        | macOS    | All      | reset | auth  | unknown | docs/duo/when-duo-is-unreachable.md:389 |
        | macOS    | Disabled | reset | auth  | unknown | docs/duo/when-duo-is-unreachable.md:389 |

      @macos @fault-reset-mid-body @stage-auth
      Examples: macOS, reset-mid-body at auth
        | platform | option   | fault          | stage | verdict | source                                  |
        | macOS    | All      | reset-mid-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:390 |
        | macOS    | Disabled | reset-mid-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:390 |

      @macos @fault-truncated-body @stage-auth
      Examples: macOS, truncated-body at auth
        | platform | option   | fault          | stage | verdict | source                                  |
        | macOS    | All      | truncated-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:391 |
        | macOS    | Disabled | truncated-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:391 |

      @macos @fault-trickle @stage-auth
      Examples: macOS, trickle at auth
        | platform | option   | fault   | stage | verdict | source                                  |
        | macOS    | All      | trickle | auth  | unknown | docs/duo/when-duo-is-unreachable.md:392 |
        | macOS    | Disabled | trickle | auth  | unknown | docs/duo/when-duo-is-unreachable.md:392 |

      @macos @fault-http-500 @stage-auth
      Examples: macOS, http-500 at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | http-500 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:393 |
        | macOS    | Disabled | http-500 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:393 |

      @macos @fault-http-502 @stage-auth
      Examples: macOS, http-502 at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | http-502 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:394 |
        | macOS    | Disabled | http-502 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:394 |

      @macos @fault-http-503 @stage-auth
      Examples: macOS, http-503 at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | http-503 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:395 |
        | macOS    | Disabled | http-503 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:395 |

      @macos @fault-http-429 @stage-auth
      Examples: macOS, http-429 at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | http-429 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:396 |
        | macOS    | Disabled | http-429 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:396 |

      @macos @fault-http-401 @stage-auth
      Examples: macOS, http-401 at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | http-401 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:397 |
        | macOS    | Disabled | http-401 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:397 |

      @macos @fault-http-403 @stage-auth
      Examples: macOS, http-403 at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | http-403 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:398 |
        | macOS    | Disabled | http-403 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:398 |

      @macos @fault-not-json @stage-auth
      Examples: macOS, not-json at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | not-json | auth  | unknown | docs/duo/when-duo-is-unreachable.md:399 |
        | macOS    | Disabled | not-json | auth  | unknown | docs/duo/when-duo-is-unreachable.md:399 |

      @macos @fault-malformed-response @stage-auth
      Examples: macOS, malformed-response at auth
        | platform | option   | fault              | stage | verdict | source                                  |
        | macOS    | All      | malformed-response | auth  | unknown | docs/duo/when-duo-is-unreachable.md:400 |
        | macOS    | Disabled | malformed-response | auth  | unknown | docs/duo/when-duo-is-unreachable.md:400 |
