# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-smartcard.md:18
@field
Feature: The custom field cPVAL DUO SMARTCARD
  The custom field cpvalDuoSmartcard, as docs/ninjaone/cpval-duo-smartcard.md specifies it.

  Background:
    Given a tenant with the custom field "cpvalDuoSmartcard"
      | attribute             | value                                                                |
      | Label                 | cPVAL DUO SMARTCARD                                                  |
      | Field Name            | cpvalDuoSmartcard                                                    |
      | Definition Scope      | ORGANIZATION                                                         |
      | Type                  | DROPDOWN                                                             |
      | Option Value          | All                                                                  |
      | Option Value          | Windows                                                              |
      | Option Value          | Windows Workstations                                                 |
      | Option Value          | Windows Servers                                                      |
      | Option Value          | Macintosh                                                            |
      | Option Value          | Disabled                                                             |
      | Default Value         | Disabled                                                             |
      | Required              | false                                                                |
      | Technician Permission | EDITABLE                                                             |
      | Automation Permission | READ_WRITE                                                           |
      | API Permission        | READ_WRITE                                                           |
      | Description           | Names the computers on which a smart card may take the place of Duo. |
      | Tool Tip              | Choose where a smart card takes the place of Duo                     |
      | Footer Text           | DUO SMARTCARD                                                        |

  Rule: The API shows the documented attributes

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:15 The API shows the documented attributes
    Scenario Outline: cPVAL DUO SMARTCARD: attributes of the field in a tenant
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
    # rule: docs/rules.md:15 The API shows the documented attributes
    Scenario: cPVAL DUO SMARTCARD: options of the field in a tenant, in their order
      Then the API shows the options of "cpvalDuoSmartcard" in this order
        | option               |
        | All                  |
        | Windows              |
        | Windows Workstations |
        | Windows Servers      |
        | Macintosh            |
        | Disabled             |

  Rule: A channel takes the documented options and nothing else

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO SMARTCARD: each documented option is accepted
      When the <channel> sets "cpvalDuoSmartcard" to "<option>"
      Then the request is accepted
      And "cpvalDuoSmartcard" is "<option>" for the <channel>

      Examples:
        | channel    | option               |
        | technician | All                  |
        | technician | Windows              |
        | technician | Windows Workstations |
        | technician | Windows Servers      |
        | technician | Macintosh            |
        | technician | Disabled             |
        | automation | All                  |
        | automation | Windows              |
        | automation | Windows Workstations |
        | automation | Windows Servers      |
        | automation | Macintosh            |
        | automation | Disabled             |
        | API        | All                  |
        | API        | Windows              |
        | API        | Windows Workstations |
        | API        | Windows Servers      |
        | API        | Macintosh            |
        | API        | Disabled             |

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO SMARTCARD: another spelling is refused and changes nothing
      Given the organization has "cpvalDuoSmartcard" set to "All"
      When the <channel> sets "cpvalDuoSmartcard" to "<spelling>"
      Then the request is refused
      And "cpvalDuoSmartcard" is "All" for the <channel>

      Examples:
        | channel    | spelling             |
        | technician | all                  |
        | technician | windows              |
        | technician | Window               |
        | technician | windows workstations |
        | technician | Windows Workstation  |
        | technician | windows servers      |
        | technician | Windows Server       |
        | technician | macintosh            |
        | technician | disabled             |
        | technician | Enabled              |
        | automation | all                  |
        | automation | windows              |
        | automation | Window               |
        | automation | windows workstations |
        | automation | Windows Workstation  |
        | automation | windows servers      |
        | automation | Windows Server       |
        | automation | macintosh            |
        | automation | disabled             |
        | automation | Enabled              |
        | API        | all                  |
        | API        | windows              |
        | API        | Window               |
        | API        | windows workstations |
        | API        | Windows Workstation  |
        | API        | windows servers      |
        | API        | Windows Server       |
        | API        | macintosh            |
        | API        | disabled             |
        | API        | Enabled              |

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO SMARTCARD: a space after an option is refused and changes nothing
      Given the organization has "cpvalDuoSmartcard" set to "All"
      When the <channel> sets "cpvalDuoSmartcard" to "<option> "
      Then the request is refused
      And "cpvalDuoSmartcard" is "All" for the <channel>

      Examples:
        | channel    | option               |
        | technician | All                  |
        | technician | Windows              |
        | technician | Windows Workstations |
        | technician | Windows Servers      |
        | technician | Macintosh            |
        | technician | Disabled             |
        | automation | All                  |
        | automation | Windows              |
        | automation | Windows Workstations |
        | automation | Windows Servers      |
        | automation | Macintosh            |
        | automation | Disabled             |
        | API        | All                  |
        | API        | Windows              |
        | API        | Windows Workstations |
        | API        | Windows Servers      |
        | API        | Macintosh            |
        | API        | Disabled             |

  Rule: An empty text through the API changes nothing

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:23 An empty text through the API changes nothing
    Scenario: cPVAL DUO SMARTCARD: an empty text through the API changes nothing
      Given the organization has "cpvalDuoSmartcard" set to "All"
      When the API sets "cpvalDuoSmartcard" to ""
      Then the request is accepted
      And "cpvalDuoSmartcard" is "All" for the API

  Rule: A value set for the organization reaches every channel

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:27 A value set for the organization reaches every channel
    Scenario Outline: cPVAL DUO SMARTCARD: what is set for the organization is read by every channel
      When the <channel> sets "cpvalDuoSmartcard" to "<option>"
      Then "cpvalDuoSmartcard" is "<option>" for the technician
      And "cpvalDuoSmartcard" is "<option>" for the automation
      And "cpvalDuoSmartcard" is "<option>" for the API

      Examples:
        | channel    | option               |
        | technician | All                  |
        | technician | Windows              |
        | technician | Windows Workstations |
        | technician | Windows Servers      |
        | technician | Macintosh            |
        | technician | Disabled             |
        | API        | All                  |
        | API        | Windows              |
        | API        | Windows Workstations |
        | API        | Windows Servers      |
        | API        | Macintosh            |
        | API        | Disabled             |

  Rule: The agent hands out the GUID of an option

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:31 The agent hands out the GUID of an option
    Scenario Outline: cPVAL DUO SMARTCARD: the agent prints GUIDs, not labels
      Given the organization has "cpvalDuoSmartcard" set to "<option>"
      When the automation reads "cpvalDuoSmartcard"
      Then the request is accepted
      And the agent prints the GUID of "<option>" for "cpvalDuoSmartcard"

      Examples:
        | option               |
        | All                  |
        | Windows              |
        | Windows Workstations |
        | Windows Servers      |
        | Macintosh            |
        | Disabled             |

  Rule: A channel can do what its permission says

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO SMARTCARD: reading by channel, as documented
      Given the organization has "cpvalDuoSmartcard" set to "All"
      When the <channel> reads "cpvalDuoSmartcard"
      Then the request is <answer>

      Examples:
        | channel    | permission | answer   |
        | technician | EDITABLE   | accepted |
        | automation | READ_WRITE | accepted |
        | API        | READ_WRITE | accepted |

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO SMARTCARD: setting by channel, as documented
      Given the organization has "cpvalDuoSmartcard" set to "All"
      When the <channel> sets "cpvalDuoSmartcard" to "Windows"
      Then the request is <answer>
      And "cpvalDuoSmartcard" is "<value>" for the <witness>

      Examples:
        | channel    | permission | answer   | value   | witness    |
        | technician | EDITABLE   | accepted | Windows | technician |
        | automation | READ_WRITE | accepted | Windows | automation |
        | API        | READ_WRITE | accepted | Windows | API        |

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO SMARTCARD: reading by channel, after a change of its permission
      Given the organization has "cpvalDuoSmartcard" set to "All"
      And the <channel> permission of "cpvalDuoSmartcard" is changed to "<permission>"
      When the <channel> reads "cpvalDuoSmartcard"
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

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO SMARTCARD: setting by channel, after a change of its permission
      Given the organization has "cpvalDuoSmartcard" set to "All"
      And the <channel> permission of "cpvalDuoSmartcard" is changed to "<permission>"
      When the <channel> sets "cpvalDuoSmartcard" to "Windows"
      Then the request is <answer>
      And "cpvalDuoSmartcard" is "<value>" for the <witness>

      Examples:
        | channel    | permission | answer   | value   | witness    |
        | technician | NONE       | refused  | All     | automation |
        | technician | READ_ONLY  | refused  | All     | technician |
        | automation | NONE       | refused  | All     | technician |
        | automation | READ_ONLY  | refused  | All     | automation |
        | API        | NONE       | refused  | All     | technician |
        | API        | READ_ONLY  | refused  | All     | API        |
        | API        | WRITE_ONLY | accepted | Windows | technician |

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO SMARTCARD: setting by channel without a witness, after a change of its permission
      Given the organization has "cpvalDuoSmartcard" set to "All"
      And the <channel> permission of "cpvalDuoSmartcard" is changed to "<permission>"
      When the <channel> sets "cpvalDuoSmartcard" to "Windows"
      Then the request is <answer>

      Examples:
        | channel    | permission | answer   |
        | automation | WRITE_ONLY | accepted |

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO SMARTCARD: taking one channel's permission away leaves the others theirs
      Given the organization has "cpvalDuoSmartcard" set to "All"
      And the <channel> permission of "cpvalDuoSmartcard" is changed to "NONE"
      When the <other> reads "cpvalDuoSmartcard"
      Then the request is accepted
      And "cpvalDuoSmartcard" is "All" for the <other>

      Examples:
        | channel    | other      |
        | technician | automation |
        | technician | API        |
        | automation | technician |
        | automation | API        |
        | API        | technician |
        | API        | automation |
