# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-usernameformat.md:18
@deployment
Feature: What is deployed by cPVAL DUO USERNAMEFORMAT
  From the option that an organization chose to what the product keeps of it.

  Background:
    Given a tenant with the custom field "cpvalDuoUsernameformat"
      | attribute             | value                                                                                       |
      | Label                 | cPVAL DUO USERNAMEFORMAT                                                                    |
      | Field Name            | cpvalDuoUsernameformat                                                                      |
      | Definition Scope      | ORGANIZATION                                                                                |
      | Type                  | DROPDOWN                                                                                    |
      | Option Value          | 0                                                                                           |
      | Option Value          | 1                                                                                           |
      | Option Value          | 2                                                                                           |
      | Default Value         | 1                                                                                           |
      | Required              | false                                                                                       |
      | Technician Permission | EDITABLE                                                                                    |
      | Automation Permission | READ_WRITE                                                                                  |
      | API Permission        | READ_WRITE                                                                                  |
      | Description           | How Windows names the user to Duo: 0 sAMAccountName, 1 DOMAIN\\user, 2 user principal name. |
      | Tool Tip              | Choose how the user is named to Duo                                                         |
      | Footer Text           | DUO USERNAMEFORMAT                                                                          |

  Rule: The deployment always writes an explicit value

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoUsernameformat" set to "<option>"
      When Duo is deployed to the <platform> with USERNAMEFORMAT from "cpvalDuoUsernameformat"
      Then the endpoint's "<setting>" is "<value>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option  | setting                  | value |
        | Windows workstation | 0       | UsernameFormatForService | 0     |
        | Windows workstation | 1       | UsernameFormatForService | 1     |
        | Windows workstation | 2       | UsernameFormatForService | 2     |
        | Windows workstation | (unset) | UsernameFormatForService | 1     |

      @windows-server
      Examples: Windows server
        | platform       | option  | setting                  | value |
        | Windows server | 0       | UsernameFormatForService | 0     |
        | Windows server | 1       | UsernameFormatForService | 1     |
        | Windows server | 2       | UsernameFormatForService | 2     |
        | Windows server | (unset) | UsernameFormatForService | 1     |

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: what the installer is given
      Given a <platform> in the organization
      And the organization has "cpvalDuoUsernameformat" set to "<option>"
      When Duo is deployed to the <platform> with USERNAMEFORMAT from "cpvalDuoUsernameformat"
      Then the installer on the <platform> was given "<property>" as "<given>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option  | property       | given | evidence | source                        |
        | Windows workstation | 0       | USERNAMEFORMAT | #0    | reported | docs/duo/logon-settings.md:27 |
        | Windows workstation | 1       | USERNAMEFORMAT | #1    | reported | docs/duo/logon-settings.md:27 |
        | Windows workstation | 2       | USERNAMEFORMAT | #2    | reported | docs/duo/logon-settings.md:27 |
        | Windows workstation | (unset) | USERNAMEFORMAT | #1    | reported | docs/duo/logon-settings.md:27 |

      @windows-server
      Examples: Windows server
        | platform       | option  | property       | given | evidence | source                        |
        | Windows server | 0       | USERNAMEFORMAT | #0    | reported | docs/duo/logon-settings.md:27 |
        | Windows server | 1       | USERNAMEFORMAT | #1    | reported | docs/duo/logon-settings.md:27 |
        | Windows server | 2       | USERNAMEFORMAT | #2    | reported | docs/duo/logon-settings.md:27 |
        | Windows server | (unset) | USERNAMEFORMAT | #1    | reported | docs/duo/logon-settings.md:27 |
