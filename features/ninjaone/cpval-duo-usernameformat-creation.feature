# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-usernameformat.md:18
@field
Feature: Creating the custom field cPVAL DUO USERNAMEFORMAT
  The custom field cpvalDuoUsernameformat, as docs/ninjaone/cpval-duo-usernameformat.md specifies it.

  Rule: The creation steps give the documented field

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:11 The creation steps give the documented field
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: attributes of the field created by the documented steps
      Given an empty tenant
      When a technician follows the creation steps
        | step | action     | target                                          | value                                                                                       |
        | 1    | navigate   | Administration > Devices > Global Custom Fields |                                                                                             |
        | 2    | click      | Add                                             |                                                                                             |
        | 2    | click      | Field                                           |                                                                                             |
        | 3    | set        | Custom Field Type                               | drop-down                                                                                   |
        | 3    | click      | Continue                                        |                                                                                             |
        | 4    | set        | Label                                           | cPVAL DUO USERNAMEFORMAT                                                                    |
        | 4    | set        | Name                                            | cpvalDuoUsernameformat                                                                      |
        | 4    | set        | Definition Scope                                | Organization                                                                                |
        | 4    | set        | Custom field is required                        | <Leave it unchecked>                                                                        |
        | 4    | click      | Next                                            |                                                                                             |
        | 5    | set        | Technician                                      | Editable                                                                                    |
        | 5    | set        | Automation                                      | Read/Write                                                                                  |
        | 5    | set        | API                                             | Read/Write                                                                                  |
        | 5    | click      | Next                                            |                                                                                             |
        | 6    | set        | Description                                     | How Windows names the user to Duo: 0 sAMAccountName, 1 DOMAIN\\user, 2 user principal name. |
        | 6    | set        | Tooltip Text                                    | Choose how the user is named to Duo                                                         |
        | 6    | set        | Footer Text                                     | DUO USERNAMEFORMAT                                                                          |
        | 6    | click      | Next                                            |                                                                                             |
        | 7    | add option | 0                                               |                                                                                             |
        | 7    | add option | 1                                               |                                                                                             |
        | 7    | add option | 2                                               |                                                                                             |
        | 7    | set        | Default Value                                   | 1                                                                                           |
        | 7    | click      | Create                                          |                                                                                             |
      Then the API shows "<attribute>" of "cpvalDuoUsernameformat" as "<value>"

      Examples:
        | attribute             | value                                                                                       |
        | Label                 | cPVAL DUO USERNAMEFORMAT                                                                    |
        | Field Name            | cpvalDuoUsernameformat                                                                      |
        | Definition Scope      | ORGANIZATION                                                                                |
        | Type                  | DROPDOWN                                                                                    |
        | Default Value         | 1                                                                                           |
        | Required              | false                                                                                       |
        | Technician Permission | EDITABLE                                                                                    |
        | Automation Permission | READ_WRITE                                                                                  |
        | API Permission        | READ_WRITE                                                                                  |
        | Description           | How Windows names the user to Duo: 0 sAMAccountName, 1 DOMAIN\\user, 2 user principal name. |
        | Tool Tip              | Choose how the user is named to Duo                                                         |
        | Footer Text           | DUO USERNAMEFORMAT                                                                          |

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:11 The creation steps give the documented field
    Scenario: cPVAL DUO USERNAMEFORMAT: options of the field created by the documented steps, in their order
      Given an empty tenant
      When a technician follows the creation steps
        | step | action     | target                                          | value                                                                                       |
        | 1    | navigate   | Administration > Devices > Global Custom Fields |                                                                                             |
        | 2    | click      | Add                                             |                                                                                             |
        | 2    | click      | Field                                           |                                                                                             |
        | 3    | set        | Custom Field Type                               | drop-down                                                                                   |
        | 3    | click      | Continue                                        |                                                                                             |
        | 4    | set        | Label                                           | cPVAL DUO USERNAMEFORMAT                                                                    |
        | 4    | set        | Name                                            | cpvalDuoUsernameformat                                                                      |
        | 4    | set        | Definition Scope                                | Organization                                                                                |
        | 4    | set        | Custom field is required                        | <Leave it unchecked>                                                                        |
        | 4    | click      | Next                                            |                                                                                             |
        | 5    | set        | Technician                                      | Editable                                                                                    |
        | 5    | set        | Automation                                      | Read/Write                                                                                  |
        | 5    | set        | API                                             | Read/Write                                                                                  |
        | 5    | click      | Next                                            |                                                                                             |
        | 6    | set        | Description                                     | How Windows names the user to Duo: 0 sAMAccountName, 1 DOMAIN\\user, 2 user principal name. |
        | 6    | set        | Tooltip Text                                    | Choose how the user is named to Duo                                                         |
        | 6    | set        | Footer Text                                     | DUO USERNAMEFORMAT                                                                          |
        | 6    | click      | Next                                            |                                                                                             |
        | 7    | add option | 0                                               |                                                                                             |
        | 7    | add option | 1                                               |                                                                                             |
        | 7    | add option | 2                                               |                                                                                             |
        | 7    | set        | Default Value                                   | 1                                                                                           |
        | 7    | click      | Create                                          |                                                                                             |
      Then the API shows the options of "cpvalDuoUsernameformat" in this order
        | option |
        | 0      |
        | 1      |
        | 2      |
