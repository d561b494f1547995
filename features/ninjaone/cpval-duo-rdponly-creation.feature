# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-rdponly.md:18
@field
Feature: Creating the custom field cPVAL DUO RDPONLY
  The custom field cpvalDuoRdponly, as docs/ninjaone/cpval-duo-rdponly.md specifies it.

  Rule: The creation steps give the documented field

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:11 The creation steps give the documented field
    Scenario Outline: cPVAL DUO RDPONLY: attributes of the field created by the documented steps
      Given an empty tenant
      When a technician follows the creation steps
        | step | action     | target                                          | value                                                                                           |
        | 1    | navigate   | Administration > Devices > Global Custom Fields |                                                                                                 |
        | 2    | click      | Add                                             |                                                                                                 |
        | 2    | click      | Field                                           |                                                                                                 |
        | 3    | set        | Custom Field Type                               | drop-down                                                                                       |
        | 3    | click      | Continue                                        |                                                                                                 |
        | 4    | set        | Label                                           | cPVAL DUO RDPONLY                                                                               |
        | 4    | set        | Name                                            | cpvalDuoRdponly                                                                                 |
        | 4    | set        | Definition Scope                                | Organization                                                                                    |
        | 4    | set        | Custom field is required                        | <Leave it unchecked>                                                                            |
        | 4    | click      | Next                                            |                                                                                                 |
        | 5    | set        | Technician                                      | Editable                                                                                        |
        | 5    | set        | Automation                                      | Read/Write                                                                                      |
        | 5    | set        | API                                             | Read/Write                                                                                      |
        | 5    | click      | Next                                            |                                                                                                 |
        | 6    | set        | Description                                     | Names the Windows computers on which Duo asks at remote logons only and lets the console alone. |
        | 6    | set        | Tooltip Text                                    | Choose where only remote logons are guarded                                                     |
        | 6    | set        | Footer Text                                     | DUO RDPONLY                                                                                     |
        | 6    | click      | Next                                            |                                                                                                 |
        | 7    | add option | Windows                                         |                                                                                                 |
        | 7    | add option | Windows Workstations                            |                                                                                                 |
        | 7    | add option | Windows Servers                                 |                                                                                                 |
        | 7    | add option | Disabled                                        |                                                                                                 |
        | 7    | set        | Default Value                                   | Disabled                                                                                        |
        | 7    | click      | Create                                          |                                                                                                 |
      Then the API shows "<attribute>" of "cpvalDuoRdponly" as "<value>"

      Examples:
        | attribute             | value                                                                                           |
        | Label                 | cPVAL DUO RDPONLY                                                                               |
        | Field Name            | cpvalDuoRdponly                                                                                 |
        | Definition Scope      | ORGANIZATION                                                                                    |
        | Type                  | DROPDOWN                                                                                        |
        | Default Value         | Disabled                                                                                        |
        | Required              | false                                                                                           |
        | Technician Permission | EDITABLE                                                                                        |
        | Automation Permission | READ_WRITE                                                                                      |
        | API Permission        | READ_WRITE                                                                                      |
        | Description           | Names the Windows computers on which Duo asks at remote logons only and lets the console alone. |
        | Tool Tip              | Choose where only remote logons are guarded                                                     |
        | Footer Text           | DUO RDPONLY                                                                                     |

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:11 The creation steps give the documented field
    Scenario: cPVAL DUO RDPONLY: options of the field created by the documented steps, in their order
      Given an empty tenant
      When a technician follows the creation steps
        | step | action     | target                                          | value                                                                                           |
        | 1    | navigate   | Administration > Devices > Global Custom Fields |                                                                                                 |
        | 2    | click      | Add                                             |                                                                                                 |
        | 2    | click      | Field                                           |                                                                                                 |
        | 3    | set        | Custom Field Type                               | drop-down                                                                                       |
        | 3    | click      | Continue                                        |                                                                                                 |
        | 4    | set        | Label                                           | cPVAL DUO RDPONLY                                                                               |
        | 4    | set        | Name                                            | cpvalDuoRdponly                                                                                 |
        | 4    | set        | Definition Scope                                | Organization                                                                                    |
        | 4    | set        | Custom field is required                        | <Leave it unchecked>                                                                            |
        | 4    | click      | Next                                            |                                                                                                 |
        | 5    | set        | Technician                                      | Editable                                                                                        |
        | 5    | set        | Automation                                      | Read/Write                                                                                      |
        | 5    | set        | API                                             | Read/Write                                                                                      |
        | 5    | click      | Next                                            |                                                                                                 |
        | 6    | set        | Description                                     | Names the Windows computers on which Duo asks at remote logons only and lets the console alone. |
        | 6    | set        | Tooltip Text                                    | Choose where only remote logons are guarded                                                     |
        | 6    | set        | Footer Text                                     | DUO RDPONLY                                                                                     |
        | 6    | click      | Next                                            |                                                                                                 |
        | 7    | add option | Windows                                         |                                                                                                 |
        | 7    | add option | Windows Workstations                            |                                                                                                 |
        | 7    | add option | Windows Servers                                 |                                                                                                 |
        | 7    | add option | Disabled                                        |                                                                                                 |
        | 7    | set        | Default Value                                   | Disabled                                                                                        |
        | 7    | click      | Create                                          |                                                                                                 |
      Then the API shows the options of "cpvalDuoRdponly" in this order
        | option               |
        | Windows              |
        | Windows Workstations |
        | Windows Servers      |
        | Disabled             |
