# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-enableoffline.md:18
@deployment
Feature: What is deployed by cPVAL DUO ENABLEOFFLINE
  From the option that an organization chose to what the product keeps of it.

  Background:
    Given a tenant with the custom field "cpvalDuoEnableoffline"
      | attribute             | value                                                                    |
      | Label                 | cPVAL DUO ENABLEOFFLINE                                                  |
      | Field Name            | cpvalDuoEnableoffline                                                    |
      | Definition Scope      | ORGANIZATION                                                             |
      | Type                  | DROPDOWN                                                                 |
      | Option Value          | Windows                                                                  |
      | Option Value          | Windows Workstations                                                     |
      | Option Value          | Windows Servers                                                          |
      | Option Value          | Disabled                                                                 |
      | Default Value         | Windows                                                                  |
      | Required              | false                                                                    |
      | Technician Permission | EDITABLE                                                                 |
      | Automation Permission | READ_WRITE                                                               |
      | API Permission        | READ_WRITE                                                               |
      | Description           | Names the Windows computers on which users may enrol for offline access. |
      | Tool Tip              | Choose where offline access is offered                                   |
      | Footer Text           | DUO ENABLEOFFLINE                                                        |

  Rule: The deployment always writes an explicit value

    # docs/ninjaone/cpval-duo-enableoffline.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO ENABLEOFFLINE: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoEnableoffline" set to "<option>"
      When Duo is deployed to the <platform> with ENABLEOFFLINE from "cpvalDuoEnableoffline"
      Then the endpoint's "<setting>" is "<value>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | setting          | value | source                                      |
        | Windows workstation | Windows              | OfflineAvailable | 1     | docs/rules.md:68                            |
        | Windows workstation | Windows Workstations | OfflineAvailable | 1     | docs/rules.md:69                            |
        | Windows workstation | Windows Servers      | OfflineAvailable | 0     | docs/rules.md:70                            |
        | Windows workstation | Disabled             | OfflineAvailable | 0     | docs/rules.md:87                            |
        | Windows workstation | (unset)              | OfflineAvailable | 1     | docs/ninjaone/cpval-duo-enableoffline.md:18 |

      @windows-server
      Examples: Windows server
        | platform       | option               | setting          | value | source                                      |
        | Windows server | Windows              | OfflineAvailable | 1     | docs/rules.md:68                            |
        | Windows server | Windows Workstations | OfflineAvailable | 0     | docs/rules.md:69                            |
        | Windows server | Windows Servers      | OfflineAvailable | 1     | docs/rules.md:70                            |
        | Windows server | Disabled             | OfflineAvailable | 0     | docs/rules.md:87                            |
        | Windows server | (unset)              | OfflineAvailable | 1     | docs/ninjaone/cpval-duo-enableoffline.md:18 |

    # docs/ninjaone/cpval-duo-enableoffline.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO ENABLEOFFLINE: what the installer is given
      Given a <platform> in the organization
      And the organization has "cpvalDuoEnableoffline" set to "<option>"
      When Duo is deployed to the <platform> with ENABLEOFFLINE from "cpvalDuoEnableoffline"
      Then the installer on the <platform> was given "<property>" as "<given>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | property      | given | evidence | source                        |
        | Windows workstation | Windows              | ENABLEOFFLINE | #1    | reported | docs/duo/logon-settings.md:26 |
        | Windows workstation | Windows Workstations | ENABLEOFFLINE | #1    | reported | docs/duo/logon-settings.md:26 |
        | Windows workstation | Windows Servers      | ENABLEOFFLINE | #0    | reported | docs/duo/logon-settings.md:26 |
        | Windows workstation | Disabled             | ENABLEOFFLINE | #0    | reported | docs/duo/logon-settings.md:26 |
        | Windows workstation | (unset)              | ENABLEOFFLINE | #1    | reported | docs/duo/logon-settings.md:26 |

      @windows-server
      Examples: Windows server
        | platform       | option               | property      | given | evidence | source                        |
        | Windows server | Windows              | ENABLEOFFLINE | #1    | reported | docs/duo/logon-settings.md:26 |
        | Windows server | Windows Workstations | ENABLEOFFLINE | #0    | reported | docs/duo/logon-settings.md:26 |
        | Windows server | Windows Servers      | ENABLEOFFLINE | #1    | reported | docs/duo/logon-settings.md:26 |
        | Windows server | Disabled             | ENABLEOFFLINE | #0    | reported | docs/duo/logon-settings.md:26 |
        | Windows server | (unset)              | ENABLEOFFLINE | #1    | reported | docs/duo/logon-settings.md:26 |
