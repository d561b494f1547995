# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-usernameformat.md:18
@field
Feature: The custom field cPVAL DUO USERNAMEFORMAT
  The custom field cpvalDuoUsernameformat, as docs/ninjaone/cpval-duo-usernameformat.md specifies it.

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

  Rule: The API shows the documented attributes

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:15 The API shows the documented attributes
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: attributes of the field in a tenant
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
    # rule: docs/rules.md:15 The API shows the documented attributes
    Scenario: cPVAL DUO USERNAMEFORMAT: options of the field in a tenant, in their order
      Then the API shows the options of "cpvalDuoUsernameformat" in this order
        | option |
        | 0      |
        | 1      |
        | 2      |

  Rule: A channel takes the documented options and nothing else

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: each documented option is accepted
      When the <channel> sets "cpvalDuoUsernameformat" to "<option>"
      Then the request is accepted
      And "cpvalDuoUsernameformat" is "<option>" for the <channel>

      Examples:
        | channel    | option |
        | technician | 0      |
        | technician | 1      |
        | technician | 2      |
        | automation | 0      |
        | automation | 1      |
        | automation | 2      |
        | API        | 0      |
        | API        | 1      |
        | API        | 2      |

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: another spelling is refused and changes nothing
      Given the organization has "cpvalDuoUsernameformat" set to "0"
      When the <channel> sets "cpvalDuoUsernameformat" to "<spelling>"
      Then the request is refused
      And "cpvalDuoUsernameformat" is "0" for the <channel>

      Examples:
        | channel    | spelling |
        | technician | Enabled  |
        | automation | Enabled  |
        | API        | Enabled  |

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: a space after an option is refused and changes nothing
      Given the organization has "cpvalDuoUsernameformat" set to "0"
      When the <channel> sets "cpvalDuoUsernameformat" to "<option> "
      Then the request is refused
      And "cpvalDuoUsernameformat" is "0" for the <channel>

      Examples:
        | channel    | option |
        | technician | 0      |
        | technician | 1      |
        | technician | 2      |
        | automation | 0      |
        | automation | 1      |
        | automation | 2      |
        | API        | 0      |
        | API        | 1      |
        | API        | 2      |

  Rule: An empty text through the API changes nothing

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:23 An empty text through the API changes nothing
    Scenario: cPVAL DUO USERNAMEFORMAT: an empty text through the API changes nothing
      Given the organization has "cpvalDuoUsernameformat" set to "0"
      When the API sets "cpvalDuoUsernameformat" to ""
      Then the request is accepted
      And "cpvalDuoUsernameformat" is "0" for the API

  Rule: A value set for the organization reaches every channel

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:27 A value set for the organization reaches every channel
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: what is set for the organization is read by every channel
      When the <channel> sets "cpvalDuoUsernameformat" to "<option>"
      Then "cpvalDuoUsernameformat" is "<option>" for the technician
      And "cpvalDuoUsernameformat" is "<option>" for the automation
      And "cpvalDuoUsernameformat" is "<option>" for the API

      Examples:
        | channel    | option |
        | technician | 0      |
        | technician | 1      |
        | technician | 2      |
        | API        | 0      |
        | API        | 1      |
        | API        | 2      |

  Rule: The agent hands out the GUID of an option

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:31 The agent hands out the GUID of an option
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: the agent prints GUIDs, not labels
      Given the organization has "cpvalDuoUsernameformat" set to "<option>"
      When the automation reads "cpvalDuoUsernameformat"
      Then the request is accepted
      And the agent prints the GUID of "<option>" for "cpvalDuoUsernameformat"

      Examples:
        | option |
        | 0      |
        | 1      |
        | 2      |

  Rule: A channel can do what its permission says

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: reading by channel, as documented
      Given the organization has "cpvalDuoUsernameformat" set to "0"
      When the <channel> reads "cpvalDuoUsernameformat"
      Then the request is <answer>

      Examples:
        | channel    | permission | answer   |
        | technician | EDITABLE   | accepted |
        | automation | READ_WRITE | accepted |
        | API        | READ_WRITE | accepted |

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: setting by channel, as documented
      Given the organization has "cpvalDuoUsernameformat" set to "0"
      When the <channel> sets "cpvalDuoUsernameformat" to "1"
      Then the request is <answer>
      And "cpvalDuoUsernameformat" is "<value>" for the <witness>

      Examples:
        | channel    | permission | answer   | value | witness    |
        | technician | EDITABLE   | accepted | 1     | technician |
        | automation | READ_WRITE | accepted | 1     | automation |
        | API        | READ_WRITE | accepted | 1     | API        |

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: reading by channel, after a change of its permission
      Given the organization has "cpvalDuoUsernameformat" set to "0"
      And the <channel> permission of "cpvalDuoUsernameformat" is changed to "<permission>"
      When the <channel> reads "cpvalDuoUsernameformat"
      Then the request is <answer>

      Examples:
        | channel    | permission | answer   |
        | technician | NONE       | refused  |
        | technician | READ_ONLY  | accepted |
        | automation | NONE       | refused  |
        | automation | READ_ONLY  | accepted |
        | automation | WRITE_ONLY | refused  |
        | API        | NONE       | refused  |
        | API        | READ_ONLY  | accepted |
        | API        | WRITE_ONLY | refused  |

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: setting by channel, after a change of its permission
      Given the organization has "cpvalDuoUsernameformat" set to "0"
      And the <channel> permission of "cpvalDuoUsernameformat" is changed to "<permission>"
      When the <channel> sets "cpvalDuoUsernameformat" to "1"
      Then the request is <answer>
      And "cpvalDuoUsernameformat" is "<value>" for the <witness>

      Examples:
        | channel    | permission | answer   | value | witness    |
        | technician | NONE       | refused  | 0     | automation |
        | technician | READ_ONLY  | refused  | 0     | technician |
        | automation | NONE       | refused  | 0     | technician |
        | automation | READ_ONLY  | refused  | 0     | automation |
        | API        | NONE       | refused  | 0     | technician |
        | API        | READ_ONLY  | refused  | 0     | API        |
        | API        | WRITE_ONLY | accepted | 1     | technician |

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: setting by channel without a witness, after a change of its permission
      Given the organization has "cpvalDuoUsernameformat" set to "0"
      And the <channel> permission of "cpvalDuoUsernameformat" is changed to "<permission>"
      When the <channel> sets "cpvalDuoUsernameformat" to "1"
      Then the request is <answer>

      Examples:
        | channel    | permission | answer   |
        | automation | WRITE_ONLY | accepted |

    # docs/ninjaone/cpval-duo-usernameformat.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO USERNAMEFORMAT: taking one channel's permission away leaves the others theirs
      Given the organization has "cpvalDuoUsernameformat" set to "0"
      And the <channel> permission of "cpvalDuoUsernameformat" is changed to "NONE"
      When the <other> reads "cpvalDuoUsernameformat"
      Then the request is accepted
      And "cpvalDuoUsernameformat" is "0" for the <other>

      Examples:
        | channel    | other      |
        | technician | automation |
        | technician | API        |
        | automation | technician |
        | automation | API        |
        | API        | technician |
        | API        | automation |
