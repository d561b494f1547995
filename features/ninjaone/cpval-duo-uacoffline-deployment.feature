# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-uacoffline.md:18
@deployment
Feature: What is deployed by cPVAL DUO UAC_OFFLINE
  From the option that an organization chose to what the product keeps of it.

  Background:
    Given a tenant with the custom field "cpvalDuoUacoffline"
      | attribute             | value                                                                    |
      | Label                 | cPVAL DUO UAC_OFFLINE                                                    |
      | Field Name            | cpvalDuoUacoffline                                                       |
      | Definition Scope      | ORGANIZATION                                                             |
      | Type                  | DROPDOWN                                                                 |
      | Option Value          | 0                                                                        |
      | Option Value          | 1                                                                        |
      | Default Value         | 1                                                                        |
      | Required              | false                                                                    |
      | Technician Permission | EDITABLE                                                                 |
      | Automation Permission | READ_WRITE                                                               |
      | API Permission        | READ_WRITE                                                               |
      | Description           | Whether offline access may be used at elevation on Windows: 0 no, 1 yes. |
      | Tool Tip              | Choose whether elevation may be approved offline                         |
      | Footer Text           | DUO UAC_OFFLINE                                                          |

  Rule: The deployment always writes an explicit value

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO UAC_OFFLINE: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoUacoffline" set to "<option>"
      When Duo is deployed to the <platform> with UAC_OFFLINE from "cpvalDuoUacoffline"
      Then the endpoint's "<setting>" is "<value>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option  | setting                | value |
        | Windows workstation | 0       | ElevationOfflineEnable | 0     |
        | Windows workstation | 1       | ElevationOfflineEnable | 1     |
        | Windows workstation | (unset) | ElevationOfflineEnable | 1     |

      @windows-server
      Examples: Windows server
        | platform       | option  | setting                | value |
        | Windows server | 0       | ElevationOfflineEnable | 0     |
        | Windows server | 1       | ElevationOfflineEnable | 1     |
        | Windows server | (unset) | ElevationOfflineEnable | 1     |

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO UAC_OFFLINE: what the installer is given
      Given a <platform> in the organization
      And the organization has "cpvalDuoUacoffline" set to "<option>"
      When Duo is deployed to the <platform> with UAC_OFFLINE from "cpvalDuoUacoffline"
      Then the installer on the <platform> was given "<property>" as "<given>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option  | property    | given | evidence | source                        |
        | Windows workstation | 0       | UAC_OFFLINE | #0    | reported | docs/duo/logon-settings.md:29 |
        | Windows workstation | 1       | UAC_OFFLINE | #1    | reported | docs/duo/logon-settings.md:29 |
        | Windows workstation | (unset) | UAC_OFFLINE | #1    | reported | docs/duo/logon-settings.md:29 |

      @windows-server
      Examples: Windows server
        | platform       | option  | property    | given | evidence | source                        |
        | Windows server | 0       | UAC_OFFLINE | #0    | reported | docs/duo/logon-settings.md:29 |
        | Windows server | 1       | UAC_OFFLINE | #1    | reported | docs/duo/logon-settings.md:29 |
        | Windows server | (unset) | UAC_OFFLINE | #1    | reported | docs/duo/logon-settings.md:29 |
