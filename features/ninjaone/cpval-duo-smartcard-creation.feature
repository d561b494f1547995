# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-smartcard.md:18
@field
Feature: Creating the custom field cPVAL DUO SMARTCARD
  The custom field cpvalDuoSmartcard, as docs/ninjaone/cpval-duo-smartcard.md specifies it.

  Rule: The creation steps give the documented field

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:11 The creation steps give the documented field
    Scenario Outline: cPVAL DUO SMARTCARD: attributes of the field created by the documented steps
      Given an empty tenant
      When a technician follows the creation steps
        | step | action     | target                                          | value                                                                |
        | 1    | navigate   | Administration > Devices > Global Custom Fields |                                                                      |
        | 2    | click      | Add                                             |                                                                      |
        | 2    | click      | Field                                           |                                                                      |
        | 3    | set        | Custom Field Type                               | drop-down                                                            |
        | 3    | click      | Continue                                        |                                                                      |
        | 4    | set        | Label                                           | cPVAL DUO SMARTCARD                                                  |
        | 4    | set        | Name                                            | cpvalDuoSmartcard                                                    |
        | 4    | set        | Definition Scope                                | Organization                                                         |
        | 4    | set        | Custom field is required                        | <Leave it unchecked>                                                 |
        | 4    | click      | Next                                            |                                                                      |
        | 5    | set        | Technician                                      | Editable                                                             |
        | 5    | set        | Automation                                      | Read/Write                                                           |
        | 5    | set        | API                                             | Read/Write                                                           |
        | 5    | click      | Next                                            |                                                                      |
        | 6    | set        | Description                                     | Names the computers on which a smart card may take the place of Duo. |
        | 6    | set        | Tooltip Text                                    | Choose where a smart card takes the place of Duo                     |
        | 6    | set        | Footer Text                                     | DUO SMARTCARD                                                        |
        | 6    | click      | Next                                            |                                                                      |
        | 7    | add option | All                                             |                                                                      |
        | 7    | add option | Windows                                         |                                                                      |
        | 7    | add option | Windows Workstations                            |                                                                      |
        | 7    | add option | Windows Servers                                 |                                                                      |
        | 7    | add option | Macintosh                                       |                                                                      |
        | 7    | add option | Disabled                                        |                                                                      |
        | 7    | set        | Default Value                                   | Disabled                                                             |
        | 7    | click      | Create                                          |                                                                      |
      Then the API shows "<attribute>" of "cpvalDuoSmartcard" as "<value>"

      Examples:
        | attribute             | value                                                                |
        | Label                 | cPVAL DUO SMARTCARD                                                  |
        | Field Name            | cpvalDuoSmartcard                                                    |
        | Definition Scope      | ORGANIZATION                                                         |
        | Type                  | DROPDOWN                                                             |
        | Default Value         | Disabled                                                             |
        | Required              | false                                                                |
        | Technician Permission | EDITABLE                                                             |
        | Automation Permission | READ_WRITE                                                           |
        | API Permission        | READ_WRITE                                                           |
        | Description           | Names the computers on which a smart card may take the place of Duo. |
        | Tool Tip              | Choose where a smart card takes the place of Duo                     |
        | Footer Text           | DUO SMARTCARD                                                        |

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:11 The creation steps give the documented field
    Scenario: cPVAL DUO SMARTCARD: options of the field created by the documented steps, in their order
      Given an empty tenant
      When a technician follows the creation steps
        | step | action     | target                                          | value                                                                |
        | 1    | navigate   | Administration > Devices > Global Custom Fields |                                                                      |
        | 2    | click      | Add                                             |                                                                      |
        | 2    | click      | Field                                           |                                                                      |
        | 3    | set        | Custom Field Type                               | drop-down                                                            |
        | 3    | click      | Continue                                        |                                                                      |
        | 4    | set        | Label                                           | cPVAL DUO SMARTCARD                                                  |
        | 4    | set        | Name                                            | cpvalDuoSmartcard                                                    |
        | 4    | set        | Definition Scope                                | Organization                                                         |
        | 4    | set        | Custom field is required                        | <Leave it unchecked>                                                 |
        | 4    | click      | Next                                            |                                                                      |
        | 5    | set        | Technician                                      | Editable                                                             |
        | 5    | set        | Automation                                      | Read/Write                                                           |
        | 5    | set        | API                                             | Read/Write                                                           |
        | 5    | click      | Next                                            |                                                                      |
        | 6    | set        | Description                                     | Names the computers on which a smart card may take the place of Duo. |
        | 6    | set        | Tooltip Text                                    | Choose where a smart card takes the place of Duo                     |
        | 6    | set        | Footer Text                                     | DUO SMARTCARD                                                        |
        | 6    | click      | Next                                            |                                                                      |
        | 7    | add option | All                                             |                                                                      |
        | 7    | add option | Windows                                         |                                                                      |
        | 7    | add option | Windows Workstations                            |                                                                      |
        | 7    | add option | Windows Servers                                 |                                                                      |
        | 7    | add option | Macintosh                                       |                                                                      |
        | 7    | add option | Disabled                                        |                                                                      |
        | 7    | set        | Default Value                                   | Disabled                                                             |
        | 7    | click      | Create                                          |                                                                      |
      Then the API shows the options of "cpvalDuoSmartcard" in this order
        | option               |
        | All                  |
        | Windows              |
        | Windows Workstations |
        | Windows Servers      |
        | Macintosh            |
        | Disabled             |
