# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-wrapsmartcard.md:18
@deployment
Feature: What is deployed by cPVAL DUO WRAPSMARTCARD
  From the option that an organization chose to what the product keeps of it.

  Background:
    Given a tenant with the custom field "cpvalDuoWrapsmartcard"
      | attribute             | value                                                                     |
      | Label                 | cPVAL DUO WRAPSMARTCARD                                                   |
      | Field Name            | cpvalDuoWrapsmartcard                                                     |
      | Definition Scope      | ORGANIZATION                                                              |
      | Type                  | DROPDOWN                                                                  |
      | Option Value          | Windows                                                                   |
      | Option Value          | Windows Workstations                                                      |
      | Option Value          | Windows Servers                                                           |
      | Option Value          | Disabled                                                                  |
      | Default Value         | Disabled                                                                  |
      | Required              | false                                                                     |
      | Technician Permission | EDITABLE                                                                  |
      | Automation Permission | READ_WRITE                                                                |
      | API Permission        | READ_WRITE                                                                |
      | Description           | Names the Windows computers on which Duo asks after a smart card as well. |
      | Tool Tip              | Choose where Duo asks after a smart card                                  |
      | Footer Text           | DUO WRAPSMARTCARD                                                         |

  Rule: The deployment always writes an explicit value

    # docs/ninjaone/cpval-duo-wrapsmartcard.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO WRAPSMARTCARD: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoWrapsmartcard" set to "<option>"
      When Duo is deployed to the <platform> with WRAPSMARTCARD from "cpvalDuoWrapsmartcard"
      Then the endpoint's "<setting>" is "<value>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | setting        | value | source                                      |
        | Windows workstation | Windows              | WrapSmartCards | 1     | docs/rules.md:68                            |
        | Windows workstation | Windows Workstations | WrapSmartCards | 1     | docs/rules.md:69                            |
        | Windows workstation | Windows Servers      | WrapSmartCards | 0     | docs/rules.md:70                            |
        | Windows workstation | Disabled             | WrapSmartCards | 0     | docs/rules.md:87                            |
        | Windows workstation | (unset)              | WrapSmartCards | 0     | docs/ninjaone/cpval-duo-wrapsmartcard.md:18 |

      @windows-server
      Examples: Windows server
        | platform       | option               | setting        | value | source                                      |
        | Windows server | Windows              | WrapSmartCards | 1     | docs/rules.md:68                            |
        | Windows server | Windows Workstations | WrapSmartCards | 0     | docs/rules.md:69                            |
        | Windows server | Windows Servers      | WrapSmartCards | 1     | docs/rules.md:70                            |
        | Windows server | Disabled             | WrapSmartCards | 0     | docs/rules.md:87                            |
        | Windows server | (unset)              | WrapSmartCards | 0     | docs/ninjaone/cpval-duo-wrapsmartcard.md:18 |

    # docs/ninjaone/cpval-duo-wrapsmartcard.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO WRAPSMARTCARD: what the installer is given
      Given a <platform> in the organization
      And the organization has "cpvalDuoWrapsmartcard" set to "<option>"
      When Duo is deployed to the <platform> with WRAPSMARTCARD from "cpvalDuoWrapsmartcard"
      Then the installer on the <platform> was given "<property>" as "<given>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | property      | given | evidence | source                        |
        | Windows workstation | Windows              | WRAPSMARTCARD | #1    | reported | docs/duo/logon-settings.md:25 |
        | Windows workstation | Windows Workstations | WRAPSMARTCARD | #1    | reported | docs/duo/logon-settings.md:25 |
        | Windows workstation | Windows Servers      | WRAPSMARTCARD | #0    | reported | docs/duo/logon-settings.md:25 |
        | Windows workstation | Disabled             | WRAPSMARTCARD | #0    | reported | docs/duo/logon-settings.md:25 |
        | Windows workstation | (unset)              | WRAPSMARTCARD | #0    | reported | docs/duo/logon-settings.md:25 |

      @windows-server
      Examples: Windows server
        | platform       | option               | property      | given | evidence | source                        |
        | Windows server | Windows              | WRAPSMARTCARD | #1    | reported | docs/duo/logon-settings.md:25 |
        | Windows server | Windows Workstations | WRAPSMARTCARD | #0    | reported | docs/duo/logon-settings.md:25 |
        | Windows server | Windows Servers      | WRAPSMARTCARD | #1    | reported | docs/duo/logon-settings.md:25 |
        | Windows server | Disabled             | WRAPSMARTCARD | #0    | reported | docs/duo/logon-settings.md:25 |
        | Windows server | (unset)              | WRAPSMARTCARD | #0    | reported | docs/duo/logon-settings.md:25 |
