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
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO FAILOPEN: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      When Duo is deployed to the <platform> with FAILOPEN from "cpvalDuoFailopen"
      Then the endpoint's "<setting>" is "<value>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | setting  | value | source                                 |
        | Windows workstation | All                  | FailOpen | 1     | docs/rules.md:79                       |
        | Windows workstation | Windows              | FailOpen | 1     | docs/rules.md:68                       |
        | Windows workstation | Windows Workstations | FailOpen | 1     | docs/rules.md:69                       |
        | Windows workstation | Windows Servers      | FailOpen | 0     | docs/rules.md:70                       |
        | Windows workstation | Macintosh            | FailOpen | 0     | docs/rules.md:71                       |
        | Windows workstation | Disabled             | FailOpen | 0     | docs/rules.md:87                       |
        | Windows workstation | (unset)              | FailOpen | 0     | docs/ninjaone/cpval-duo-failopen.md:21 |

      @windows-server
      Examples: Windows server
        | platform       | option               | setting  | value | source                                 |
        | Windows server | All                  | FailOpen | 1     | docs/rules.md:79                       |
        | Windows server | Windows              | FailOpen | 1     | docs/rules.md:68                       |
        | Windows server | Windows Workstations | FailOpen | 0     | docs/rules.md:69                       |
        | Windows server | Windows Servers      | FailOpen | 1     | docs/rules.md:70                       |
        | Windows server | Macintosh            | FailOpen | 0     | docs/rules.md:71                       |
        | Windows server | Disabled             | FailOpen | 0     | docs/rules.md:87                       |
        | Windows server | (unset)              | FailOpen | 0     | docs/ninjaone/cpval-duo-failopen.md:21 |

      @macos
      Examples: macOS
        | platform | option               | setting   | value | source                                 |
        | macOS    | All                  | fail_open | true  | docs/rules.md:79                       |
        | macOS    | Windows              | fail_open | false | docs/rules.md:68                       |
        | macOS    | Windows Workstations | fail_open | false | docs/rules.md:69                       |
        | macOS    | Windows Servers      | fail_open | false | docs/rules.md:70                       |
        | macOS    | Macintosh            | fail_open | true  | docs/rules.md:71                       |
        | macOS    | Disabled             | fail_open | false | docs/rules.md:87                       |
        | macOS    | (unset)              | fail_open | false | docs/ninjaone/cpval-duo-failopen.md:21 |

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO FAILOPEN: what the installer is given
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      When Duo is deployed to the <platform> with FAILOPEN from "cpvalDuoFailopen"
      Then the installer on the <platform> was given "<property>" as "<given>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | property | given | evidence   | source                        |
        | Windows workstation | All                  | FAILOPEN | #1    | documented | docs/duo/logon-settings.md:20 |
        | Windows workstation | Windows              | FAILOPEN | #1    | documented | docs/duo/logon-settings.md:20 |
        | Windows workstation | Windows Workstations | FAILOPEN | #1    | documented | docs/duo/logon-settings.md:20 |
        | Windows workstation | Windows Servers      | FAILOPEN | #0    | documented | docs/duo/logon-settings.md:20 |
        | Windows workstation | Macintosh            | FAILOPEN | #0    | documented | docs/duo/logon-settings.md:20 |
        | Windows workstation | Disabled             | FAILOPEN | #0    | documented | docs/duo/logon-settings.md:20 |
        | Windows workstation | (unset)              | FAILOPEN | #0    | documented | docs/duo/logon-settings.md:20 |

      @windows-server
      Examples: Windows server
        | platform       | option               | property | given | evidence   | source                        |
        | Windows server | All                  | FAILOPEN | #1    | documented | docs/duo/logon-settings.md:20 |
        | Windows server | Windows              | FAILOPEN | #1    | documented | docs/duo/logon-settings.md:20 |
        | Windows server | Windows Workstations | FAILOPEN | #0    | documented | docs/duo/logon-settings.md:20 |
        | Windows server | Windows Servers      | FAILOPEN | #1    | documented | docs/duo/logon-settings.md:20 |
        | Windows server | Macintosh            | FAILOPEN | #0    | documented | docs/duo/logon-settings.md:20 |
        | Windows server | Disabled             | FAILOPEN | #0    | documented | docs/duo/logon-settings.md:20 |
        | Windows server | (unset)              | FAILOPEN | #0    | documented | docs/duo/logon-settings.md:20 |

      @macos
      Examples: macOS
        | platform | option               | property  | given | evidence   | source                        |
        | macOS    | All                  | fail_open | true  | documented | docs/duo/logon-settings.md:76 |
        | macOS    | Windows              | fail_open | false | documented | docs/duo/logon-settings.md:76 |
        | macOS    | Windows Workstations | fail_open | false | documented | docs/duo/logon-settings.md:76 |
        | macOS    | Windows Servers      | fail_open | false | documented | docs/duo/logon-settings.md:76 |
        | macOS    | Macintosh            | fail_open | true  | documented | docs/duo/logon-settings.md:76 |
        | macOS    | Disabled             | fail_open | false | documented | docs/duo/logon-settings.md:76 |
        | macOS    | (unset)              | fail_open | false | documented | docs/duo/logon-settings.md:76 |

  Rule: The installer's own default never matters

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:105 The installer's own default never matters
    # rule: docs/rules.md:89 An unset field has the documented default
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
        | platform            | option               | default | fault       | verdict     | evidence   |
        | Windows workstation | All                  | 0       | dns-failure | failed-open | documented |
        | Windows workstation | All                  | 1       | dns-failure | failed-open | documented |
        | Windows workstation | Windows              | 0       | dns-failure | failed-open | documented |
        | Windows workstation | Windows              | 1       | dns-failure | failed-open | documented |
        | Windows workstation | Windows Workstations | 0       | dns-failure | failed-open | documented |
        | Windows workstation | Windows Workstations | 1       | dns-failure | failed-open | documented |
        | Windows workstation | Windows Servers      | 0       | dns-failure | denied      | documented |
        | Windows workstation | Windows Servers      | 1       | dns-failure | denied      | documented |
        | Windows workstation | Macintosh            | 0       | dns-failure | denied      | documented |
        | Windows workstation | Macintosh            | 1       | dns-failure | denied      | documented |
        | Windows workstation | Disabled             | 0       | dns-failure | denied      | documented |
        | Windows workstation | Disabled             | 1       | dns-failure | denied      | documented |
        | Windows workstation | (unset)              | 0       | dns-failure | denied      | documented |
        | Windows workstation | (unset)              | 1       | dns-failure | denied      | documented |

      @windows-server
      Examples: Windows server
        | platform       | option               | default | fault       | verdict     | evidence   |
        | Windows server | All                  | 0       | dns-failure | failed-open | documented |
        | Windows server | All                  | 1       | dns-failure | failed-open | documented |
        | Windows server | Windows              | 0       | dns-failure | failed-open | documented |
        | Windows server | Windows              | 1       | dns-failure | failed-open | documented |
        | Windows server | Windows Workstations | 0       | dns-failure | denied      | documented |
        | Windows server | Windows Workstations | 1       | dns-failure | denied      | documented |
        | Windows server | Windows Servers      | 0       | dns-failure | failed-open | documented |
        | Windows server | Windows Servers      | 1       | dns-failure | failed-open | documented |
        | Windows server | Macintosh            | 0       | dns-failure | denied      | documented |
        | Windows server | Macintosh            | 1       | dns-failure | denied      | documented |
        | Windows server | Disabled             | 0       | dns-failure | denied      | documented |
        | Windows server | Disabled             | 1       | dns-failure | denied      | documented |
        | Windows server | (unset)              | 0       | dns-failure | denied      | documented |
        | Windows server | (unset)              | 1       | dns-failure | denied      | documented |

  Rule: A covered platform fails open and an uncovered one fails closed

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:97 A covered platform fails open and an uncovered one fails closed
    # rule: docs/rules.md:109 Duo is unreachable where the verdict table says that the failmode decides
    # rule: docs/rules.md:125 A fault strikes from its stage on
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
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
        | platform            | option               | fault       | stage   | verdict     | evidence   | source                                  |
        | Windows workstation | All                  | dns-failure | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:445 |
        | Windows workstation | Windows              | dns-failure | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:445 |
        | Windows workstation | Windows Workstations | dns-failure | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:445 |
        | Windows workstation | Windows Servers      | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:445 |
        | Windows workstation | Macintosh            | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:445 |
        | Windows workstation | Disabled             | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:445 |
        | Windows workstation | (unset)              | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:445 |

      @windows-workstation @fault-connection-refused @stage-preauth
      Examples: Windows workstation, connection-refused at preauth
        | platform            | option               | fault              | stage   | verdict     | evidence   | source                                  |
        | Windows workstation | All                  | connection-refused | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:450 |
        | Windows workstation | Windows              | connection-refused | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:450 |
        | Windows workstation | Windows Workstations | connection-refused | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:450 |
        | Windows workstation | Windows Servers      | connection-refused | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:450 |
        | Windows workstation | Macintosh            | connection-refused | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:450 |
        | Windows workstation | Disabled             | connection-refused | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:450 |
        | Windows workstation | (unset)              | connection-refused | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:450 |

      @windows-server @fault-dns-failure @stage-preauth
      Examples: Windows server, dns-failure at preauth
        | platform       | option               | fault       | stage   | verdict     | evidence   | source                                  |
        | Windows server | All                  | dns-failure | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:445 |
        | Windows server | Windows              | dns-failure | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:445 |
        | Windows server | Windows Workstations | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:445 |
        | Windows server | Windows Servers      | dns-failure | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:445 |
        | Windows server | Macintosh            | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:445 |
        | Windows server | Disabled             | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:445 |
        | Windows server | (unset)              | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:445 |

      @windows-server @fault-connection-refused @stage-preauth
      Examples: Windows server, connection-refused at preauth
        | platform       | option               | fault              | stage   | verdict     | evidence   | source                                  |
        | Windows server | All                  | connection-refused | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:450 |
        | Windows server | Windows              | connection-refused | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:450 |
        | Windows server | Windows Workstations | connection-refused | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:450 |
        | Windows server | Windows Servers      | connection-refused | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:450 |
        | Windows server | Macintosh            | connection-refused | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:450 |
        | Windows server | Disabled             | connection-refused | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:450 |
        | Windows server | (unset)              | connection-refused | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:450 |

      @macos @fault-dns-failure @stage-preauth
      Examples: macOS, dns-failure at preauth
        | platform | option               | fault       | stage   | verdict     | evidence   | source                                  |
        | macOS    | All                  | dns-failure | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:507 |
        | macOS    | Windows              | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:507 |
        | macOS    | Windows Workstations | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:507 |
        | macOS    | Windows Servers      | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:507 |
        | macOS    | Macintosh            | dns-failure | preauth | failed-open | documented | docs/duo/when-duo-is-unreachable.md:507 |
        | macOS    | Disabled             | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:507 |
        | macOS    | (unset)              | dns-failure | preauth | denied      | documented | docs/duo/when-duo-is-unreachable.md:507 |

  Rule: Any other outcome holds whatever the failmode

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:117 A hung login is a verdict of its own
    # rule: docs/rules.md:125 A fault strikes from its stage on
    Scenario Outline: cPVAL DUO FAILOPEN: faults that the option does not decide, from the first request on
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When Duo is deployed to the <platform> with FAILOPEN from "cpvalDuoFailopen"
      And the user logs in to the <platform> with the right password
      Then the login is "<verdict>"

      @windows-workstation @fault-http-401 @stage-preauth
      Examples: Windows workstation, http-401 at preauth
        | platform            | option               | fault    | stage   | verdict | evidence | source                                  |
        | Windows workstation | All                  | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |
        | Windows workstation | Windows              | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |
        | Windows workstation | Windows Workstations | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |
        | Windows workstation | Windows Servers      | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |
        | Windows workstation | Macintosh            | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |
        | Windows workstation | Disabled             | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |
        | Windows workstation | (unset)              | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |

      @windows-workstation @fault-clock-skew @stage-preauth
      Examples: Windows workstation, clock-skew at preauth
        | platform            | option               | fault      | stage   | verdict | evidence | source                                  |
        | Windows workstation | All                  | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |
        | Windows workstation | Windows              | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |
        | Windows workstation | Windows Workstations | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |
        | Windows workstation | Windows Servers      | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |
        | Windows workstation | Macintosh            | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |
        | Windows workstation | Disabled             | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |
        | Windows workstation | (unset)              | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |

      @windows-server @fault-http-401 @stage-preauth
      Examples: Windows server, http-401 at preauth
        | platform       | option               | fault    | stage   | verdict | evidence | source                                  |
        | Windows server | All                  | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |
        | Windows server | Windows              | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |
        | Windows server | Windows Workstations | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |
        | Windows server | Windows Servers      | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |
        | Windows server | Macintosh            | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |
        | Windows server | Disabled             | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |
        | Windows server | (unset)              | http-401 | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:469 |

      @windows-server @fault-clock-skew @stage-preauth
      Examples: Windows server, clock-skew at preauth
        | platform       | option               | fault      | stage   | verdict | evidence | source                                  |
        | Windows server | All                  | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |
        | Windows server | Windows              | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |
        | Windows server | Windows Workstations | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |
        | Windows server | Windows Servers      | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |
        | Windows server | Macintosh            | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |
        | Windows server | Disabled             | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |
        | Windows server | (unset)              | clock-skew | preauth | denied  | reported | docs/duo/when-duo-is-unreachable.md:474 |

  Rule: With Duo reachable only the second factor lets in

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:137 With Duo reachable only the second factor lets in
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
        | platform            | option               | answer  | verdict | source            |
        | Windows workstation | All                  | approve | allowed | docs/rules.md:143 |
        | Windows workstation | All                  | deny    | denied  | docs/rules.md:144 |
        | Windows workstation | All                  | ignore  | denied  | docs/rules.md:145 |
        | Windows workstation | Windows              | approve | allowed | docs/rules.md:143 |
        | Windows workstation | Windows              | deny    | denied  | docs/rules.md:144 |
        | Windows workstation | Windows              | ignore  | denied  | docs/rules.md:145 |
        | Windows workstation | Windows Workstations | approve | allowed | docs/rules.md:143 |
        | Windows workstation | Windows Workstations | deny    | denied  | docs/rules.md:144 |
        | Windows workstation | Windows Workstations | ignore  | denied  | docs/rules.md:145 |
        | Windows workstation | Windows Servers      | approve | allowed | docs/rules.md:143 |
        | Windows workstation | Windows Servers      | deny    | denied  | docs/rules.md:144 |
        | Windows workstation | Windows Servers      | ignore  | denied  | docs/rules.md:145 |
        | Windows workstation | Macintosh            | approve | allowed | docs/rules.md:143 |
        | Windows workstation | Macintosh            | deny    | denied  | docs/rules.md:144 |
        | Windows workstation | Macintosh            | ignore  | denied  | docs/rules.md:145 |
        | Windows workstation | Disabled             | approve | allowed | docs/rules.md:143 |
        | Windows workstation | Disabled             | deny    | denied  | docs/rules.md:144 |
        | Windows workstation | Disabled             | ignore  | denied  | docs/rules.md:145 |
        | Windows workstation | (unset)              | approve | allowed | docs/rules.md:143 |
        | Windows workstation | (unset)              | deny    | denied  | docs/rules.md:144 |
        | Windows workstation | (unset)              | ignore  | denied  | docs/rules.md:145 |

      @windows-server
      Examples: Windows server
        | platform       | option               | answer  | verdict | source            |
        | Windows server | All                  | approve | allowed | docs/rules.md:143 |
        | Windows server | All                  | deny    | denied  | docs/rules.md:144 |
        | Windows server | All                  | ignore  | denied  | docs/rules.md:145 |
        | Windows server | Windows              | approve | allowed | docs/rules.md:143 |
        | Windows server | Windows              | deny    | denied  | docs/rules.md:144 |
        | Windows server | Windows              | ignore  | denied  | docs/rules.md:145 |
        | Windows server | Windows Workstations | approve | allowed | docs/rules.md:143 |
        | Windows server | Windows Workstations | deny    | denied  | docs/rules.md:144 |
        | Windows server | Windows Workstations | ignore  | denied  | docs/rules.md:145 |
        | Windows server | Windows Servers      | approve | allowed | docs/rules.md:143 |
        | Windows server | Windows Servers      | deny    | denied  | docs/rules.md:144 |
        | Windows server | Windows Servers      | ignore  | denied  | docs/rules.md:145 |
        | Windows server | Macintosh            | approve | allowed | docs/rules.md:143 |
        | Windows server | Macintosh            | deny    | denied  | docs/rules.md:144 |
        | Windows server | Macintosh            | ignore  | denied  | docs/rules.md:145 |
        | Windows server | Disabled             | approve | allowed | docs/rules.md:143 |
        | Windows server | Disabled             | deny    | denied  | docs/rules.md:144 |
        | Windows server | Disabled             | ignore  | denied  | docs/rules.md:145 |
        | Windows server | (unset)              | approve | allowed | docs/rules.md:143 |
        | Windows server | (unset)              | deny    | denied  | docs/rules.md:144 |
        | Windows server | (unset)              | ignore  | denied  | docs/rules.md:145 |

      @macos
      Examples: macOS
        | platform | option               | answer  | verdict | source            |
        | macOS    | All                  | approve | allowed | docs/rules.md:143 |
        | macOS    | All                  | deny    | denied  | docs/rules.md:144 |
        | macOS    | All                  | ignore  | denied  | docs/rules.md:145 |
        | macOS    | Windows              | approve | allowed | docs/rules.md:143 |
        | macOS    | Windows              | deny    | denied  | docs/rules.md:144 |
        | macOS    | Windows              | ignore  | denied  | docs/rules.md:145 |
        | macOS    | Windows Workstations | approve | allowed | docs/rules.md:143 |
        | macOS    | Windows Workstations | deny    | denied  | docs/rules.md:144 |
        | macOS    | Windows Workstations | ignore  | denied  | docs/rules.md:145 |
        | macOS    | Windows Servers      | approve | allowed | docs/rules.md:143 |
        | macOS    | Windows Servers      | deny    | denied  | docs/rules.md:144 |
        | macOS    | Windows Servers      | ignore  | denied  | docs/rules.md:145 |
        | macOS    | Macintosh            | approve | allowed | docs/rules.md:143 |
        | macOS    | Macintosh            | deny    | denied  | docs/rules.md:144 |
        | macOS    | Macintosh            | ignore  | denied  | docs/rules.md:145 |
        | macOS    | Disabled             | approve | allowed | docs/rules.md:143 |
        | macOS    | Disabled             | deny    | denied  | docs/rules.md:144 |
        | macOS    | Disabled             | ignore  | denied  | docs/rules.md:145 |
        | macOS    | (unset)              | approve | allowed | docs/rules.md:143 |
        | macOS    | (unset)              | deny    | denied  | docs/rules.md:144 |
        | macOS    | (unset)              | ignore  | denied  | docs/rules.md:145 |

  Rule: A wrong password is denied whatever the failmode

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:147 A wrong password is denied whatever the failmode
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
    # rule: docs/rules.md:147 A wrong password is denied whatever the failmode
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
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:125 A fault strikes from its stage on
    @pending
    Scenario Outline: cPVAL DUO FAILOPEN: faults whose effect is not known, from the first request on
      Given a <platform> in the organization
      And the organization has "cpvalDuoFailopen" set to "<option>"
      And Duo suffers "<fault>"
      And the user answers the push with "approve"
      When Duo is deployed to the <platform> with FAILOPEN from "cpvalDuoFailopen"
      And the user logs in to the <platform> with the right password
      Then the login is "<verdict>"

      @windows-workstation @fault-no-route @stage-preauth
      Examples: Windows workstation, no-route at preauth
        | platform            | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | no-route | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:446 |
        | Windows workstation | Disabled | no-route | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:446 |

      @windows-workstation @fault-first-address-refused @stage-preauth
      Examples: Windows workstation, first-address-refused at preauth
        | platform            | option   | fault                 | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | first-address-refused | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:447 |
        | Windows workstation | Disabled | first-address-refused | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:447 |

      @windows-workstation @fault-first-address-silent @stage-preauth
      Examples: Windows workstation, first-address-silent at preauth
        | platform            | option   | fault                | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | first-address-silent | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:448 |
        | Windows workstation | Disabled | first-address-silent | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:448 |

      @windows-workstation @fault-first-address-untrusted @stage-preauth
      Examples: Windows workstation, first-address-untrusted at preauth
        | platform            | option   | fault                   | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | first-address-untrusted | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:449 |
        | Windows workstation | Disabled | first-address-untrusted | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:449 |

      @windows-workstation @fault-connect-timeout @stage-preauth
      Examples: Windows workstation, connect-timeout at preauth
        | platform            | option   | fault           | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | connect-timeout | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:451 |
        | Windows workstation | Disabled | connect-timeout | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:451 |

      @windows-workstation @fault-tls-silent @stage-preauth
      Examples: Windows workstation, tls-silent at preauth
        | platform            | option   | fault      | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | tls-silent | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:452 |
        | Windows workstation | Disabled | tls-silent | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:452 |

      @windows-workstation @fault-tls-untrusted @stage-preauth
      Examples: Windows workstation, tls-untrusted at preauth
        | platform            | option   | fault         | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | tls-untrusted | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:453 |
        | Windows workstation | Disabled | tls-untrusted | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:453 |

      @windows-workstation @fault-tls-wrong-host @stage-preauth
      Examples: Windows workstation, tls-wrong-host at preauth
        | platform            | option   | fault          | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | tls-wrong-host | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:454 |
        | Windows workstation | Disabled | tls-wrong-host | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:454 |

      @windows-workstation @fault-tls-alert @stage-preauth
      Examples: Windows workstation, tls-alert at preauth
        | platform            | option   | fault     | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | tls-alert | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:455 |
        | Windows workstation | Disabled | tls-alert | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:455 |

      @windows-workstation @fault-tls-old-version @stage-preauth
      Examples: Windows workstation, tls-old-version at preauth
        | platform            | option   | fault           | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | tls-old-version | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:456 |
        | Windows workstation | Disabled | tls-old-version | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:456 |

      @windows-workstation @fault-no-answer @stage-preauth
      Examples: Windows workstation, no-answer at preauth
        | platform            | option   | fault     | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | no-answer | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:457 |
        | Windows workstation | Disabled | no-answer | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:457 |

      @windows-workstation @fault-closed-early @stage-preauth
      Examples: Windows workstation, closed-early at preauth
        | platform            | option   | fault        | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | closed-early | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:458 |
        | Windows workstation | Disabled | closed-early | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:458 |

      @windows-workstation @fault-reset @stage-preauth
      Examples: Windows workstation, reset at preauth
        | platform            | option   | fault | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | reset | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:459 |
        | Windows workstation | Disabled | reset | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:459 |

      @windows-workstation @fault-reset-mid-body @stage-preauth
      Examples: Windows workstation, reset-mid-body at preauth
        | platform            | option   | fault          | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | reset-mid-body | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:460 |
        | Windows workstation | Disabled | reset-mid-body | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:460 |

      @windows-workstation @fault-truncated-body @stage-preauth
      Examples: Windows workstation, truncated-body at preauth
        | platform            | option   | fault          | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | truncated-body | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:461 |
        | Windows workstation | Disabled | truncated-body | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:461 |

      @windows-workstation @fault-trickle @stage-preauth
      Examples: Windows workstation, trickle at preauth
        | platform            | option   | fault   | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | trickle | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:462 |
        | Windows workstation | Disabled | trickle | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:462 |

      @windows-workstation @fault-not-http @stage-preauth
      Examples: Windows workstation, not-http at preauth
        | platform            | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | not-http | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:463 |
        | Windows workstation | Disabled | not-http | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:463 |

      @windows-workstation @fault-http-500 @stage-preauth
      Examples: Windows workstation, http-500 at preauth
        | platform            | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | http-500 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:464 |
        | Windows workstation | Disabled | http-500 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:464 |

      @windows-workstation @fault-http-502 @stage-preauth
      Examples: Windows workstation, http-502 at preauth
        | platform            | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | http-502 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:465 |
        | Windows workstation | Disabled | http-502 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:465 |

      @windows-workstation @fault-http-503 @stage-preauth
      Examples: Windows workstation, http-503 at preauth
        | platform            | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | http-503 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:466 |
        | Windows workstation | Disabled | http-503 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:466 |

      @windows-workstation @fault-http-504 @stage-preauth
      Examples: Windows workstation, http-504 at preauth
        | platform            | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | http-504 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:467 |
        | Windows workstation | Disabled | http-504 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:467 |

      @windows-workstation @fault-http-429 @stage-preauth
      Examples: Windows workstation, http-429 at preauth
        | platform            | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | http-429 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:468 |
        | Windows workstation | Disabled | http-429 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:468 |

      @windows-workstation @fault-http-403 @stage-preauth
      Examples: Windows workstation, http-403 at preauth
        | platform            | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | http-403 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:470 |
        | Windows workstation | Disabled | http-403 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:470 |

      @windows-workstation @fault-redirect @stage-preauth
      Examples: Windows workstation, redirect at preauth
        | platform            | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | redirect | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:471 |
        | Windows workstation | Disabled | redirect | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:471 |

      @windows-workstation @fault-not-json @stage-preauth
      Examples: Windows workstation, not-json at preauth
        | platform            | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | not-json | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:472 |
        | Windows workstation | Disabled | not-json | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:472 |

      @windows-workstation @fault-malformed-response @stage-preauth
      Examples: Windows workstation, malformed-response at preauth
        | platform            | option   | fault              | stage   | verdict | evidence | source                                  |
        | Windows workstation | All      | malformed-response | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:473 |
        | Windows workstation | Disabled | malformed-response | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:473 |

      @windows-server @fault-no-route @stage-preauth
      Examples: Windows server, no-route at preauth
        | platform       | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows server | All      | no-route | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:446 |
        | Windows server | Disabled | no-route | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:446 |

      @windows-server @fault-first-address-refused @stage-preauth
      Examples: Windows server, first-address-refused at preauth
        | platform       | option   | fault                 | stage   | verdict | evidence | source                                  |
        | Windows server | All      | first-address-refused | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:447 |
        | Windows server | Disabled | first-address-refused | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:447 |

      @windows-server @fault-first-address-silent @stage-preauth
      Examples: Windows server, first-address-silent at preauth
        | platform       | option   | fault                | stage   | verdict | evidence | source                                  |
        | Windows server | All      | first-address-silent | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:448 |
        | Windows server | Disabled | first-address-silent | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:448 |

      @windows-server @fault-first-address-untrusted @stage-preauth
      Examples: Windows server, first-address-untrusted at preauth
        | platform       | option   | fault                   | stage   | verdict | evidence | source                                  |
        | Windows server | All      | first-address-untrusted | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:449 |
        | Windows server | Disabled | first-address-untrusted | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:449 |

      @windows-server @fault-connect-timeout @stage-preauth
      Examples: Windows server, connect-timeout at preauth
        | platform       | option   | fault           | stage   | verdict | evidence | source                                  |
        | Windows server | All      | connect-timeout | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:451 |
        | Windows server | Disabled | connect-timeout | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:451 |

      @windows-server @fault-tls-silent @stage-preauth
      Examples: Windows server, tls-silent at preauth
        | platform       | option   | fault      | stage   | verdict | evidence | source                                  |
        | Windows server | All      | tls-silent | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:452 |
        | Windows server | Disabled | tls-silent | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:452 |

      @windows-server @fault-tls-untrusted @stage-preauth
      Examples: Windows server, tls-untrusted at preauth
        | platform       | option   | fault         | stage   | verdict | evidence | source                                  |
        | Windows server | All      | tls-untrusted | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:453 |
        | Windows server | Disabled | tls-untrusted | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:453 |

      @windows-server @fault-tls-wrong-host @stage-preauth
      Examples: Windows server, tls-wrong-host at preauth
        | platform       | option   | fault          | stage   | verdict | evidence | source                                  |
        | Windows server | All      | tls-wrong-host | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:454 |
        | Windows server | Disabled | tls-wrong-host | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:454 |

      @windows-server @fault-tls-alert @stage-preauth
      Examples: Windows server, tls-alert at preauth
        | platform       | option   | fault     | stage   | verdict | evidence | source                                  |
        | Windows server | All      | tls-alert | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:455 |
        | Windows server | Disabled | tls-alert | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:455 |

      @windows-server @fault-tls-old-version @stage-preauth
      Examples: Windows server, tls-old-version at preauth
        | platform       | option   | fault           | stage   | verdict | evidence | source                                  |
        | Windows server | All      | tls-old-version | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:456 |
        | Windows server | Disabled | tls-old-version | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:456 |

      @windows-server @fault-no-answer @stage-preauth
      Examples: Windows server, no-answer at preauth
        | platform       | option   | fault     | stage   | verdict | evidence | source                                  |
        | Windows server | All      | no-answer | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:457 |
        | Windows server | Disabled | no-answer | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:457 |

      @windows-server @fault-closed-early @stage-preauth
      Examples: Windows server, closed-early at preauth
        | platform       | option   | fault        | stage   | verdict | evidence | source                                  |
        | Windows server | All      | closed-early | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:458 |
        | Windows server | Disabled | closed-early | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:458 |

      @windows-server @fault-reset @stage-preauth
      Examples: Windows server, reset at preauth
        | platform       | option   | fault | stage   | verdict | evidence | source                                  |
        | Windows server | All      | reset | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:459 |
        | Windows server | Disabled | reset | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:459 |

      @windows-server @fault-reset-mid-body @stage-preauth
      Examples: Windows server, reset-mid-body at preauth
        | platform       | option   | fault          | stage   | verdict | evidence | source                                  |
        | Windows server | All      | reset-mid-body | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:460 |
        | Windows server | Disabled | reset-mid-body | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:460 |

      @windows-server @fault-truncated-body @stage-preauth
      Examples: Windows server, truncated-body at preauth
        | platform       | option   | fault          | stage   | verdict | evidence | source                                  |
        | Windows server | All      | truncated-body | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:461 |
        | Windows server | Disabled | truncated-body | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:461 |

      @windows-server @fault-trickle @stage-preauth
      Examples: Windows server, trickle at preauth
        | platform       | option   | fault   | stage   | verdict | evidence | source                                  |
        | Windows server | All      | trickle | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:462 |
        | Windows server | Disabled | trickle | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:462 |

      @windows-server @fault-not-http @stage-preauth
      Examples: Windows server, not-http at preauth
        | platform       | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows server | All      | not-http | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:463 |
        | Windows server | Disabled | not-http | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:463 |

      @windows-server @fault-http-500 @stage-preauth
      Examples: Windows server, http-500 at preauth
        | platform       | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows server | All      | http-500 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:464 |
        | Windows server | Disabled | http-500 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:464 |

      @windows-server @fault-http-502 @stage-preauth
      Examples: Windows server, http-502 at preauth
        | platform       | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows server | All      | http-502 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:465 |
        | Windows server | Disabled | http-502 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:465 |

      @windows-server @fault-http-503 @stage-preauth
      Examples: Windows server, http-503 at preauth
        | platform       | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows server | All      | http-503 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:466 |
        | Windows server | Disabled | http-503 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:466 |

      @windows-server @fault-http-504 @stage-preauth
      Examples: Windows server, http-504 at preauth
        | platform       | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows server | All      | http-504 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:467 |
        | Windows server | Disabled | http-504 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:467 |

      @windows-server @fault-http-429 @stage-preauth
      Examples: Windows server, http-429 at preauth
        | platform       | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows server | All      | http-429 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:468 |
        | Windows server | Disabled | http-429 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:468 |

      @windows-server @fault-http-403 @stage-preauth
      Examples: Windows server, http-403 at preauth
        | platform       | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows server | All      | http-403 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:470 |
        | Windows server | Disabled | http-403 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:470 |

      @windows-server @fault-redirect @stage-preauth
      Examples: Windows server, redirect at preauth
        | platform       | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows server | All      | redirect | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:471 |
        | Windows server | Disabled | redirect | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:471 |

      @windows-server @fault-not-json @stage-preauth
      Examples: Windows server, not-json at preauth
        | platform       | option   | fault    | stage   | verdict | evidence | source                                  |
        | Windows server | All      | not-json | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:472 |
        | Windows server | Disabled | not-json | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:472 |

      @windows-server @fault-malformed-response @stage-preauth
      Examples: Windows server, malformed-response at preauth
        | platform       | option   | fault              | stage   | verdict | evidence | source                                  |
        | Windows server | All      | malformed-response | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:473 |
        | Windows server | Disabled | malformed-response | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:473 |

      @macos @fault-no-route @stage-preauth
      Examples: macOS, no-route at preauth
        | platform | option   | fault    | stage   | verdict | evidence | source                                  |
        | macOS    | All      | no-route | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:508 |
        | macOS    | Disabled | no-route | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:508 |

      @macos @fault-first-address-refused @stage-preauth
      Examples: macOS, first-address-refused at preauth
        | platform | option   | fault                 | stage   | verdict | evidence | source                                  |
        | macOS    | All      | first-address-refused | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:509 |
        | macOS    | Disabled | first-address-refused | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:509 |

      @macos @fault-first-address-silent @stage-preauth
      Examples: macOS, first-address-silent at preauth
        | platform | option   | fault                | stage   | verdict | evidence | source                                  |
        | macOS    | All      | first-address-silent | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:510 |
        | macOS    | Disabled | first-address-silent | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:510 |

      @macos @fault-first-address-untrusted @stage-preauth
      Examples: macOS, first-address-untrusted at preauth
        | platform | option   | fault                   | stage   | verdict | evidence | source                                  |
        | macOS    | All      | first-address-untrusted | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:511 |
        | macOS    | Disabled | first-address-untrusted | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:511 |

      @macos @fault-connection-refused @stage-preauth
      Examples: macOS, connection-refused at preauth
        | platform | option   | fault              | stage   | verdict | evidence | source                                  |
        | macOS    | All      | connection-refused | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:512 |
        | macOS    | Disabled | connection-refused | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:512 |

      @macos @fault-connect-timeout @stage-preauth
      Examples: macOS, connect-timeout at preauth
        | platform | option   | fault           | stage   | verdict | evidence | source                                  |
        | macOS    | All      | connect-timeout | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:513 |
        | macOS    | Disabled | connect-timeout | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:513 |

      @macos @fault-tls-silent @stage-preauth
      Examples: macOS, tls-silent at preauth
        | platform | option   | fault      | stage   | verdict | evidence | source                                  |
        | macOS    | All      | tls-silent | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:514 |
        | macOS    | Disabled | tls-silent | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:514 |

      @macos @fault-tls-untrusted @stage-preauth
      Examples: macOS, tls-untrusted at preauth
        | platform | option   | fault         | stage   | verdict | evidence | source                                  |
        | macOS    | All      | tls-untrusted | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:515 |
        | macOS    | Disabled | tls-untrusted | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:515 |

      @macos @fault-tls-wrong-host @stage-preauth
      Examples: macOS, tls-wrong-host at preauth
        | platform | option   | fault          | stage   | verdict | evidence | source                                  |
        | macOS    | All      | tls-wrong-host | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:516 |
        | macOS    | Disabled | tls-wrong-host | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:516 |

      @macos @fault-tls-alert @stage-preauth
      Examples: macOS, tls-alert at preauth
        | platform | option   | fault     | stage   | verdict | evidence | source                                  |
        | macOS    | All      | tls-alert | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:517 |
        | macOS    | Disabled | tls-alert | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:517 |

      @macos @fault-tls-old-version @stage-preauth
      Examples: macOS, tls-old-version at preauth
        | platform | option   | fault           | stage   | verdict | evidence | source                                  |
        | macOS    | All      | tls-old-version | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:518 |
        | macOS    | Disabled | tls-old-version | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:518 |

      @macos @fault-no-answer @stage-preauth
      Examples: macOS, no-answer at preauth
        | platform | option   | fault     | stage   | verdict | evidence | source                                  |
        | macOS    | All      | no-answer | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:519 |
        | macOS    | Disabled | no-answer | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:519 |

      @macos @fault-closed-early @stage-preauth
      Examples: macOS, closed-early at preauth
        | platform | option   | fault        | stage   | verdict | evidence | source                                  |
        | macOS    | All      | closed-early | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:520 |
        | macOS    | Disabled | closed-early | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:520 |

      @macos @fault-reset @stage-preauth
      Examples: macOS, reset at preauth
        | platform | option   | fault | stage   | verdict | evidence | source                                  |
        | macOS    | All      | reset | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:521 |
        | macOS    | Disabled | reset | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:521 |

      @macos @fault-reset-mid-body @stage-preauth
      Examples: macOS, reset-mid-body at preauth
        | platform | option   | fault          | stage   | verdict | evidence | source                                  |
        | macOS    | All      | reset-mid-body | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:522 |
        | macOS    | Disabled | reset-mid-body | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:522 |

      @macos @fault-truncated-body @stage-preauth
      Examples: macOS, truncated-body at preauth
        | platform | option   | fault          | stage   | verdict | evidence | source                                  |
        | macOS    | All      | truncated-body | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:523 |
        | macOS    | Disabled | truncated-body | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:523 |

      @macos @fault-trickle @stage-preauth
      Examples: macOS, trickle at preauth
        | platform | option   | fault   | stage   | verdict | evidence | source                                  |
        | macOS    | All      | trickle | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:524 |
        | macOS    | Disabled | trickle | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:524 |

      @macos @fault-not-http @stage-preauth
      Examples: macOS, not-http at preauth
        | platform | option   | fault    | stage   | verdict | evidence | source                                  |
        | macOS    | All      | not-http | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:525 |
        | macOS    | Disabled | not-http | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:525 |

      @macos @fault-http-500 @stage-preauth
      Examples: macOS, http-500 at preauth
        | platform | option   | fault    | stage   | verdict | evidence | source                                  |
        | macOS    | All      | http-500 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:526 |
        | macOS    | Disabled | http-500 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:526 |

      @macos @fault-http-502 @stage-preauth
      Examples: macOS, http-502 at preauth
        | platform | option   | fault    | stage   | verdict | evidence | source                                  |
        | macOS    | All      | http-502 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:527 |
        | macOS    | Disabled | http-502 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:527 |

      @macos @fault-http-503 @stage-preauth
      Examples: macOS, http-503 at preauth
        | platform | option   | fault    | stage   | verdict | evidence | source                                  |
        | macOS    | All      | http-503 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:528 |
        | macOS    | Disabled | http-503 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:528 |

      @macos @fault-http-504 @stage-preauth
      Examples: macOS, http-504 at preauth
        | platform | option   | fault    | stage   | verdict | evidence | source                                  |
        | macOS    | All      | http-504 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:529 |
        | macOS    | Disabled | http-504 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:529 |

      @macos @fault-http-429 @stage-preauth
      Examples: macOS, http-429 at preauth
        | platform | option   | fault    | stage   | verdict | evidence | source                                  |
        | macOS    | All      | http-429 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:530 |
        | macOS    | Disabled | http-429 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:530 |

      @macos @fault-http-401 @stage-preauth
      Examples: macOS, http-401 at preauth
        | platform | option   | fault    | stage   | verdict | evidence | source                                  |
        | macOS    | All      | http-401 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:531 |
        | macOS    | Disabled | http-401 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:531 |

      @macos @fault-http-403 @stage-preauth
      Examples: macOS, http-403 at preauth
        | platform | option   | fault    | stage   | verdict | evidence | source                                  |
        | macOS    | All      | http-403 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:532 |
        | macOS    | Disabled | http-403 | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:532 |

      @macos @fault-redirect @stage-preauth
      Examples: macOS, redirect at preauth
        | platform | option   | fault    | stage   | verdict | evidence | source                                  |
        | macOS    | All      | redirect | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:533 |
        | macOS    | Disabled | redirect | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:533 |

      @macos @fault-not-json @stage-preauth
      Examples: macOS, not-json at preauth
        | platform | option   | fault    | stage   | verdict | evidence | source                                  |
        | macOS    | All      | not-json | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:534 |
        | macOS    | Disabled | not-json | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:534 |

      @macos @fault-malformed-response @stage-preauth
      Examples: macOS, malformed-response at preauth
        | platform | option   | fault              | stage   | verdict | evidence | source                                  |
        | macOS    | All      | malformed-response | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:535 |
        | macOS    | Disabled | malformed-response | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:535 |

      @macos @fault-clock-skew @stage-preauth
      Examples: macOS, clock-skew at preauth
        | platform | option   | fault      | stage   | verdict | evidence | source                                  |
        | macOS    | All      | clock-skew | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:536 |
        | macOS    | Disabled | clock-skew | preauth | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:536 |

    # docs/ninjaone/cpval-duo-failopen.md:21
    # rule: docs/rules.md:121 A row with unknown evidence is pending
    # rule: docs/rules.md:125 A fault strikes from its stage on
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
        | platform            | option   | fault       | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | dns-failure | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:475 |
        | Windows workstation | Disabled | dns-failure | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:475 |

      @windows-workstation @fault-connection-refused @stage-auth
      Examples: Windows workstation, connection-refused at auth
        | platform            | option   | fault              | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | connection-refused | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:476 |
        | Windows workstation | Disabled | connection-refused | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:476 |

      @windows-workstation @fault-connect-timeout @stage-auth
      Examples: Windows workstation, connect-timeout at auth
        | platform            | option   | fault           | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | connect-timeout | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:477 |
        | Windows workstation | Disabled | connect-timeout | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:477 |

      @windows-workstation @fault-tls-silent @stage-auth
      Examples: Windows workstation, tls-silent at auth
        | platform            | option   | fault      | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | tls-silent | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:478 |
        | Windows workstation | Disabled | tls-silent | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:478 |

      @windows-workstation @fault-tls-untrusted @stage-auth
      Examples: Windows workstation, tls-untrusted at auth
        | platform            | option   | fault         | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | tls-untrusted | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:479 |
        | Windows workstation | Disabled | tls-untrusted | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:479 |

      @windows-workstation @fault-tls-wrong-host @stage-auth
      Examples: Windows workstation, tls-wrong-host at auth
        | platform            | option   | fault          | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | tls-wrong-host | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:480 |
        | Windows workstation | Disabled | tls-wrong-host | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:480 |

      @windows-workstation @fault-tls-alert @stage-auth
      Examples: Windows workstation, tls-alert at auth
        | platform            | option   | fault     | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | tls-alert | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:481 |
        | Windows workstation | Disabled | tls-alert | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:481 |

      @windows-workstation @fault-tls-old-version @stage-auth
      Examples: Windows workstation, tls-old-version at auth
        | platform            | option   | fault           | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | tls-old-version | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:482 |
        | Windows workstation | Disabled | tls-old-version | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:482 |

      @windows-workstation @fault-no-answer @stage-auth
      Examples: Windows workstation, no-answer at auth
        | platform            | option   | fault     | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | no-answer | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:483 |
        | Windows workstation | Disabled | no-answer | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:483 |

      @windows-workstation @fault-closed-early @stage-auth
      Examples: Windows workstation, closed-early at auth
        | platform            | option   | fault        | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | closed-early | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:484 |
        | Windows workstation | Disabled | closed-early | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:484 |

      @windows-workstation @fault-reset @stage-auth
      Examples: Windows workstation, reset at auth
        | platform            | option   | fault | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | reset | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:485 |
        | Windows workstation | Disabled | reset | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:485 |

      @windows-workstation @fault-reset-mid-body @stage-auth
      Examples: Windows workstation, reset-mid-body at auth
        | platform            | option   | fault          | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | reset-mid-body | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:486 |
        | Windows workstation | Disabled | reset-mid-body | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:486 |

      @windows-workstation @fault-truncated-body @stage-auth
      Examples: Windows workstation, truncated-body at auth
        | platform            | option   | fault          | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | truncated-body | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:487 |
        | Windows workstation | Disabled | truncated-body | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:487 |

      @windows-workstation @fault-trickle @stage-auth
      Examples: Windows workstation, trickle at auth
        | platform            | option   | fault   | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | trickle | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:488 |
        | Windows workstation | Disabled | trickle | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:488 |

      @windows-workstation @fault-not-http @stage-auth
      Examples: Windows workstation, not-http at auth
        | platform            | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | not-http | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:489 |
        | Windows workstation | Disabled | not-http | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:489 |

      @windows-workstation @fault-http-500 @stage-auth
      Examples: Windows workstation, http-500 at auth
        | platform            | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | http-500 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:490 |
        | Windows workstation | Disabled | http-500 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:490 |

      @windows-workstation @fault-http-502 @stage-auth
      Examples: Windows workstation, http-502 at auth
        | platform            | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | http-502 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:491 |
        | Windows workstation | Disabled | http-502 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:491 |

      @windows-workstation @fault-http-503 @stage-auth
      Examples: Windows workstation, http-503 at auth
        | platform            | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | http-503 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:492 |
        | Windows workstation | Disabled | http-503 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:492 |

      @windows-workstation @fault-http-504 @stage-auth
      Examples: Windows workstation, http-504 at auth
        | platform            | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | http-504 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:493 |
        | Windows workstation | Disabled | http-504 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:493 |

      @windows-workstation @fault-http-429 @stage-auth
      Examples: Windows workstation, http-429 at auth
        | platform            | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | http-429 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:494 |
        | Windows workstation | Disabled | http-429 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:494 |

      @windows-workstation @fault-http-401 @stage-auth
      Examples: Windows workstation, http-401 at auth
        | platform            | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | http-401 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:495 |
        | Windows workstation | Disabled | http-401 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:495 |

      @windows-workstation @fault-http-403 @stage-auth
      Examples: Windows workstation, http-403 at auth
        | platform            | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | http-403 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:496 |
        | Windows workstation | Disabled | http-403 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:496 |

      @windows-workstation @fault-redirect @stage-auth
      Examples: Windows workstation, redirect at auth
        | platform            | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | redirect | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:497 |
        | Windows workstation | Disabled | redirect | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:497 |

      @windows-workstation @fault-not-json @stage-auth
      Examples: Windows workstation, not-json at auth
        | platform            | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | not-json | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:498 |
        | Windows workstation | Disabled | not-json | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:498 |

      @windows-workstation @fault-malformed-response @stage-auth
      Examples: Windows workstation, malformed-response at auth
        | platform            | option   | fault              | stage | verdict | evidence | source                                  |
        | Windows workstation | All      | malformed-response | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:499 |
        | Windows workstation | Disabled | malformed-response | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:499 |

      @windows-server @fault-dns-failure @stage-auth
      Examples: Windows server, dns-failure at auth
        | platform       | option   | fault       | stage | verdict | evidence | source                                  |
        | Windows server | All      | dns-failure | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:475 |
        | Windows server | Disabled | dns-failure | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:475 |

      @windows-server @fault-connection-refused @stage-auth
      Examples: Windows server, connection-refused at auth
        | platform       | option   | fault              | stage | verdict | evidence | source                                  |
        | Windows server | All      | connection-refused | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:476 |
        | Windows server | Disabled | connection-refused | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:476 |

      @windows-server @fault-connect-timeout @stage-auth
      Examples: Windows server, connect-timeout at auth
        | platform       | option   | fault           | stage | verdict | evidence | source                                  |
        | Windows server | All      | connect-timeout | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:477 |
        | Windows server | Disabled | connect-timeout | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:477 |

      @windows-server @fault-tls-silent @stage-auth
      Examples: Windows server, tls-silent at auth
        | platform       | option   | fault      | stage | verdict | evidence | source                                  |
        | Windows server | All      | tls-silent | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:478 |
        | Windows server | Disabled | tls-silent | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:478 |

      @windows-server @fault-tls-untrusted @stage-auth
      Examples: Windows server, tls-untrusted at auth
        | platform       | option   | fault         | stage | verdict | evidence | source                                  |
        | Windows server | All      | tls-untrusted | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:479 |
        | Windows server | Disabled | tls-untrusted | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:479 |

      @windows-server @fault-tls-wrong-host @stage-auth
      Examples: Windows server, tls-wrong-host at auth
        | platform       | option   | fault          | stage | verdict | evidence | source                                  |
        | Windows server | All      | tls-wrong-host | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:480 |
        | Windows server | Disabled | tls-wrong-host | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:480 |

      @windows-server @fault-tls-alert @stage-auth
      Examples: Windows server, tls-alert at auth
        | platform       | option   | fault     | stage | verdict | evidence | source                                  |
        | Windows server | All      | tls-alert | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:481 |
        | Windows server | Disabled | tls-alert | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:481 |

      @windows-server @fault-tls-old-version @stage-auth
      Examples: Windows server, tls-old-version at auth
        | platform       | option   | fault           | stage | verdict | evidence | source                                  |
        | Windows server | All      | tls-old-version | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:482 |
        | Windows server | Disabled | tls-old-version | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:482 |

      @windows-server @fault-no-answer @stage-auth
      Examples: Windows server, no-answer at auth
        | platform       | option   | fault     | stage | verdict | evidence | source                                  |
        | Windows server | All      | no-answer | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:483 |
        | Windows server | Disabled | no-answer | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:483 |

      @windows-server @fault-closed-early @stage-auth
      Examples: Windows server, closed-early at auth
        | platform       | option   | fault        | stage | verdict | evidence | source                                  |
        | Windows server | All      | closed-early | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:484 |
        | Windows server | Disabled | closed-early | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:484 |

      @windows-server @fault-reset @stage-auth
      Examples: Windows server, reset at auth
        | platform       | option   | fault | stage | verdict | evidence | source                                  |
        | Windows server | All      | reset | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:485 |
        | Windows server | Disabled | reset | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:485 |

      @windows-server @fault-reset-mid-body @stage-auth
      Examples: Windows server, reset-mid-body at auth
        | platform       | option   | fault          | stage | verdict | evidence | source                                  |
        | Windows server | All      | reset-mid-body | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:486 |
        | Windows server | Disabled | reset-mid-body | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:486 |

      @windows-server @fault-truncated-body @stage-auth
      Examples: Windows server, truncated-body at auth
        | platform       | option   | fault          | stage | verdict | evidence | source                                  |
        | Windows server | All      | truncated-body | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:487 |
        | Windows server | Disabled | truncated-body | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:487 |

      @windows-server @fault-trickle @stage-auth
      Examples: Windows server, trickle at auth
        | platform       | option   | fault   | stage | verdict | evidence | source                                  |
        | Windows server | All      | trickle | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:488 |
        | Windows server | Disabled | trickle | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:488 |

      @windows-server @fault-not-http @stage-auth
      Examples: Windows server, not-http at auth
        | platform       | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows server | All      | not-http | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:489 |
        | Windows server | Disabled | not-http | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:489 |

      @windows-server @fault-http-500 @stage-auth
      Examples: Windows server, http-500 at auth
        | platform       | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows server | All      | http-500 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:490 |
        | Windows server | Disabled | http-500 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:490 |

      @windows-server @fault-http-502 @stage-auth
      Examples: Windows server, http-502 at auth
        | platform       | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows server | All      | http-502 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:491 |
        | Windows server | Disabled | http-502 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:491 |

      @windows-server @fault-http-503 @stage-auth
      Examples: Windows server, http-503 at auth
        | platform       | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows server | All      | http-503 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:492 |
        | Windows server | Disabled | http-503 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:492 |

      @windows-server @fault-http-504 @stage-auth
      Examples: Windows server, http-504 at auth
        | platform       | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows server | All      | http-504 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:493 |
        | Windows server | Disabled | http-504 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:493 |

      @windows-server @fault-http-429 @stage-auth
      Examples: Windows server, http-429 at auth
        | platform       | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows server | All      | http-429 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:494 |
        | Windows server | Disabled | http-429 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:494 |

      @windows-server @fault-http-401 @stage-auth
      Examples: Windows server, http-401 at auth
        | platform       | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows server | All      | http-401 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:495 |
        | Windows server | Disabled | http-401 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:495 |

      @windows-server @fault-http-403 @stage-auth
      Examples: Windows server, http-403 at auth
        | platform       | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows server | All      | http-403 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:496 |
        | Windows server | Disabled | http-403 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:496 |

      @windows-server @fault-redirect @stage-auth
      Examples: Windows server, redirect at auth
        | platform       | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows server | All      | redirect | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:497 |
        | Windows server | Disabled | redirect | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:497 |

      @windows-server @fault-not-json @stage-auth
      Examples: Windows server, not-json at auth
        | platform       | option   | fault    | stage | verdict | evidence | source                                  |
        | Windows server | All      | not-json | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:498 |
        | Windows server | Disabled | not-json | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:498 |

      @windows-server @fault-malformed-response @stage-auth
      Examples: Windows server, malformed-response at auth
        | platform       | option   | fault              | stage | verdict | evidence | source                                  |
        | Windows server | All      | malformed-response | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:499 |
        | Windows server | Disabled | malformed-response | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:499 |

      @macos @fault-dns-failure @stage-auth
      Examples: macOS, dns-failure at auth
        | platform | option   | fault       | stage | verdict | evidence | source                                  |
        | macOS    | All      | dns-failure | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:537 |
        | macOS    | Disabled | dns-failure | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:537 |

      @macos @fault-connection-refused @stage-auth
      Examples: macOS, connection-refused at auth
        | platform | option   | fault              | stage | verdict | evidence | source                                  |
        | macOS    | All      | connection-refused | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:538 |
        | macOS    | Disabled | connection-refused | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:538 |

      @macos @fault-connect-timeout @stage-auth
      Examples: macOS, connect-timeout at auth
        | platform | option   | fault           | stage | verdict | evidence | source                                  |
        | macOS    | All      | connect-timeout | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:539 |
        | macOS    | Disabled | connect-timeout | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:539 |

      @macos @fault-tls-silent @stage-auth
      Examples: macOS, tls-silent at auth
        | platform | option   | fault      | stage | verdict | evidence | source                                  |
        | macOS    | All      | tls-silent | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:540 |
        | macOS    | Disabled | tls-silent | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:540 |

      @macos @fault-tls-untrusted @stage-auth
      Examples: macOS, tls-untrusted at auth
        | platform | option   | fault         | stage | verdict | evidence | source                                  |
        | macOS    | All      | tls-untrusted | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:541 |
        | macOS    | Disabled | tls-untrusted | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:541 |

      @macos @fault-tls-wrong-host @stage-auth
      Examples: macOS, tls-wrong-host at auth
        | platform | option   | fault          | stage | verdict | evidence | source                                  |
        | macOS    | All      | tls-wrong-host | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:542 |
        | macOS    | Disabled | tls-wrong-host | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:542 |

      @macos @fault-tls-alert @stage-auth
      Examples: macOS, tls-alert at auth
        | platform | option   | fault     | stage | verdict | evidence | source                                  |
        | macOS    | All      | tls-alert | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:543 |
        | macOS    | Disabled | tls-alert | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:543 |

      @macos @fault-tls-old-version @stage-auth
      Examples: macOS, tls-old-version at auth
        | platform | option   | fault           | stage | verdict | evidence | source                                  |
        | macOS    | All      | tls-old-version | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:544 |
        | macOS    | Disabled | tls-old-version | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:544 |

      @macos @fault-no-answer @stage-auth
      Examples: macOS, no-answer at auth
        | platform | option   | fault     | stage | verdict | evidence | source                                  |
        | macOS    | All      | no-answer | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:545 |
        | macOS    | Disabled | no-answer | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:545 |

      @macos @fault-closed-early @stage-auth
      Examples: macOS, closed-early at auth
        | platform | option   | fault        | stage | verdict | evidence | source                                  |
        | macOS    | All      | closed-early | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:546 |
        | macOS    | Disabled | closed-early | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:546 |

      @macos @fault-reset @stage-auth
      Examples: macOS, reset at auth
        | platform | option   | fault | stage | verdict | evidence | source                                  |
        | macOS    | All      | reset | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:547 |
        | macOS    | Disabled | reset | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:547 |

      @macos @fault-reset-mid-body @stage-auth
      Examples: macOS, reset-mid-body at auth
        | platform | option   | fault          | stage | verdict | evidence | source                                  |
        | macOS    | All      | reset-mid-body | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:548 |
        | macOS    | Disabled | reset-mid-body | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:548 |

      @macos @fault-truncated-body @stage-auth
      Examples: macOS, truncated-body at auth
        | platform | option   | fault          | stage | verdict | evidence | source                                  |
        | macOS    | All      | truncated-body | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:549 |
        | macOS    | Disabled | truncated-body | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:549 |

      @macos @fault-trickle @stage-auth
      Examples: macOS, trickle at auth
        | platform | option   | fault   | stage | verdict | evidence | source                                  |
        | macOS    | All      | trickle | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:550 |
        | macOS    | Disabled | trickle | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:550 |

      @macos @fault-not-http @stage-auth
      Examples: macOS, not-http at auth
        | platform | option   | fault    | stage | verdict | evidence | source                                  |
        | macOS    | All      | not-http | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:551 |
        | macOS    | Disabled | not-http | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:551 |

      @macos @fault-http-500 @stage-auth
      Examples: macOS, http-500 at auth
        | platform | option   | fault    | stage | verdict | evidence | source                                  |
        | macOS    | All      | http-500 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:552 |
        | macOS    | Disabled | http-500 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:552 |

      @macos @fault-http-502 @stage-auth
      Examples: macOS, http-502 at auth
        | platform | option   | fault    | stage | verdict | evidence | source                                  |
        | macOS    | All      | http-502 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:553 |
        | macOS    | Disabled | http-502 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:553 |

      @macos @fault-http-503 @stage-auth
      Examples: macOS, http-503 at auth
        | platform | option   | fault    | stage | verdict | evidence | source                                  |
        | macOS    | All      | http-503 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:554 |
        | macOS    | Disabled | http-503 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:554 |

      @macos @fault-http-504 @stage-auth
      Examples: macOS, http-504 at auth
        | platform | option   | fault    | stage | verdict | evidence | source                                  |
        | macOS    | All      | http-504 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:555 |
        | macOS    | Disabled | http-504 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:555 |

      @macos @fault-http-429 @stage-auth
      Examples: macOS, http-429 at auth
        | platform | option   | fault    | stage | verdict | evidence | source                                  |
        | macOS    | All      | http-429 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:556 |
        | macOS    | Disabled | http-429 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:556 |

      @macos @fault-http-401 @stage-auth
      Examples: macOS, http-401 at auth
        | platform | option   | fault    | stage | verdict | evidence | source                                  |
        | macOS    | All      | http-401 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:557 |
        | macOS    | Disabled | http-401 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:557 |

      @macos @fault-http-403 @stage-auth
      Examples: macOS, http-403 at auth
        | platform | option   | fault    | stage | verdict | evidence | source                                  |
        | macOS    | All      | http-403 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:558 |
        | macOS    | Disabled | http-403 | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:558 |

      @macos @fault-redirect @stage-auth
      Examples: macOS, redirect at auth
        | platform | option   | fault    | stage | verdict | evidence | source                                  |
        | macOS    | All      | redirect | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:559 |
        | macOS    | Disabled | redirect | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:559 |

      @macos @fault-not-json @stage-auth
      Examples: macOS, not-json at auth
        | platform | option   | fault    | stage | verdict | evidence | source                                  |
        | macOS    | All      | not-json | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:560 |
        | macOS    | Disabled | not-json | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:560 |

      @macos @fault-malformed-response @stage-auth
      Examples: macOS, malformed-response at auth
        | platform | option   | fault              | stage | verdict | evidence | source                                  |
        | macOS    | All      | malformed-response | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:561 |
        | macOS    | Disabled | malformed-response | auth  | unknown | unknown  | docs/duo/when-duo-is-unreachable.md:561 |
