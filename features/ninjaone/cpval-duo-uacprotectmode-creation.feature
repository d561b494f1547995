# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-uacprotectmode.md:18
@field
Feature: Creating the custom field cPVAL DUO UAC_PROTECTMODE
  The custom field cpvalDuoUacprotectmode, as docs/ninjaone/cpval-duo-uacprotectmode.md specifies it.

  Rule: The creation steps give the documented field

    # docs/ninjaone/cpval-duo-uacprotectmode.md:18
    # rule: docs/rules.md:11 The creation steps give the documented field
    Scenario Outline: cPVAL DUO UAC_PROTECTMODE: attributes of the field created by the documented steps
      Given an empty tenant
      When a technician follows the creation steps
        | step | action     | target                                          | value                                                                                        |
        | 1    | navigate   | Administration > Devices > Global Custom Fields |                                                                                              |
        | 2    | click      | Add                                             |                                                                                              |
        | 2    | click      | Field                                           |                                                                                              |
        | 3    | set        | Custom Field Type                               | drop-down                                                                                    |
        | 3    | click      | Continue                                        |                                                                                              |
        | 4    | set        | Label                                           | cPVAL DUO UAC_PROTECTMODE                                                                    |
        | 4    | set        | Name                                            | cpvalDuoUacprotectmode                                                                       |
        | 4    | set        | Definition Scope                                | Organization                                                                                 |
        | 4    | set        | Custom field is required                        | <Leave it unchecked>                                                                         |
        | 4    | click      | Next                                            |                                                                                              |
        | 5    | set        | Technician                                      | Editable                                                                                     |
        | 5    | set        | Automation                                      | Read/Write                                                                                   |
        | 5    | set        | API                                             | Read/Write                                                                                   |
        | 5    | click      | Next                                            |                                                                                              |
        | 6    | set        | Description                                     | Where Duo asks on Windows: 0 as at the logon, 1 at elevation only, 2 at logon and elevation. |
        | 6    | set        | Tooltip Text                                    | Choose where Duo asks                                                                        |
        | 6    | set        | Footer Text                                     | DUO UAC_PROTECTMODE                                                                          |
        | 6    | click      | Next                                            |                                                                                              |
        | 7    | add option | 0                                               |                                                                                              |
        | 7    | add option | 1                                               |                                                                                              |
        | 7    | add option | 2                                               |                                                                                              |
        | 7    | set        | Default Value                                   | 0                                                                                            |
        | 7    | click      | Create                                          |                                                                                              |
      Then the API shows "<attribute>" of "cpvalDuoUacprotectmode" as "<value>"

      Examples:
        | attribute             | value                                                                                        |
        | Label                 | cPVAL DUO UAC_PROTECTMODE                                                                    |
        | Field Name            | cpvalDuoUacprotectmode                                                                       |
        | Definition Scope      | ORGANIZATION                                                                                 |
        | Type                  | DROPDOWN                                                                                     |
        | Default Value         | 0                                                                                            |
        | Required              | false                                                                                        |
        | Technician Permission | EDITABLE                                                                                     |
        | Automation Permission | READ_WRITE                                                                                   |
        | API Permission        | READ_WRITE                                                                                   |
        | Description           | Where Duo asks on Windows: 0 as at the logon, 1 at elevation only, 2 at logon and elevation. |
        | Tool Tip              | Choose where Duo asks                                                                        |
        | Footer Text           | DUO UAC_PROTECTMODE                                                                          |

    # docs/ninjaone/cpval-duo-uacprotectmode.md:18
    # rule: docs/rules.md:11 The creation steps give the documented field
    Scenario: cPVAL DUO UAC_PROTECTMODE: options of the field created by the documented steps, in their order
      Given an empty tenant
      When a technician follows the creation steps
        | step | action     | target                                          | value                                                                                        |
        | 1    | navigate   | Administration > Devices > Global Custom Fields |                                                                                              |
        | 2    | click      | Add                                             |                                                                                              |
        | 2    | click      | Field                                           |                                                                                              |
        | 3    | set        | Custom Field Type                               | drop-down                                                                                    |
        | 3    | click      | Continue                                        |                                                                                              |
        | 4    | set        | Label                                           | cPVAL DUO UAC_PROTECTMODE                                                                    |
        | 4    | set        | Name                                            | cpvalDuoUacprotectmode                                                                       |
        | 4    | set        | Definition Scope                                | Organization                                                                                 |
        | 4    | set        | Custom field is required                        | <Leave it unchecked>                                                                         |
        | 4    | click      | Next                                            |                                                                                              |
        | 5    | set        | Technician                                      | Editable                                                                                     |
        | 5    | set        | Automation                                      | Read/Write                                                                                   |
        | 5    | set        | API                                             | Read/Write                                                                                   |
        | 5    | click      | Next                                            |                                                                                              |
        | 6    | set        | Description                                     | Where Duo asks on Windows: 0 as at the logon, 1 at elevation only, 2 at logon and elevation. |
        | 6    | set        | Tooltip Text                                    | Choose where Duo asks                                                                        |
        | 6    | set        | Footer Text                                     | DUO UAC_PROTECTMODE                                                                          |
        | 6    | click      | Next                                            |                                                                                              |
        | 7    | add option | 0                                               |                                                                                              |
        | 7    | add option | 1                                               |                                                                                              |
        | 7    | add option | 2                                               |                                                                                              |
        | 7    | set        | Default Value                                   | 0                                                                                            |
        | 7    | click      | Create                                          |                                                                                              |
      Then the API shows the options of "cpvalDuoUacprotectmode" in this order
        | option |
        | 0      |
        | 1      |
        | 2      |
