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
    # rule: docs/rules.md:40 A field named for FailOpen carries the failmode
    # rule: docs/rules.md:44 A platform runs Duo's product for it
    # rule: docs/rules.md:48 An option covers the platforms that its words name
    # rule: docs/rules.md:52 All covers every platform
    # rule: docs/rules.md:56 Disabled covers no platform
    # rule: docs/rules.md:60 An unset field has the documented default
    Scenario Outline: cPVAL DUO FAILOPEN: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      When Duo is deployed to the <platform> from "cpvalDuoFailopen"
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
      When Duo is deployed to the <platform> from "cpvalDuoFailopen"
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
      When Duo is deployed to the <platform> from "cpvalDuoFailopen"
      And the user logs in to the <platform> with the right password
      Then the login is "<verdict>"

      @windows-workstation @fault-dns-failure @stage-preauth
      Examples: Windows workstation, dns-failure at preauth
        | platform            | option               | fault       | stage   | verdict     | source                                  |
        | Windows workstation | All                  | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:220 |
        | Windows workstation | Windows              | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:220 |
        | Windows workstation | Windows Workstations | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:220 |
        | Windows workstation | Windows Servers      | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:220 |
        | Windows workstation | Macintosh            | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:220 |
        | Windows workstation | Disabled             | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:220 |
        | Windows workstation | (unset)              | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:220 |

      @windows-workstation @fault-connection-refused @stage-preauth
      Examples: Windows workstation, connection-refused at preauth
        | platform            | option               | fault              | stage   | verdict     | source                                  |
        | Windows workstation | All                  | connection-refused | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:221 |
        | Windows workstation | Windows              | connection-refused | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:221 |
        | Windows workstation | Windows Workstations | connection-refused | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:221 |
        | Windows workstation | Windows Servers      | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:221 |
        | Windows workstation | Macintosh            | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:221 |
        | Windows workstation | Disabled             | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:221 |
        | Windows workstation | (unset)              | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:221 |

      @windows-server @fault-dns-failure @stage-preauth
      Examples: Windows server, dns-failure at preauth
        | platform       | option               | fault       | stage   | verdict     | source                                  |
        | Windows server | All                  | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:220 |
        | Windows server | Windows              | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:220 |
        | Windows server | Windows Workstations | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:220 |
        | Windows server | Windows Servers      | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:220 |
        | Windows server | Macintosh            | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:220 |
        | Windows server | Disabled             | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:220 |
        | Windows server | (unset)              | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:220 |

      @windows-server @fault-connection-refused @stage-preauth
      Examples: Windows server, connection-refused at preauth
        | platform       | option               | fault              | stage   | verdict     | source                                  |
        | Windows server | All                  | connection-refused | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:221 |
        | Windows server | Windows              | connection-refused | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:221 |
        | Windows server | Windows Workstations | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:221 |
        | Windows server | Windows Servers      | connection-refused | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:221 |
        | Windows server | Macintosh            | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:221 |
        | Windows server | Disabled             | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:221 |
        | Windows server | (unset)              | connection-refused | preauth | denied      | docs/duo/when-duo-is-unreachable.md:221 |

      @macos @fault-dns-failure @stage-preauth
      Examples: macOS, dns-failure at preauth
        | platform | option               | fault       | stage   | verdict     | source                                  |
        | macOS    | All                  | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:268 |
        | macOS    | Windows              | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:268 |
        | macOS    | Windows Workstations | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:268 |
        | macOS    | Windows Servers      | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:268 |
        | macOS    | Macintosh            | dns-failure | preauth | failed-open | docs/duo/when-duo-is-unreachable.md:268 |
        | macOS    | Disabled             | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:268 |
        | macOS    | (unset)              | dns-failure | preauth | denied      | docs/duo/when-duo-is-unreachable.md:268 |

  Rule: With Duo reachable only the second factor lets in

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:104 With Duo reachable only the second factor lets in
    Scenario Outline: cPVAL DUO FAILOPEN: who gets in while Duo is reachable
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      And Duo is reachable
      And the user answers the push with "<answer>"
      When Duo is deployed to the <platform> from "cpvalDuoFailopen"
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
      When Duo is deployed to the <platform> from "cpvalDuoFailopen"
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
      When Duo is deployed to the <platform> from "cpvalDuoFailopen"
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
      When Duo is deployed to the <platform> from "cpvalDuoFailopen"
      And the user logs in to the <platform> with the right password
      Then the login is "<verdict>"

      @windows-workstation @fault-connect-timeout @stage-preauth
      Examples: Windows workstation, connect-timeout at preauth
        | platform            | option   | fault           | stage   | verdict | source                                  |
        | Windows workstation | All      | connect-timeout | preauth | unknown | docs/duo/when-duo-is-unreachable.md:222 |
        | Windows workstation | Disabled | connect-timeout | preauth | unknown | docs/duo/when-duo-is-unreachable.md:222 |

      @windows-workstation @fault-tls-silent @stage-preauth
      Examples: Windows workstation, tls-silent at preauth
        | platform            | option   | fault      | stage   | verdict | source                                  |
        | Windows workstation | All      | tls-silent | preauth | unknown | docs/duo/when-duo-is-unreachable.md:223 |
        | Windows workstation | Disabled | tls-silent | preauth | unknown | docs/duo/when-duo-is-unreachable.md:223 |

      @windows-workstation @fault-tls-untrusted @stage-preauth
      Examples: Windows workstation, tls-untrusted at preauth
        | platform            | option   | fault         | stage   | verdict | source                                  |
        | Windows workstation | All      | tls-untrusted | preauth | unknown | docs/duo/when-duo-is-unreachable.md:224 |
        | Windows workstation | Disabled | tls-untrusted | preauth | unknown | docs/duo/when-duo-is-unreachable.md:224 |

      @windows-workstation @fault-tls-wrong-host @stage-preauth
      Examples: Windows workstation, tls-wrong-host at preauth
        | platform            | option   | fault          | stage   | verdict | source                                  |
        | Windows workstation | All      | tls-wrong-host | preauth | unknown | docs/duo/when-duo-is-unreachable.md:225 |
        | Windows workstation | Disabled | tls-wrong-host | preauth | unknown | docs/duo/when-duo-is-unreachable.md:225 |

      @windows-workstation @fault-no-answer @stage-preauth
      Examples: Windows workstation, no-answer at preauth
        | platform            | option   | fault     | stage   | verdict | source                                  |
        | Windows workstation | All      | no-answer | preauth | unknown | docs/duo/when-duo-is-unreachable.md:226 |
        | Windows workstation | Disabled | no-answer | preauth | unknown | docs/duo/when-duo-is-unreachable.md:226 |

      @windows-workstation @fault-closed-early @stage-preauth
      Examples: Windows workstation, closed-early at preauth
        | platform            | option   | fault        | stage   | verdict | source                                  |
        | Windows workstation | All      | closed-early | preauth | unknown | docs/duo/when-duo-is-unreachable.md:227 |
        | Windows workstation | Disabled | closed-early | preauth | unknown | docs/duo/when-duo-is-unreachable.md:227 |

      @windows-workstation @fault-reset @stage-preauth
      Examples: Windows workstation, reset at preauth
        | platform            | option   | fault | stage   | verdict | source                                  |
        | Windows workstation | All      | reset | preauth | unknown | docs/duo/when-duo-is-unreachable.md:228 |
        | Windows workstation | Disabled | reset | preauth | unknown | docs/duo/when-duo-is-unreachable.md:228 |

      @windows-workstation @fault-reset-mid-body @stage-preauth
      Examples: Windows workstation, reset-mid-body at preauth
        | platform            | option   | fault          | stage   | verdict | source                                  |
        | Windows workstation | All      | reset-mid-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:229 |
        | Windows workstation | Disabled | reset-mid-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:229 |

      @windows-workstation @fault-truncated-body @stage-preauth
      Examples: Windows workstation, truncated-body at preauth
        | platform            | option   | fault          | stage   | verdict | source                                  |
        | Windows workstation | All      | truncated-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:230 |
        | Windows workstation | Disabled | truncated-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:230 |

      @windows-workstation @fault-trickle @stage-preauth
      Examples: Windows workstation, trickle at preauth
        | platform            | option   | fault   | stage   | verdict | source                                  |
        | Windows workstation | All      | trickle | preauth | unknown | docs/duo/when-duo-is-unreachable.md:231 |
        | Windows workstation | Disabled | trickle | preauth | unknown | docs/duo/when-duo-is-unreachable.md:231 |

      @windows-workstation @fault-http-500 @stage-preauth
      Examples: Windows workstation, http-500 at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | http-500 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:232 |
        | Windows workstation | Disabled | http-500 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:232 |

      @windows-workstation @fault-http-502 @stage-preauth
      Examples: Windows workstation, http-502 at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | http-502 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:233 |
        | Windows workstation | Disabled | http-502 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:233 |

      @windows-workstation @fault-http-503 @stage-preauth
      Examples: Windows workstation, http-503 at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | http-503 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:234 |
        | Windows workstation | Disabled | http-503 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:234 |

      @windows-workstation @fault-http-429 @stage-preauth
      Examples: Windows workstation, http-429 at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | http-429 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:235 |
        | Windows workstation | Disabled | http-429 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:235 |

      @windows-workstation @fault-http-401 @stage-preauth
      Examples: Windows workstation, http-401 at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | http-401 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:236 |
        | Windows workstation | Disabled | http-401 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:236 |

      @windows-workstation @fault-http-403 @stage-preauth
      Examples: Windows workstation, http-403 at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | http-403 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:237 |
        | Windows workstation | Disabled | http-403 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:237 |

      @windows-workstation @fault-not-json @stage-preauth
      Examples: Windows workstation, not-json at preauth
        | platform            | option   | fault    | stage   | verdict | source                                  |
        | Windows workstation | All      | not-json | preauth | unknown | docs/duo/when-duo-is-unreachable.md:238 |
        | Windows workstation | Disabled | not-json | preauth | unknown | docs/duo/when-duo-is-unreachable.md:238 |

      @windows-workstation @fault-malformed-response @stage-preauth
      Examples: Windows workstation, malformed-response at preauth
        | platform            | option   | fault              | stage   | verdict | source                                  |
        | Windows workstation | All      | malformed-response | preauth | unknown | docs/duo/when-duo-is-unreachable.md:239 |
        | Windows workstation | Disabled | malformed-response | preauth | unknown | docs/duo/when-duo-is-unreachable.md:239 |

      @windows-workstation @fault-clock-skew @stage-preauth
      Examples: Windows workstation, clock-skew at preauth
        | platform            | option   | fault      | stage   | verdict | source                                  |
        | Windows workstation | All      | clock-skew | preauth | unknown | docs/duo/when-duo-is-unreachable.md:240 |
        | Windows workstation | Disabled | clock-skew | preauth | unknown | docs/duo/when-duo-is-unreachable.md:240 |

      @windows-server @fault-connect-timeout @stage-preauth
      Examples: Windows server, connect-timeout at preauth
        | platform       | option   | fault           | stage   | verdict | source                                  |
        | Windows server | All      | connect-timeout | preauth | unknown | docs/duo/when-duo-is-unreachable.md:222 |
        | Windows server | Disabled | connect-timeout | preauth | unknown | docs/duo/when-duo-is-unreachable.md:222 |

      @windows-server @fault-tls-silent @stage-preauth
      Examples: Windows server, tls-silent at preauth
        | platform       | option   | fault      | stage   | verdict | source                                  |
        | Windows server | All      | tls-silent | preauth | unknown | docs/duo/when-duo-is-unreachable.md:223 |
        | Windows server | Disabled | tls-silent | preauth | unknown | docs/duo/when-duo-is-unreachable.md:223 |

      @windows-server @fault-tls-untrusted @stage-preauth
      Examples: Windows server, tls-untrusted at preauth
        | platform       | option   | fault         | stage   | verdict | source                                  |
        | Windows server | All      | tls-untrusted | preauth | unknown | docs/duo/when-duo-is-unreachable.md:224 |
        | Windows server | Disabled | tls-untrusted | preauth | unknown | docs/duo/when-duo-is-unreachable.md:224 |

      @windows-server @fault-tls-wrong-host @stage-preauth
      Examples: Windows server, tls-wrong-host at preauth
        | platform       | option   | fault          | stage   | verdict | source                                  |
        | Windows server | All      | tls-wrong-host | preauth | unknown | docs/duo/when-duo-is-unreachable.md:225 |
        | Windows server | Disabled | tls-wrong-host | preauth | unknown | docs/duo/when-duo-is-unreachable.md:225 |

      @windows-server @fault-no-answer @stage-preauth
      Examples: Windows server, no-answer at preauth
        | platform       | option   | fault     | stage   | verdict | source                                  |
        | Windows server | All      | no-answer | preauth | unknown | docs/duo/when-duo-is-unreachable.md:226 |
        | Windows server | Disabled | no-answer | preauth | unknown | docs/duo/when-duo-is-unreachable.md:226 |

      @windows-server @fault-closed-early @stage-preauth
      Examples: Windows server, closed-early at preauth
        | platform       | option   | fault        | stage   | verdict | source                                  |
        | Windows server | All      | closed-early | preauth | unknown | docs/duo/when-duo-is-unreachable.md:227 |
        | Windows server | Disabled | closed-early | preauth | unknown | docs/duo/when-duo-is-unreachable.md:227 |

      @windows-server @fault-reset @stage-preauth
      Examples: Windows server, reset at preauth
        | platform       | option   | fault | stage   | verdict | source                                  |
        | Windows server | All      | reset | preauth | unknown | docs/duo/when-duo-is-unreachable.md:228 |
        | Windows server | Disabled | reset | preauth | unknown | docs/duo/when-duo-is-unreachable.md:228 |

      @windows-server @fault-reset-mid-body @stage-preauth
      Examples: Windows server, reset-mid-body at preauth
        | platform       | option   | fault          | stage   | verdict | source                                  |
        | Windows server | All      | reset-mid-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:229 |
        | Windows server | Disabled | reset-mid-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:229 |

      @windows-server @fault-truncated-body @stage-preauth
      Examples: Windows server, truncated-body at preauth
        | platform       | option   | fault          | stage   | verdict | source                                  |
        | Windows server | All      | truncated-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:230 |
        | Windows server | Disabled | truncated-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:230 |

      @windows-server @fault-trickle @stage-preauth
      Examples: Windows server, trickle at preauth
        | platform       | option   | fault   | stage   | verdict | source                                  |
        | Windows server | All      | trickle | preauth | unknown | docs/duo/when-duo-is-unreachable.md:231 |
        | Windows server | Disabled | trickle | preauth | unknown | docs/duo/when-duo-is-unreachable.md:231 |

      @windows-server @fault-http-500 @stage-preauth
      Examples: Windows server, http-500 at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | http-500 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:232 |
        | Windows server | Disabled | http-500 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:232 |

      @windows-server @fault-http-502 @stage-preauth
      Examples: Windows server, http-502 at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | http-502 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:233 |
        | Windows server | Disabled | http-502 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:233 |

      @windows-server @fault-http-503 @stage-preauth
      Examples: Windows server, http-503 at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | http-503 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:234 |
        | Windows server | Disabled | http-503 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:234 |

      @windows-server @fault-http-429 @stage-preauth
      Examples: Windows server, http-429 at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | http-429 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:235 |
        | Windows server | Disabled | http-429 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:235 |

      @windows-server @fault-http-401 @stage-preauth
      Examples: Windows server, http-401 at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | http-401 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:236 |
        | Windows server | Disabled | http-401 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:236 |

      @windows-server @fault-http-403 @stage-preauth
      Examples: Windows server, http-403 at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | http-403 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:237 |
        | Windows server | Disabled | http-403 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:237 |

      @windows-server @fault-not-json @stage-preauth
      Examples: Windows server, not-json at preauth
        | platform       | option   | fault    | stage   | verdict | source                                  |
        | Windows server | All      | not-json | preauth | unknown | docs/duo/when-duo-is-unreachable.md:238 |
        | Windows server | Disabled | not-json | preauth | unknown | docs/duo/when-duo-is-unreachable.md:238 |

      @windows-server @fault-malformed-response @stage-preauth
      Examples: Windows server, malformed-response at preauth
        | platform       | option   | fault              | stage   | verdict | source                                  |
        | Windows server | All      | malformed-response | preauth | unknown | docs/duo/when-duo-is-unreachable.md:239 |
        | Windows server | Disabled | malformed-response | preauth | unknown | docs/duo/when-duo-is-unreachable.md:239 |

      @windows-server @fault-clock-skew @stage-preauth
      Examples: Windows server, clock-skew at preauth
        | platform       | option   | fault      | stage   | verdict | source                                  |
        | Windows server | All      | clock-skew | preauth | unknown | docs/duo/when-duo-is-unreachable.md:240 |
        | Windows server | Disabled | clock-skew | preauth | unknown | docs/duo/when-duo-is-unreachable.md:240 |

      @macos @fault-connection-refused @stage-preauth
      Examples: macOS, connection-refused at preauth
        | platform | option   | fault              | stage   | verdict | source                                  |
        | macOS    | All      | connection-refused | preauth | unknown | docs/duo/when-duo-is-unreachable.md:269 |
        | macOS    | Disabled | connection-refused | preauth | unknown | docs/duo/when-duo-is-unreachable.md:269 |

      @macos @fault-connect-timeout @stage-preauth
      Examples: macOS, connect-timeout at preauth
        | platform | option   | fault           | stage   | verdict | source                                  |
        | macOS    | All      | connect-timeout | preauth | unknown | docs/duo/when-duo-is-unreachable.md:270 |
        | macOS    | Disabled | connect-timeout | preauth | unknown | docs/duo/when-duo-is-unreachable.md:270 |

      @macos @fault-tls-silent @stage-preauth
      Examples: macOS, tls-silent at preauth
        | platform | option   | fault      | stage   | verdict | source                                  |
        | macOS    | All      | tls-silent | preauth | unknown | docs/duo/when-duo-is-unreachable.md:271 |
        | macOS    | Disabled | tls-silent | preauth | unknown | docs/duo/when-duo-is-unreachable.md:271 |

      @macos @fault-tls-untrusted @stage-preauth
      Examples: macOS, tls-untrusted at preauth
        | platform | option   | fault         | stage   | verdict | source                                  |
        | macOS    | All      | tls-untrusted | preauth | unknown | docs/duo/when-duo-is-unreachable.md:272 |
        | macOS    | Disabled | tls-untrusted | preauth | unknown | docs/duo/when-duo-is-unreachable.md:272 |

      @macos @fault-tls-wrong-host @stage-preauth
      Examples: macOS, tls-wrong-host at preauth
        | platform | option   | fault          | stage   | verdict | source                                  |
        | macOS    | All      | tls-wrong-host | preauth | unknown | docs/duo/when-duo-is-unreachable.md:273 |
        | macOS    | Disabled | tls-wrong-host | preauth | unknown | docs/duo/when-duo-is-unreachable.md:273 |

      @macos @fault-no-answer @stage-preauth
      Examples: macOS, no-answer at preauth
        | platform | option   | fault     | stage   | verdict | source                                  |
        | macOS    | All      | no-answer | preauth | unknown | docs/duo/when-duo-is-unreachable.md:274 |
        | macOS    | Disabled | no-answer | preauth | unknown | docs/duo/when-duo-is-unreachable.md:274 |

      @macos @fault-closed-early @stage-preauth
      Examples: macOS, closed-early at preauth
        | platform | option   | fault        | stage   | verdict | source                                  |
        | macOS    | All      | closed-early | preauth | unknown | docs/duo/when-duo-is-unreachable.md:275 |
        | macOS    | Disabled | closed-early | preauth | unknown | docs/duo/when-duo-is-unreachable.md:275 |

      @macos @fault-reset @stage-preauth
      Examples: macOS, reset at preauth
        | platform | option   | fault | stage   | verdict | source                                  |
        | macOS    | All      | reset | preauth | unknown | docs/duo/when-duo-is-unreachable.md:276 |
        | macOS    | Disabled | reset | preauth | unknown | docs/duo/when-duo-is-unreachable.md:276 |

      @macos @fault-reset-mid-body @stage-preauth
      Examples: macOS, reset-mid-body at preauth
        | platform | option   | fault          | stage   | verdict | source                                  |
        | macOS    | All      | reset-mid-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:277 |
        | macOS    | Disabled | reset-mid-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:277 |

      @macos @fault-truncated-body @stage-preauth
      Examples: macOS, truncated-body at preauth
        | platform | option   | fault          | stage   | verdict | source                                  |
        | macOS    | All      | truncated-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:278 |
        | macOS    | Disabled | truncated-body | preauth | unknown | docs/duo/when-duo-is-unreachable.md:278 |

      @macos @fault-trickle @stage-preauth
      Examples: macOS, trickle at preauth
        | platform | option   | fault   | stage   | verdict | source                                  |
        | macOS    | All      | trickle | preauth | unknown | docs/duo/when-duo-is-unreachable.md:279 |
        | macOS    | Disabled | trickle | preauth | unknown | docs/duo/when-duo-is-unreachable.md:279 |

      @macos @fault-http-500 @stage-preauth
      Examples: macOS, http-500 at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | http-500 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:280 |
        | macOS    | Disabled | http-500 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:280 |

      @macos @fault-http-502 @stage-preauth
      Examples: macOS, http-502 at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | http-502 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:281 |
        | macOS    | Disabled | http-502 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:281 |

      @macos @fault-http-503 @stage-preauth
      Examples: macOS, http-503 at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | http-503 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:282 |
        | macOS    | Disabled | http-503 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:282 |

      @macos @fault-http-429 @stage-preauth
      Examples: macOS, http-429 at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | http-429 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:283 |
        | macOS    | Disabled | http-429 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:283 |

      @macos @fault-http-401 @stage-preauth
      Examples: macOS, http-401 at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | http-401 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:284 |
        | macOS    | Disabled | http-401 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:284 |

      @macos @fault-http-403 @stage-preauth
      Examples: macOS, http-403 at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | http-403 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:285 |
        | macOS    | Disabled | http-403 | preauth | unknown | docs/duo/when-duo-is-unreachable.md:285 |

      @macos @fault-not-json @stage-preauth
      Examples: macOS, not-json at preauth
        | platform | option   | fault    | stage   | verdict | source                                  |
        | macOS    | All      | not-json | preauth | unknown | docs/duo/when-duo-is-unreachable.md:286 |
        | macOS    | Disabled | not-json | preauth | unknown | docs/duo/when-duo-is-unreachable.md:286 |

      @macos @fault-malformed-response @stage-preauth
      Examples: macOS, malformed-response at preauth
        | platform | option   | fault              | stage   | verdict | source                                  |
        | macOS    | All      | malformed-response | preauth | unknown | docs/duo/when-duo-is-unreachable.md:287 |
        | macOS    | Disabled | malformed-response | preauth | unknown | docs/duo/when-duo-is-unreachable.md:287 |

      @macos @fault-clock-skew @stage-preauth
      Examples: macOS, clock-skew at preauth
        | platform | option   | fault      | stage   | verdict | source                                  |
        | macOS    | All      | clock-skew | preauth | unknown | docs/duo/when-duo-is-unreachable.md:288 |
        | macOS    | Disabled | clock-skew | preauth | unknown | docs/duo/when-duo-is-unreachable.md:288 |

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:88 A row with unknown evidence is pending
    # rule: docs/rules.md:92 A fault strikes from its stage on
    @pending
    Scenario Outline: cPVAL DUO FAILOPEN: faults whose effect is not known, after a first request went well
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When Duo is deployed to the <platform> from "cpvalDuoFailopen"
      And the user logs in to the <platform> with the right password
      Then the login is "<verdict>"

      @windows-workstation @fault-dns-failure @stage-auth
      Examples: Windows workstation, dns-failure at auth
        | platform            | option   | fault       | stage | verdict | source                                  |
        | Windows workstation | All      | dns-failure | auth  | unknown | docs/duo/when-duo-is-unreachable.md:241 |
        | Windows workstation | Disabled | dns-failure | auth  | unknown | docs/duo/when-duo-is-unreachable.md:241 |

      @windows-workstation @fault-connection-refused @stage-auth
      Examples: Windows workstation, connection-refused at auth
        | platform            | option   | fault              | stage | verdict | source                                  |
        | Windows workstation | All      | connection-refused | auth  | unknown | docs/duo/when-duo-is-unreachable.md:242 |
        | Windows workstation | Disabled | connection-refused | auth  | unknown | docs/duo/when-duo-is-unreachable.md:242 |

      @windows-workstation @fault-connect-timeout @stage-auth
      Examples: Windows workstation, connect-timeout at auth
        | platform            | option   | fault           | stage | verdict | source                                  |
        | Windows workstation | All      | connect-timeout | auth  | unknown | docs/duo/when-duo-is-unreachable.md:243 |
        | Windows workstation | Disabled | connect-timeout | auth  | unknown | docs/duo/when-duo-is-unreachable.md:243 |

      @windows-workstation @fault-tls-silent @stage-auth
      Examples: Windows workstation, tls-silent at auth
        | platform            | option   | fault      | stage | verdict | source                                  |
        | Windows workstation | All      | tls-silent | auth  | unknown | docs/duo/when-duo-is-unreachable.md:244 |
        | Windows workstation | Disabled | tls-silent | auth  | unknown | docs/duo/when-duo-is-unreachable.md:244 |

      @windows-workstation @fault-tls-untrusted @stage-auth
      Examples: Windows workstation, tls-untrusted at auth
        | platform            | option   | fault         | stage | verdict | source                                  |
        | Windows workstation | All      | tls-untrusted | auth  | unknown | docs/duo/when-duo-is-unreachable.md:245 |
        | Windows workstation | Disabled | tls-untrusted | auth  | unknown | docs/duo/when-duo-is-unreachable.md:245 |

      @windows-workstation @fault-tls-wrong-host @stage-auth
      Examples: Windows workstation, tls-wrong-host at auth
        | platform            | option   | fault          | stage | verdict | source                                  |
        | Windows workstation | All      | tls-wrong-host | auth  | unknown | docs/duo/when-duo-is-unreachable.md:246 |
        | Windows workstation | Disabled | tls-wrong-host | auth  | unknown | docs/duo/when-duo-is-unreachable.md:246 |

      @windows-workstation @fault-no-answer @stage-auth
      Examples: Windows workstation, no-answer at auth
        | platform            | option   | fault     | stage | verdict | source                                  |
        | Windows workstation | All      | no-answer | auth  | unknown | docs/duo/when-duo-is-unreachable.md:247 |
        | Windows workstation | Disabled | no-answer | auth  | unknown | docs/duo/when-duo-is-unreachable.md:247 |

      @windows-workstation @fault-closed-early @stage-auth
      Examples: Windows workstation, closed-early at auth
        | platform            | option   | fault        | stage | verdict | source                                  |
        | Windows workstation | All      | closed-early | auth  | unknown | docs/duo/when-duo-is-unreachable.md:248 |
        | Windows workstation | Disabled | closed-early | auth  | unknown | docs/duo/when-duo-is-unreachable.md:248 |

      @windows-workstation @fault-reset @stage-auth
      Examples: Windows workstation, reset at auth
        | platform            | option   | fault | stage | verdict | source                                  |
        | Windows workstation | All      | reset | auth  | unknown | docs/duo/when-duo-is-unreachable.md:249 |
        | Windows workstation | Disabled | reset | auth  | unknown | docs/duo/when-duo-is-unreachable.md:249 |

      @windows-workstation @fault-reset-mid-body @stage-auth
      Examples: Windows workstation, reset-mid-body at auth
        | platform            | option   | fault          | stage | verdict | source                                  |
        | Windows workstation | All      | reset-mid-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:250 |
        | Windows workstation | Disabled | reset-mid-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:250 |

      @windows-workstation @fault-truncated-body @stage-auth
      Examples: Windows workstation, truncated-body at auth
        | platform            | option   | fault          | stage | verdict | source                                  |
        | Windows workstation | All      | truncated-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:251 |
        | Windows workstation | Disabled | truncated-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:251 |

      @windows-workstation @fault-trickle @stage-auth
      Examples: Windows workstation, trickle at auth
        | platform            | option   | fault   | stage | verdict | source                                  |
        | Windows workstation | All      | trickle | auth  | unknown | docs/duo/when-duo-is-unreachable.md:252 |
        | Windows workstation | Disabled | trickle | auth  | unknown | docs/duo/when-duo-is-unreachable.md:252 |

      @windows-workstation @fault-http-500 @stage-auth
      Examples: Windows workstation, http-500 at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | http-500 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:253 |
        | Windows workstation | Disabled | http-500 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:253 |

      @windows-workstation @fault-http-502 @stage-auth
      Examples: Windows workstation, http-502 at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | http-502 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:254 |
        | Windows workstation | Disabled | http-502 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:254 |

      @windows-workstation @fault-http-503 @stage-auth
      Examples: Windows workstation, http-503 at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | http-503 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:255 |
        | Windows workstation | Disabled | http-503 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:255 |

      @windows-workstation @fault-http-429 @stage-auth
      Examples: Windows workstation, http-429 at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | http-429 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:256 |
        | Windows workstation | Disabled | http-429 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:256 |

      @windows-workstation @fault-http-401 @stage-auth
      Examples: Windows workstation, http-401 at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | http-401 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:257 |
        | Windows workstation | Disabled | http-401 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:257 |

      @windows-workstation @fault-http-403 @stage-auth
      Examples: Windows workstation, http-403 at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | http-403 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:258 |
        | Windows workstation | Disabled | http-403 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:258 |

      @windows-workstation @fault-not-json @stage-auth
      Examples: Windows workstation, not-json at auth
        | platform            | option   | fault    | stage | verdict | source                                  |
        | Windows workstation | All      | not-json | auth  | unknown | docs/duo/when-duo-is-unreachable.md:259 |
        | Windows workstation | Disabled | not-json | auth  | unknown | docs/duo/when-duo-is-unreachable.md:259 |

      @windows-workstation @fault-malformed-response @stage-auth
      Examples: Windows workstation, malformed-response at auth
        | platform            | option   | fault              | stage | verdict | source                                  |
        | Windows workstation | All      | malformed-response | auth  | unknown | docs/duo/when-duo-is-unreachable.md:260 |
        | Windows workstation | Disabled | malformed-response | auth  | unknown | docs/duo/when-duo-is-unreachable.md:260 |

      @windows-server @fault-dns-failure @stage-auth
      Examples: Windows server, dns-failure at auth
        | platform       | option   | fault       | stage | verdict | source                                  |
        | Windows server | All      | dns-failure | auth  | unknown | docs/duo/when-duo-is-unreachable.md:241 |
        | Windows server | Disabled | dns-failure | auth  | unknown | docs/duo/when-duo-is-unreachable.md:241 |

      @windows-server @fault-connection-refused @stage-auth
      Examples: Windows server, connection-refused at auth
        | platform       | option   | fault              | stage | verdict | source                                  |
        | Windows server | All      | connection-refused | auth  | unknown | docs/duo/when-duo-is-unreachable.md:242 |
        | Windows server | Disabled | connection-refused | auth  | unknown | docs/duo/when-duo-is-unreachable.md:242 |

      @windows-server @fault-connect-timeout @stage-auth
      Examples: Windows server, connect-timeout at auth
        | platform       | option   | fault           | stage | verdict | source                                  |
        | Windows server | All      | connect-timeout | auth  | unknown | docs/duo/when-duo-is-unreachable.md:243 |
        | Windows server | Disabled | connect-timeout | auth  | unknown | docs/duo/when-duo-is-unreachable.md:243 |

      @windows-server @fault-tls-silent @stage-auth
      Examples: Windows server, tls-silent at auth
        | platform       | option   | fault      | stage | verdict | source                                  |
        | Windows server | All      | tls-silent | auth  | unknown | docs/duo/when-duo-is-unreachable.md:244 |
        | Windows server | Disabled | tls-silent | auth  | unknown | docs/duo/when-duo-is-unreachable.md:244 |

      @windows-server @fault-tls-untrusted @stage-auth
      Examples: Windows server, tls-untrusted at auth
        | platform       | option   | fault         | stage | verdict | source                                  |
        | Windows server | All      | tls-untrusted | auth  | unknown | docs/duo/when-duo-is-unreachable.md:245 |
        | Windows server | Disabled | tls-untrusted | auth  | unknown | docs/duo/when-duo-is-unreachable.md:245 |

      @windows-server @fault-tls-wrong-host @stage-auth
      Examples: Windows server, tls-wrong-host at auth
        | platform       | option   | fault          | stage | verdict | source                                  |
        | Windows server | All      | tls-wrong-host | auth  | unknown | docs/duo/when-duo-is-unreachable.md:246 |
        | Windows server | Disabled | tls-wrong-host | auth  | unknown | docs/duo/when-duo-is-unreachable.md:246 |

      @windows-server @fault-no-answer @stage-auth
      Examples: Windows server, no-answer at auth
        | platform       | option   | fault     | stage | verdict | source                                  |
        | Windows server | All      | no-answer | auth  | unknown | docs/duo/when-duo-is-unreachable.md:247 |
        | Windows server | Disabled | no-answer | auth  | unknown | docs/duo/when-duo-is-unreachable.md:247 |

      @windows-server @fault-closed-early @stage-auth
      Examples: Windows server, closed-early at auth
        | platform       | option   | fault        | stage | verdict | source                                  |
        | Windows server | All      | closed-early | auth  | unknown | docs/duo/when-duo-is-unreachable.md:248 |
        | Windows server | Disabled | closed-early | auth  | unknown | docs/duo/when-duo-is-unreachable.md:248 |

      @windows-server @fault-reset @stage-auth
      Examples: Windows server, reset at auth
        | platform       | option   | fault | stage | verdict | source                                  |
        | Windows server | All      | reset | auth  | unknown | docs/duo/when-duo-is-unreachable.md:249 |
        | Windows server | Disabled | reset | auth  | unknown | docs/duo/when-duo-is-unreachable.md:249 |

      @windows-server @fault-reset-mid-body @stage-auth
      Examples: Windows server, reset-mid-body at auth
        | platform       | option   | fault          | stage | verdict | source                                  |
        | Windows server | All      | reset-mid-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:250 |
        | Windows server | Disabled | reset-mid-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:250 |

      @windows-server @fault-truncated-body @stage-auth
      Examples: Windows server, truncated-body at auth
        | platform       | option   | fault          | stage | verdict | source                                  |
        | Windows server | All      | truncated-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:251 |
        | Windows server | Disabled | truncated-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:251 |

      @windows-server @fault-trickle @stage-auth
      Examples: Windows server, trickle at auth
        | platform       | option   | fault   | stage | verdict | source                                  |
        | Windows server | All      | trickle | auth  | unknown | docs/duo/when-duo-is-unreachable.md:252 |
        | Windows server | Disabled | trickle | auth  | unknown | docs/duo/when-duo-is-unreachable.md:252 |

      @windows-server @fault-http-500 @stage-auth
      Examples: Windows server, http-500 at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | http-500 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:253 |
        | Windows server | Disabled | http-500 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:253 |

      @windows-server @fault-http-502 @stage-auth
      Examples: Windows server, http-502 at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | http-502 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:254 |
        | Windows server | Disabled | http-502 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:254 |

      @windows-server @fault-http-503 @stage-auth
      Examples: Windows server, http-503 at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | http-503 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:255 |
        | Windows server | Disabled | http-503 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:255 |

      @windows-server @fault-http-429 @stage-auth
      Examples: Windows server, http-429 at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | http-429 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:256 |
        | Windows server | Disabled | http-429 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:256 |

      @windows-server @fault-http-401 @stage-auth
      Examples: Windows server, http-401 at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | http-401 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:257 |
        | Windows server | Disabled | http-401 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:257 |

      @windows-server @fault-http-403 @stage-auth
      Examples: Windows server, http-403 at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | http-403 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:258 |
        | Windows server | Disabled | http-403 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:258 |

      @windows-server @fault-not-json @stage-auth
      Examples: Windows server, not-json at auth
        | platform       | option   | fault    | stage | verdict | source                                  |
        | Windows server | All      | not-json | auth  | unknown | docs/duo/when-duo-is-unreachable.md:259 |
        | Windows server | Disabled | not-json | auth  | unknown | docs/duo/when-duo-is-unreachable.md:259 |

      @windows-server @fault-malformed-response @stage-auth
      Examples: Windows server, malformed-response at auth
        | platform       | option   | fault              | stage | verdict | source                                  |
        | Windows server | All      | malformed-response | auth  | unknown | docs/duo/when-duo-is-unreachable.md:260 |
        | Windows server | Disabled | malformed-response | auth  | unknown | docs/duo/when-duo-is-unreachable.md:260 |

      @macos @fault-dns-failure @stage-auth
      Examples: macOS, dns-failure at auth
        | platform | option   | fault       | stage | verdict | source                                  |
        | macOS    | All      | dns-failure | auth  | unknown | docs/duo/when-duo-is-unreachable.md:289 |
        | macOS    | Disabled | dns-failure | auth  | unknown | docs/duo/when-duo-is-unreachable.md:289 |

      @macos @fault-connection-refused @stage-auth
      Examples: macOS, connection-refused at auth
        | platform | option   | fault              | stage | verdict | source                                  |
        | macOS    | All      | connection-refused | auth  | unknown | docs/duo/when-duo-is-unreachable.md:290 |
        | macOS    | Disabled | connection-refused | auth  | unknown | docs/duo/when-duo-is-unreachable.md:290 |

      @macos @fault-connect-timeout @stage-auth
      Examples: macOS, connect-timeout at auth
        | platform | option   | fault           | stage | verdict | source                                  |
        | macOS    | All      | connect-timeout | auth  | unknown | docs/duo/when-duo-is-unreachable.md:291 |
        | macOS    | Disabled | connect-timeout | auth  | unknown | docs/duo/when-duo-is-unreachable.md:291 |

      @macos @fault-tls-silent @stage-auth
      Examples: macOS, tls-silent at auth
        | platform | option   | fault      | stage | verdict | source                                  |
        | macOS    | All      | tls-silent | auth  | unknown | docs/duo/when-duo-is-unreachable.md:292 |
        | macOS    | Disabled | tls-silent | auth  | unknown | docs/duo/when-duo-is-unreachable.md:292 |

      @macos @fault-tls-untrusted @stage-auth
      Examples: macOS, tls-untrusted at auth
        | platform | option   | fault         | stage | verdict | source                                  |
        | macOS    | All      | tls-untrusted | auth  | unknown | docs/duo/when-duo-is-unreachable.md:293 |
        | macOS    | Disabled | tls-untrusted | auth  | unknown | docs/duo/when-duo-is-unreachable.md:293 |

      @macos @fault-tls-wrong-host @stage-auth
      Examples: macOS, tls-wrong-host at auth
        | platform | option   | fault          | stage | verdict | source                                  |
        | macOS    | All      | tls-wrong-host | auth  | unknown | docs/duo/when-duo-is-unreachable.md:294 |
        | macOS    | Disabled | tls-wrong-host | auth  | unknown | docs/duo/when-duo-is-unreachable.md:294 |

      @macos @fault-no-answer @stage-auth
      Examples: macOS, no-answer at auth
        | platform | option   | fault     | stage | verdict | source                                  |
        | macOS    | All      | no-answer | auth  | unknown | docs/duo/when-duo-is-unreachable.md:295 |
        | macOS    | Disabled | no-answer | auth  | unknown | docs/duo/when-duo-is-unreachable.md:295 |

      @macos @fault-closed-early @stage-auth
      Examples: macOS, closed-early at auth
        | platform | option   | fault        | stage | verdict | source                                  |
        | macOS    | All      | closed-early | auth  | unknown | docs/duo/when-duo-is-unreachable.md:296 |
        | macOS    | Disabled | closed-early | auth  | unknown | docs/duo/when-duo-is-unreachable.md:296 |

      @macos @fault-reset @stage-auth
      Examples: macOS, reset at auth
        | platform | option   | fault | stage | verdict | source                                  |
        | macOS    | All      | reset | auth  | unknown | docs/duo/when-duo-is-unreachable.md:297 |
        | macOS    | Disabled | reset | auth  | unknown | docs/duo/when-duo-is-unreachable.md:297 |

      @macos @fault-reset-mid-body @stage-auth
      Examples: macOS, reset-mid-body at auth
        | platform | option   | fault          | stage | verdict | source                                  |
        | macOS    | All      | reset-mid-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:298 |
        | macOS    | Disabled | reset-mid-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:298 |

      @macos @fault-truncated-body @stage-auth
      Examples: macOS, truncated-body at auth
        | platform | option   | fault          | stage | verdict | source                                  |
        | macOS    | All      | truncated-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:299 |
        | macOS    | Disabled | truncated-body | auth  | unknown | docs/duo/when-duo-is-unreachable.md:299 |

      @macos @fault-trickle @stage-auth
      Examples: macOS, trickle at auth
        | platform | option   | fault   | stage | verdict | source                                  |
        | macOS    | All      | trickle | auth  | unknown | docs/duo/when-duo-is-unreachable.md:300 |
        | macOS    | Disabled | trickle | auth  | unknown | docs/duo/when-duo-is-unreachable.md:300 |

      @macos @fault-http-500 @stage-auth
      Examples: macOS, http-500 at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | http-500 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:301 |
        | macOS    | Disabled | http-500 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:301 |

      @macos @fault-http-502 @stage-auth
      Examples: macOS, http-502 at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | http-502 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:302 |
        | macOS    | Disabled | http-502 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:302 |

      @macos @fault-http-503 @stage-auth
      Examples: macOS, http-503 at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | http-503 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:303 |
        | macOS    | Disabled | http-503 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:303 |

      @macos @fault-http-429 @stage-auth
      Examples: macOS, http-429 at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | http-429 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:304 |
        | macOS    | Disabled | http-429 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:304 |

      @macos @fault-http-401 @stage-auth
      Examples: macOS, http-401 at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | http-401 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:305 |
        | macOS    | Disabled | http-401 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:305 |

      @macos @fault-http-403 @stage-auth
      Examples: macOS, http-403 at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | http-403 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:306 |
        | macOS    | Disabled | http-403 | auth  | unknown | docs/duo/when-duo-is-unreachable.md:306 |

      @macos @fault-not-json @stage-auth
      Examples: macOS, not-json at auth
        | platform | option   | fault    | stage | verdict | source                                  |
        | macOS    | All      | not-json | auth  | unknown | docs/duo/when-duo-is-unreachable.md:307 |
        | macOS    | Disabled | not-json | auth  | unknown | docs/duo/when-duo-is-unreachable.md:307 |

      @macos @fault-malformed-response @stage-auth
      Examples: macOS, malformed-response at auth
        | platform | option   | fault              | stage | verdict | source                                  |
        | macOS    | All      | malformed-response | auth  | unknown | docs/duo/when-duo-is-unreachable.md:308 |
        | macOS    | Disabled | malformed-response | auth  | unknown | docs/duo/when-duo-is-unreachable.md:308 |
