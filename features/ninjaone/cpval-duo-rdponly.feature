# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-rdponly.md:18
@field
Feature: The custom field cPVAL DUO RDPONLY
  The custom field cpvalDuoRdponly, as docs/ninjaone/cpval-duo-rdponly.md specifies it.

  Background:
    Given a tenant with the custom field "cpvalDuoRdponly"
      | attribute             | value                                                                                           |
      | Label                 | cPVAL DUO RDPONLY                                                                               |
      | Field Name            | cpvalDuoRdponly                                                                                 |
      | Definition Scope      | ORGANIZATION                                                                                    |
      | Type                  | DROPDOWN                                                                                        |
      | Option Value          | Windows                                                                                         |
      | Option Value          | Windows Workstations                                                                            |
      | Option Value          | Windows Servers                                                                                 |
      | Option Value          | Disabled                                                                                        |
      | Default Value         | Disabled                                                                                        |
      | Required              | false                                                                                           |
      | Technician Permission | EDITABLE                                                                                        |
      | Automation Permission | READ_WRITE                                                                                      |
      | API Permission        | READ_WRITE                                                                                      |
      | Description           | Names the Windows computers on which Duo asks at remote logons only and lets the console alone. |
      | Tool Tip              | Choose where only remote logons are guarded                                                     |
      | Footer Text           | DUO RDPONLY                                                                                     |

  Rule: The API shows the documented attributes

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:15 The API shows the documented attributes
    Scenario Outline: cPVAL DUO RDPONLY: attributes of the field in a tenant
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
    # rule: docs/rules.md:15 The API shows the documented attributes
    Scenario: cPVAL DUO RDPONLY: options of the field in a tenant, in their order
      Then the API shows the options of "cpvalDuoRdponly" in this order
        | option               |
        | Windows              |
        | Windows Workstations |
        | Windows Servers      |
        | Disabled             |

  Rule: A channel takes the documented options and nothing else

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO RDPONLY: each documented option is accepted
      When the <channel> sets "cpvalDuoRdponly" to "<option>"
      Then the request is accepted
      And "cpvalDuoRdponly" is "<option>" for the <channel>

      Examples:
        | channel    | option               |
        | technician | Windows              |
        | technician | Windows Workstations |
        | technician | Windows Servers      |
        | technician | Disabled             |
        | automation | Windows              |
        | automation | Windows Workstations |
        | automation | Windows Servers      |
        | automation | Disabled             |
        | API        | Windows              |
        | API        | Windows Workstations |
        | API        | Windows Servers      |
        | API        | Disabled             |

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO RDPONLY: another spelling is refused and changes nothing
      Given the organization has "cpvalDuoRdponly" set to "Windows"
      When the <channel> sets "cpvalDuoRdponly" to "<spelling>"
      Then the request is refused
      And "cpvalDuoRdponly" is "Windows" for the <channel>

      Examples:
        | channel    | spelling             |
        | technician | windows              |
        | technician | Window               |
        | technician | windows workstations |
        | technician | Windows Workstation  |
        | technician | windows servers      |
        | technician | Windows Server       |
        | technician | disabled             |
        | technician | Enabled              |
        | automation | windows              |
        | automation | Window               |
        | automation | windows workstations |
        | automation | Windows Workstation  |
        | automation | windows servers      |
        | automation | Windows Server       |
        | automation | disabled             |
        | automation | Enabled              |
        | API        | windows              |
        | API        | Window               |
        | API        | windows workstations |
        | API        | Windows Workstation  |
        | API        | windows servers      |
        | API        | Windows Server       |
        | API        | disabled             |
        | API        | Enabled              |

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO RDPONLY: a space after an option is refused and changes nothing
      Given the organization has "cpvalDuoRdponly" set to "Windows"
      When the <channel> sets "cpvalDuoRdponly" to "<option> "
      Then the request is refused
      And "cpvalDuoRdponly" is "Windows" for the <channel>

      Examples:
        | channel    | option               |
        | technician | Windows              |
        | technician | Windows Workstations |
        | technician | Windows Servers      |
        | technician | Disabled             |
        | automation | Windows              |
        | automation | Windows Workstations |
        | automation | Windows Servers      |
        | automation | Disabled             |
        | API        | Windows              |
        | API        | Windows Workstations |
        | API        | Windows Servers      |
        | API        | Disabled             |

  Rule: An empty text through the API changes nothing

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:23 An empty text through the API changes nothing
    Scenario: cPVAL DUO RDPONLY: an empty text through the API changes nothing
      Given the organization has "cpvalDuoRdponly" set to "Windows"
      When the API sets "cpvalDuoRdponly" to ""
      Then the request is accepted
      And "cpvalDuoRdponly" is "Windows" for the API

  Rule: A value set for the organization reaches every channel

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:27 A value set for the organization reaches every channel
    Scenario Outline: cPVAL DUO RDPONLY: what is set for the organization is read by every channel
      When the <channel> sets "cpvalDuoRdponly" to "<option>"
      Then "cpvalDuoRdponly" is "<option>" for the technician
      And "cpvalDuoRdponly" is "<option>" for the automation
      And "cpvalDuoRdponly" is "<option>" for the API

      Examples:
        | channel    | option               |
        | technician | Windows              |
        | technician | Windows Workstations |
        | technician | Windows Servers      |
        | technician | Disabled             |
        | API        | Windows              |
        | API        | Windows Workstations |
        | API        | Windows Servers      |
        | API        | Disabled             |

  Rule: The agent hands out the GUID of an option

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:31 The agent hands out the GUID of an option
    Scenario Outline: cPVAL DUO RDPONLY: the agent prints GUIDs, not labels
      Given the organization has "cpvalDuoRdponly" set to "<option>"
      When the automation reads "cpvalDuoRdponly"
      Then the request is accepted
      And the agent prints the GUID of "<option>" for "cpvalDuoRdponly"

      Examples:
        | option               |
        | Windows              |
        | Windows Workstations |
        | Windows Servers      |
        | Disabled             |

  Rule: A channel can do what its permission says

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO RDPONLY: reading by channel, as documented
      Given the organization has "cpvalDuoRdponly" set to "Windows"
      When the <channel> reads "cpvalDuoRdponly"
      Then the request is <answer>

      Examples:
        | channel    | permission | answer   |
        | technician | EDITABLE   | accepted |
        | automation | READ_WRITE | accepted |
        | API        | READ_WRITE | accepted |

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO RDPONLY: setting by channel, as documented
      Given the organization has "cpvalDuoRdponly" set to "Windows"
      When the <channel> sets "cpvalDuoRdponly" to "Windows Workstations"
      Then the request is <answer>
      And "cpvalDuoRdponly" is "<value>" for the <witness>

      Examples:
        | channel    | permission | answer   | value                | witness    |
        | technician | EDITABLE   | accepted | Windows Workstations | technician |
        | automation | READ_WRITE | accepted | Windows Workstations | automation |
        | API        | READ_WRITE | accepted | Windows Workstations | API        |

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO RDPONLY: reading by channel, after a change of its permission
      Given the organization has "cpvalDuoRdponly" set to "Windows"
      And the <channel> permission of "cpvalDuoRdponly" is changed to "<permission>"
      When the <channel> reads "cpvalDuoRdponly"
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

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO RDPONLY: setting by channel, after a change of its permission
      Given the organization has "cpvalDuoRdponly" set to "Windows"
      And the <channel> permission of "cpvalDuoRdponly" is changed to "<permission>"
      When the <channel> sets "cpvalDuoRdponly" to "Windows Workstations"
      Then the request is <answer>
      And "cpvalDuoRdponly" is "<value>" for the <witness>

      Examples:
        | channel    | permission | answer   | value                | witness    |
        | technician | NONE       | refused  | Windows              | automation |
        | technician | READ_ONLY  | refused  | Windows              | technician |
        | automation | NONE       | refused  | Windows              | technician |
        | automation | READ_ONLY  | refused  | Windows              | automation |
        | API        | NONE       | refused  | Windows              | technician |
        | API        | READ_ONLY  | refused  | Windows              | API        |
        | API        | WRITE_ONLY | accepted | Windows Workstations | technician |

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO RDPONLY: setting by channel without a witness, after a change of its permission
      Given the organization has "cpvalDuoRdponly" set to "Windows"
      And the <channel> permission of "cpvalDuoRdponly" is changed to "<permission>"
      When the <channel> sets "cpvalDuoRdponly" to "Windows Workstations"
      Then the request is <answer>

      Examples:
        | channel    | permission | answer   |
        | automation | WRITE_ONLY | accepted |

    # docs/ninjaone/cpval-duo-rdponly.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO RDPONLY: taking one channel's permission away leaves the others theirs
      Given the organization has "cpvalDuoRdponly" set to "Windows"
      And the <channel> permission of "cpvalDuoRdponly" is changed to "NONE"
      When the <other> reads "cpvalDuoRdponly"
      Then the request is accepted
      And "cpvalDuoRdponly" is "Windows" for the <other>

      Examples:
        | channel    | other      |
        | technician | automation |
        | technician | API        |
        | automation | technician |
        | automation | API        |
        | API        | technician |
        | API        | automation |
