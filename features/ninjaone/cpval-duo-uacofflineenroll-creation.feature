# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-uacofflineenroll.md:18
@field
Feature: Creating the custom field cPVAL DUO UAC_OFFLINE_ENROLL
  The custom field cpvalDuoUacofflineenroll, as docs/ninjaone/cpval-duo-uacofflineenroll.md specifies it.

  Rule: The creation steps give the documented field

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:11 The creation steps give the documented field
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: attributes of the field created by the documented steps
      Given an empty tenant
      When a technician follows the creation steps
        | step | action     | target                                          | value                                                                             |
        | 1    | navigate   | Administration > Devices > Global Custom Fields |                                                                                   |
        | 2    | click      | Add                                             |                                                                                   |
        | 2    | click      | Field                                           |                                                                                   |
        | 3    | set        | Custom Field Type                               | drop-down                                                                         |
        | 3    | click      | Continue                                        |                                                                                   |
        | 4    | set        | Label                                           | cPVAL DUO UAC_OFFLINE_ENROLL                                                      |
        | 4    | set        | Name                                            | cpvalDuoUacofflineenroll                                                          |
        | 4    | set        | Definition Scope                                | Organization                                                                      |
        | 4    | set        | Custom field is required                        | <Leave it unchecked>                                                              |
        | 4    | click      | Next                                            |                                                                                   |
        | 5    | set        | Technician                                      | Editable                                                                          |
        | 5    | set        | Automation                                      | Read/Write                                                                        |
        | 5    | set        | API                                             | Read/Write                                                                        |
        | 5    | click      | Next                                            |                                                                                   |
        | 6    | set        | Description                                     | Whether a user may enrol for offline access at elevation on Windows: 0 no, 1 yes. |
        | 6    | set        | Tooltip Text                                    | Choose whether users enrol at elevation                                           |
        | 6    | set        | Footer Text                                     | DUO UAC_OFFLINE_ENROLL                                                            |
        | 6    | click      | Next                                            |                                                                                   |
        | 7    | add option | 0                                               |                                                                                   |
        | 7    | add option | 1                                               |                                                                                   |
        | 7    | set        | Default Value                                   | 1                                                                                 |
        | 7    | click      | Create                                          |                                                                                   |
      Then the API shows "<attribute>" of "cpvalDuoUacofflineenroll" as "<value>"

      Examples:
        | attribute             | value                                                                             |
        | Label                 | cPVAL DUO UAC_OFFLINE_ENROLL                                                      |
        | Field Name            | cpvalDuoUacofflineenroll                                                          |
        | Definition Scope      | ORGANIZATION                                                                      |
        | Type                  | DROPDOWN                                                                          |
        | Default Value         | 1                                                                                 |
        | Required              | false                                                                             |
        | Technician Permission | EDITABLE                                                                          |
        | Automation Permission | READ_WRITE                                                                        |
        | API Permission        | READ_WRITE                                                                        |
        | Description           | Whether a user may enrol for offline access at elevation on Windows: 0 no, 1 yes. |
        | Tool Tip              | Choose whether users enrol at elevation                                           |
        | Footer Text           | DUO UAC_OFFLINE_ENROLL                                                            |

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:11 The creation steps give the documented field
    Scenario: cPVAL DUO UAC_OFFLINE_ENROLL: options of the field created by the documented steps, in their order
      Given an empty tenant
      When a technician follows the creation steps
        | step | action     | target                                          | value                                                                             |
        | 1    | navigate   | Administration > Devices > Global Custom Fields |                                                                                   |
        | 2    | click      | Add                                             |                                                                                   |
        | 2    | click      | Field                                           |                                                                                   |
        | 3    | set        | Custom Field Type                               | drop-down                                                                         |
        | 3    | click      | Continue                                        |                                                                                   |
        | 4    | set        | Label                                           | cPVAL DUO UAC_OFFLINE_ENROLL                                                      |
        | 4    | set        | Name                                            | cpvalDuoUacofflineenroll                                                          |
        | 4    | set        | Definition Scope                                | Organization                                                                      |
        | 4    | set        | Custom field is required                        | <Leave it unchecked>                                                              |
        | 4    | click      | Next                                            |                                                                                   |
        | 5    | set        | Technician                                      | Editable                                                                          |
        | 5    | set        | Automation                                      | Read/Write                                                                        |
        | 5    | set        | API                                             | Read/Write                                                                        |
        | 5    | click      | Next                                            |                                                                                   |
        | 6    | set        | Description                                     | Whether a user may enrol for offline access at elevation on Windows: 0 no, 1 yes. |
        | 6    | set        | Tooltip Text                                    | Choose whether users enrol at elevation                                           |
        | 6    | set        | Footer Text                                     | DUO UAC_OFFLINE_ENROLL                                                            |
        | 6    | click      | Next                                            |                                                                                   |
        | 7    | add option | 0                                               |                                                                                   |
        | 7    | add option | 1                                               |                                                                                   |
        | 7    | set        | Default Value                                   | 1                                                                                 |
        | 7    | click      | Create                                          |                                                                                   |
      Then the API shows the options of "cpvalDuoUacofflineenroll" in this order
        | option |
        | 0      |
        | 1      |
