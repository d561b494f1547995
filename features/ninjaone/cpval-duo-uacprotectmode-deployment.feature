# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-uacprotectmode.md:18
@deployment
Feature: What is deployed by cPVAL DUO UAC_PROTECTMODE
  From the option that an organization chose to what the product keeps of it.

  Background:
    Given a tenant with the custom field "cpvalDuoUacprotectmode"
      | attribute             | value                                                                                        |
      | Label                 | cPVAL DUO UAC_PROTECTMODE                                                                    |
      | Field Name            | cpvalDuoUacprotectmode                                                                       |
      | Definition Scope      | ORGANIZATION                                                                                 |
      | Type                  | DROPDOWN                                                                                     |
      | Option Value          | 0                                                                                            |
      | Option Value          | 1                                                                                            |
      | Option Value          | 2                                                                                            |
      | Default Value         | 0                                                                                            |
      | Required              | false                                                                                        |
      | Technician Permission | EDITABLE                                                                                     |
      | Automation Permission | READ_WRITE                                                                                   |
      | API Permission        | READ_WRITE                                                                                   |
      | Description           | Where Duo asks on Windows: 0 as at the logon, 1 at elevation only, 2 at logon and elevation. |
      | Tool Tip              | Choose where Duo asks                                                                        |
      | Footer Text           | DUO UAC_PROTECTMODE                                                                          |

  Rule: The deployment always writes an explicit value

    # docs/ninjaone/cpval-duo-uacprotectmode.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO UAC_PROTECTMODE: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoUacprotectmode" set to "<option>"
      When Duo is deployed to the <platform> with UAC_PROTECTMODE from "cpvalDuoUacprotectmode"
      Then the endpoint's "<setting>" is "<value>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option  | setting                 | value |
        | Windows workstation | 0       | ElevationProtectionMode | 0     |
        | Windows workstation | 1       | ElevationProtectionMode | 1     |
        | Windows workstation | 2       | ElevationProtectionMode | 2     |
        | Windows workstation | (unset) | ElevationProtectionMode | 0     |

      @windows-server
      Examples: Windows server
        | platform       | option  | setting                 | value |
        | Windows server | 0       | ElevationProtectionMode | 0     |
        | Windows server | 1       | ElevationProtectionMode | 1     |
        | Windows server | 2       | ElevationProtectionMode | 2     |
        | Windows server | (unset) | ElevationProtectionMode | 0     |

    # docs/ninjaone/cpval-duo-uacprotectmode.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO UAC_PROTECTMODE: what the installer is given
      Given a <platform> in the organization
      And the organization has "cpvalDuoUacprotectmode" set to "<option>"
      When Duo is deployed to the <platform> with UAC_PROTECTMODE from "cpvalDuoUacprotectmode"
      Then the installer on the <platform> was given "<property>" as "<given>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option  | property        | given | evidence | source                        |
        | Windows workstation | 0       | UAC_PROTECTMODE | #0    | reported | docs/duo/logon-settings.md:28 |
        | Windows workstation | 1       | UAC_PROTECTMODE | #1    | reported | docs/duo/logon-settings.md:28 |
        | Windows workstation | 2       | UAC_PROTECTMODE | #2    | reported | docs/duo/logon-settings.md:28 |
        | Windows workstation | (unset) | UAC_PROTECTMODE | #0    | reported | docs/duo/logon-settings.md:28 |

      @windows-server
      Examples: Windows server
        | platform       | option  | property        | given | evidence | source                        |
        | Windows server | 0       | UAC_PROTECTMODE | #0    | reported | docs/duo/logon-settings.md:28 |
        | Windows server | 1       | UAC_PROTECTMODE | #1    | reported | docs/duo/logon-settings.md:28 |
        | Windows server | 2       | UAC_PROTECTMODE | #2    | reported | docs/duo/logon-settings.md:28 |
        | Windows server | (unset) | UAC_PROTECTMODE | #0    | reported | docs/duo/logon-settings.md:28 |
