# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-uacofflineenroll.md:18
@deployment
Feature: What is deployed by cPVAL DUO UAC_OFFLINE_ENROLL
  From the option that an organization chose to what the product keeps of it.

  Background:
    Given a tenant with the custom field "cpvalDuoUacofflineenroll"
      | attribute             | value                                                                             |
      | Label                 | cPVAL DUO UAC_OFFLINE_ENROLL                                                      |
      | Field Name            | cpvalDuoUacofflineenroll                                                          |
      | Definition Scope      | ORGANIZATION                                                                      |
      | Type                  | DROPDOWN                                                                          |
      | Option Value          | 0                                                                                 |
      | Option Value          | 1                                                                                 |
      | Default Value         | 1                                                                                 |
      | Required              | false                                                                             |
      | Technician Permission | EDITABLE                                                                          |
      | Automation Permission | READ_WRITE                                                                        |
      | API Permission        | READ_WRITE                                                                        |
      | Description           | Whether a user may enrol for offline access at elevation on Windows: 0 no, 1 yes. |
      | Tool Tip              | Choose whether users enrol at elevation                                           |
      | Footer Text           | DUO UAC_OFFLINE_ENROLL                                                            |

  Rule: The deployment always writes an explicit value

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoUacofflineenroll" set to "<option>"
      When Duo is deployed to the <platform> with UAC_OFFLINE_ENROLL from "cpvalDuoUacofflineenroll"
      Then the endpoint's "<setting>" is "<value>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option  | setting                    | value |
        | Windows workstation | 0       | ElevationOfflineEnrollment | 0     |
        | Windows workstation | 1       | ElevationOfflineEnrollment | 1     |
        | Windows workstation | (unset) | ElevationOfflineEnrollment | 1     |

      @windows-server
      Examples: Windows server
        | platform       | option  | setting                    | value |
        | Windows server | 0       | ElevationOfflineEnrollment | 0     |
        | Windows server | 1       | ElevationOfflineEnrollment | 1     |
        | Windows server | (unset) | ElevationOfflineEnrollment | 1     |

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: what the installer is given
      Given a <platform> in the organization
      And the organization has "cpvalDuoUacofflineenroll" set to "<option>"
      When Duo is deployed to the <platform> with UAC_OFFLINE_ENROLL from "cpvalDuoUacofflineenroll"
      Then the installer on the <platform> was given "<property>" as "<given>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option  | property           | given | evidence | source                        |
        | Windows workstation | 0       | UAC_OFFLINE_ENROLL | #0    | reported | docs/duo/logon-settings.md:30 |
        | Windows workstation | 1       | UAC_OFFLINE_ENROLL | #1    | reported | docs/duo/logon-settings.md:30 |
        | Windows workstation | (unset) | UAC_OFFLINE_ENROLL | #1    | reported | docs/duo/logon-settings.md:30 |

      @windows-server
      Examples: Windows server
        | platform       | option  | property           | given | evidence | source                        |
        | Windows server | 0       | UAC_OFFLINE_ENROLL | #0    | reported | docs/duo/logon-settings.md:30 |
        | Windows server | 1       | UAC_OFFLINE_ENROLL | #1    | reported | docs/duo/logon-settings.md:30 |
        | Windows server | (unset) | UAC_OFFLINE_ENROLL | #1    | reported | docs/duo/logon-settings.md:30 |
