# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-rdponly.md:18
@deployment
Feature: What is deployed by cPVAL DUO RDPONLY
  From the option that an organization chose to what the product keeps of it.

  Background:
    Given a tenant with the custom field "cpvalDuoRdponly"
      | attribute             | value                                                                                           |
      | Label                 | cPVAL DUO RDPONLY                                                                               |
      | Field Name            | cpvalDuoRdponly                                                                                 |
      | Definition Scope      | ORGANIZATION                                                                                    |
      | Type                  | DROPDOWN                                                                                        |
      | Option Value          | Windows                                                                                         |
      | Option Value          | Windows Workstations                                                                            |
      | Option Value          | Windows Servers                                                                                 |
      | Option Value          | Disabled                                                                                        |
      | Default Value         | Disabled                                                                                        |
      | Required              | false                                                                                           |
      | Technician Permission | EDITABLE                                                                                        |
      | Automation Permission | READ_WRITE                                                                                      |
      | API Permission        | READ_WRITE                                                                                      |
      | Description           | Names the Windows computers on which Duo asks at remote logons only and lets the console alone. |
      | Tool Tip              | Choose where only remote logons are guarded                                                     |
      | Footer Text           | DUO RDPONLY                                                                                     |

  Rule: The deployment always writes an explicit value

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO RDPONLY: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoRdponly" set to "<option>"
      When Duo is deployed to the <platform> with RDPONLY from "cpvalDuoRdponly"
      Then the endpoint's "<setting>" is "<value>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | setting | value | source                                |
        | Windows workstation | Windows              | RdpOnly | 1     | docs/rules.md:68                      |
        | Windows workstation | Windows Workstations | RdpOnly | 1     | docs/rules.md:69                      |
        | Windows workstation | Windows Servers      | RdpOnly | 0     | docs/rules.md:70                      |
        | Windows workstation | Disabled             | RdpOnly | 0     | docs/rules.md:87                      |
        | Windows workstation | (unset)              | RdpOnly | 0     | docs/ninjaone/cpval-duo-rdponly.md:18 |

      @windows-server
      Examples: Windows server
        | platform       | option               | setting | value | source                                |
        | Windows server | Windows              | RdpOnly | 1     | docs/rules.md:68                      |
        | Windows server | Windows Workstations | RdpOnly | 0     | docs/rules.md:69                      |
        | Windows server | Windows Servers      | RdpOnly | 1     | docs/rules.md:70                      |
        | Windows server | Disabled             | RdpOnly | 0     | docs/rules.md:87                      |
        | Windows server | (unset)              | RdpOnly | 0     | docs/ninjaone/cpval-duo-rdponly.md:18 |

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO RDPONLY: what the installer is given
      Given a <platform> in the organization
      And the organization has "cpvalDuoRdponly" set to "<option>"
      When Duo is deployed to the <platform> with RDPONLY from "cpvalDuoRdponly"
      Then the installer on the <platform> was given "<property>" as "<given>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | property | given | evidence | source                        |
        | Windows workstation | Windows              | RDPONLY  | #1    | reported | docs/duo/logon-settings.md:23 |
        | Windows workstation | Windows Workstations | RDPONLY  | #1    | reported | docs/duo/logon-settings.md:23 |
        | Windows workstation | Windows Servers      | RDPONLY  | #0    | reported | docs/duo/logon-settings.md:23 |
        | Windows workstation | Disabled             | RDPONLY  | #0    | reported | docs/duo/logon-settings.md:23 |
        | Windows workstation | (unset)              | RDPONLY  | #0    | reported | docs/duo/logon-settings.md:23 |

      @windows-server
      Examples: Windows server
        | platform       | option               | property | given | evidence | source                        |
        | Windows server | Windows              | RDPONLY  | #1    | reported | docs/duo/logon-settings.md:23 |
        | Windows server | Windows Workstations | RDPONLY  | #0    | reported | docs/duo/logon-settings.md:23 |
        | Windows server | Windows Servers      | RDPONLY  | #1    | reported | docs/duo/logon-settings.md:23 |
        | Windows server | Disabled             | RDPONLY  | #0    | reported | docs/duo/logon-settings.md:23 |
        | Windows server | (unset)              | RDPONLY  | #0    | reported | docs/duo/logon-settings.md:23 |
