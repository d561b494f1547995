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
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO AUTOPUSH: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoAutopush" set to "<option>"
      When Duo is deployed to the <platform> with AUTOPUSH from "cpvalDuoAutopush"
      Then the endpoint's "<setting>" is "<value>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | setting  | value | source                                 |
        | Windows workstation | All                  | AutoPush | 1     | docs/rules.md:79                       |
        | Windows workstation | Windows              | AutoPush | 1     | docs/rules.md:68                       |
        | Windows workstation | Windows Workstations | AutoPush | 1     | docs/rules.md:69                       |
        | Windows workstation | Windows Servers      | AutoPush | 0     | docs/rules.md:70                       |
        | Windows workstation | Macintosh            | AutoPush | 0     | docs/rules.md:71                       |
        | Windows workstation | Disabled             | AutoPush | 0     | docs/rules.md:87                       |
        | Windows workstation | (unset)              | AutoPush | 0     | docs/ninjaone/cpval-duo-autopush.md:18 |

      @windows-server
      Examples: Windows server
        | platform       | option               | setting  | value | source                                 |
        | Windows server | All                  | AutoPush | 1     | docs/rules.md:79                       |
        | Windows server | Windows              | AutoPush | 1     | docs/rules.md:68                       |
        | Windows server | Windows Workstations | AutoPush | 0     | docs/rules.md:69                       |
        | Windows server | Windows Servers      | AutoPush | 1     | docs/rules.md:70                       |
        | Windows server | Macintosh            | AutoPush | 0     | docs/rules.md:71                       |
        | Windows server | Disabled             | AutoPush | 0     | docs/rules.md:87                       |
        | Windows server | (unset)              | AutoPush | 0     | docs/ninjaone/cpval-duo-autopush.md:18 |

      @macos
      Examples: macOS
        | platform | option               | setting   | value | source                                 |
        | macOS    | All                  | auto_push | true  | docs/rules.md:79                       |
        | macOS    | Windows              | auto_push | false | docs/rules.md:68                       |
        | macOS    | Windows Workstations | auto_push | false | docs/rules.md:69                       |
        | macOS    | Windows Servers      | auto_push | false | docs/rules.md:70                       |
        | macOS    | Macintosh            | auto_push | true  | docs/rules.md:71                       |
        | macOS    | Disabled             | auto_push | false | docs/rules.md:87                       |
        | macOS    | (unset)              | auto_push | false | docs/ninjaone/cpval-duo-autopush.md:18 |

    # docs/ninjaone/cpval-duo-autopush.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
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
        | macOS    | All                  | auto_push | true  | documented | docs/duo/logon-settings.md:78 |
        | macOS    | Windows              | auto_push | false | documented | docs/duo/logon-settings.md:78 |
        | macOS    | Windows Workstations | auto_push | false | documented | docs/duo/logon-settings.md:78 |
        | macOS    | Windows Servers      | auto_push | false | documented | docs/duo/logon-settings.md:78 |
        | macOS    | Macintosh            | auto_push | true  | documented | docs/duo/logon-settings.md:78 |
        | macOS    | Disabled             | auto_push | false | documented | docs/duo/logon-settings.md:78 |
        | macOS    | (unset)              | auto_push | false | documented | docs/duo/logon-settings.md:78 |
