# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-autopush.md:18
@deployment
Feature: What is deployed by cPVAL DUO AUTOPUSH
  From the option that an organization chose to what the product keeps of it.

  Background:
    Given a tenant with the custom field "cpvalDuoAutopush"
      | attribute             | value                                                                                                                          |
      | Label                 | cPVAL DUO AUTOPUSH                                                                                                             |
      | Field Name            | cpvalDuoAutopush                                                                                                               |
      | Definition Scope      | ORGANIZATION                                                                                                                   |
      | Type                  | DROPDOWN                                                                                                                       |
      | Option Value          | All                                                                                                                            |
      | Option Value          | Windows                                                                                                                        |
      | Option Value          | Windows Workstations                                                                                                           |
      | Option Value          | Windows Servers                                                                                                                |
      | Option Value          | Macintosh                                                                                                                      |
      | Option Value          | Disabled                                                                                                                       |
      | Default Value         | Disabled                                                                                                                       |
      | Required              | false                                                                                                                          |
      | Technician Permission | EDITABLE                                                                                                                       |
      | Automation Permission | READ_WRITE                                                                                                                     |
      | API Permission        | READ_WRITE                                                                                                                     |
      | Description           | Names the computers on which Duo sends a push by itself as soon as the password was right. On all others the user asks for it. |
      | Tool Tip              | Choose where Duo sends a push by itself                                                                                        |
      | Footer Text           | DUO AUTOPUSH                                                                                                                   |

  Rule: The deployment always writes an explicit value

    # docs/ninjaone/cpval-duo-autopush.md:18
    # rule: docs/rules.md:97 The deployment always writes an explicit value
    # rule: docs/rules.md:40 A field feeds the setting that its document names
    # rule: docs/rules.md:44 A platform runs Duo's product for it
    # rule: docs/rules.md:58 An option covers the platforms that its words name
    # rule: docs/rules.md:69 All covers every platform
    # rule: docs/rules.md:77 Disabled covers no platform
    # rule: docs/rules.md:85 An unset field has the documented default
    Scenario Outline: cPVAL DUO AUTOPUSH: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoAutopush" set to "<option>"
      When Duo is deployed to the <platform> with AUTOPUSH from "cpvalDuoAutopush"
      Then the endpoint's "<setting>" is "<value>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | setting  | value | source                                 |
        | Windows workstation | All                  | AutoPush | 1     | docs/rules.md:75                       |
        | Windows workstation | Windows              | AutoPush | 1     | docs/rules.md:64                       |
        | Windows workstation | Windows Workstations | AutoPush | 1     | docs/rules.md:65                       |
        | Windows workstation | Windows Servers      | AutoPush | 0     | docs/rules.md:66                       |
        | Windows workstation | Macintosh            | AutoPush | 0     | docs/rules.md:67                       |
        | Windows workstation | Disabled             | AutoPush | 0     | docs/rules.md:83                       |
        | Windows workstation | (unset)              | AutoPush | 0     | docs/ninjaone/cpval-duo-autopush.md:18 |

      @windows-server
      Examples: Windows server
        | platform       | option               | setting  | value | source                                 |
        | Windows server | All                  | AutoPush | 1     | docs/rules.md:75                       |
        | Windows server | Windows              | AutoPush | 1     | docs/rules.md:64                       |
        | Windows server | Windows Workstations | AutoPush | 0     | docs/rules.md:65                       |
        | Windows server | Windows Servers      | AutoPush | 1     | docs/rules.md:66                       |
        | Windows server | Macintosh            | AutoPush | 0     | docs/rules.md:67                       |
        | Windows server | Disabled             | AutoPush | 0     | docs/rules.md:83                       |
        | Windows server | (unset)              | AutoPush | 0     | docs/ninjaone/cpval-duo-autopush.md:18 |

      @macos
      Examples: macOS
        | platform | option               | setting   | value | source                                 |
        | macOS    | All                  | auto_push | true  | docs/rules.md:75                       |
        | macOS    | Windows              | auto_push | false | docs/rules.md:64                       |
        | macOS    | Windows Workstations | auto_push | false | docs/rules.md:65                       |
        | macOS    | Windows Servers      | auto_push | false | docs/rules.md:66                       |
        | macOS    | Macintosh            | auto_push | true  | docs/rules.md:67                       |
        | macOS    | Disabled             | auto_push | false | docs/rules.md:83                       |
        | macOS    | (unset)              | auto_push | false | docs/ninjaone/cpval-duo-autopush.md:18 |

    # docs/ninjaone/cpval-duo-autopush.md:18
    # rule: docs/rules.md:97 The deployment always writes an explicit value
    # rule: docs/rules.md:40 A field feeds the setting that its document names
    # rule: docs/rules.md:44 A platform runs Duo's product for it
    # rule: docs/rules.md:58 An option covers the platforms that its words name
    # rule: docs/rules.md:69 All covers every platform
    # rule: docs/rules.md:77 Disabled covers no platform
    # rule: docs/rules.md:85 An unset field has the documented default
    Scenario Outline: cPVAL DUO AUTOPUSH: what the installer is given
      Given a <platform> in the organization
      And the organization has "cpvalDuoAutopush" set to "<option>"
      When Duo is deployed to the <platform> with AUTOPUSH from "cpvalDuoAutopush"
      Then the installer on the <platform> was given "<property>" as "<given>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | property | given | evidence | source                        |
        | Windows workstation | All                  | AUTOPUSH | #1    | reported | docs/duo/logon-settings.md:22 |
        | Windows workstation | Windows              | AUTOPUSH | #1    | reported | docs/duo/logon-settings.md:22 |
        | Windows workstation | Windows Workstations | AUTOPUSH | #1    | reported | docs/duo/logon-settings.md:22 |
        | Windows workstation | Windows Servers      | AUTOPUSH | #0    | reported | docs/duo/logon-settings.md:22 |
        | Windows workstation | Macintosh            | AUTOPUSH | #0    | reported | docs/duo/logon-settings.md:22 |
        | Windows workstation | Disabled             | AUTOPUSH | #0    | reported | docs/duo/logon-settings.md:22 |
        | Windows workstation | (unset)              | AUTOPUSH | #0    | reported | docs/duo/logon-settings.md:22 |

      @windows-server
      Examples: Windows server
        | platform       | option               | property | given | evidence | source                        |
        | Windows server | All                  | AUTOPUSH | #1    | reported | docs/duo/logon-settings.md:22 |
        | Windows server | Windows              | AUTOPUSH | #1    | reported | docs/duo/logon-settings.md:22 |
        | Windows server | Windows Workstations | AUTOPUSH | #0    | reported | docs/duo/logon-settings.md:22 |
        | Windows server | Windows Servers      | AUTOPUSH | #1    | reported | docs/duo/logon-settings.md:22 |
        | Windows server | Macintosh            | AUTOPUSH | #0    | reported | docs/duo/logon-settings.md:22 |
        | Windows server | Disabled             | AUTOPUSH | #0    | reported | docs/duo/logon-settings.md:22 |
        | Windows server | (unset)              | AUTOPUSH | #0    | reported | docs/duo/logon-settings.md:22 |

      @macos
      Examples: macOS
        | platform | option               | property  | given | evidence   | source                        |
        | macOS    | All                  | auto_push | true  | documented | docs/duo/logon-settings.md:40 |
        | macOS    | Windows              | auto_push | false | documented | docs/duo/logon-settings.md:40 |
        | macOS    | Windows Workstations | auto_push | false | documented | docs/duo/logon-settings.md:40 |
        | macOS    | Windows Servers      | auto_push | false | documented | docs/duo/logon-settings.md:40 |
        | macOS    | Macintosh            | auto_push | true  | documented | docs/duo/logon-settings.md:40 |
        | macOS    | Disabled             | auto_push | false | documented | docs/duo/logon-settings.md:40 |
        | macOS    | (unset)              | auto_push | false | documented | docs/duo/logon-settings.md:40 |
