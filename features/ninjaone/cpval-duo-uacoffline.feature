# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-uacoffline.md:18
@field
Feature: The custom field cPVAL DUO UAC_OFFLINE
  The custom field cpvalDuoUacoffline, as docs/ninjaone/cpval-duo-uacoffline.md specifies it.

  Background:
    Given a tenant with the custom field "cpvalDuoUacoffline"
      | attribute             | value                                                                    |
      | Label                 | cPVAL DUO UAC_OFFLINE                                                    |
      | Field Name            | cpvalDuoUacoffline                                                       |
      | Definition Scope      | ORGANIZATION                                                             |
      | Type                  | DROPDOWN                                                                 |
      | Option Value          | 0                                                                        |
      | Option Value          | 1                                                                        |
      | Default Value         | 1                                                                        |
      | Required              | false                                                                    |
      | Technician Permission | EDITABLE                                                                 |
      | Automation Permission | READ_WRITE                                                               |
      | API Permission        | READ_WRITE                                                               |
      | Description           | Whether offline access may be used at elevation on Windows: 0 no, 1 yes. |
      | Tool Tip              | Choose whether elevation may be approved offline                         |
      | Footer Text           | DUO UAC_OFFLINE                                                          |

  Rule: The API shows the documented attributes

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:15 The API shows the documented attributes
    Scenario Outline: cPVAL DUO UAC_OFFLINE: attributes of the field in a tenant
      Then the API shows "<attribute>" of "cpvalDuoUacoffline" as "<value>"

      Examples:
        | attribute             | value                                                                    |
        | Label                 | cPVAL DUO UAC_OFFLINE                                                    |
        | Field Name            | cpvalDuoUacoffline                                                       |
        | Definition Scope      | ORGANIZATION                                                             |
        | Type                  | DROPDOWN                                                                 |
        | Default Value         | 1                                                                        |
        | Required              | false                                                                    |
        | Technician Permission | EDITABLE                                                                 |
        | Automation Permission | READ_WRITE                                                               |
        | API Permission        | READ_WRITE                                                               |
        | Description           | Whether offline access may be used at elevation on Windows: 0 no, 1 yes. |
        | Tool Tip              | Choose whether elevation may be approved offline                         |
        | Footer Text           | DUO UAC_OFFLINE                                                          |

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:15 The API shows the documented attributes
    Scenario: cPVAL DUO UAC_OFFLINE: options of the field in a tenant, in their order
      Then the API shows the options of "cpvalDuoUacoffline" in this order
        | option |
        | 0      |
        | 1      |

  Rule: A channel takes the documented options and nothing else

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO UAC_OFFLINE: each documented option is accepted
      When the <channel> sets "cpvalDuoUacoffline" to "<option>"
      Then the request is accepted
      And "cpvalDuoUacoffline" is "<option>" for the <channel>

      Examples:
        | channel    | option |
        | technician | 0      |
        | technician | 1      |
        | automation | 0      |
        | automation | 1      |
        | API        | 0      |
        | API        | 1      |

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO UAC_OFFLINE: another spelling is refused and changes nothing
      Given the organization has "cpvalDuoUacoffline" set to "0"
      When the <channel> sets "cpvalDuoUacoffline" to "<spelling>"
      Then the request is refused
      And "cpvalDuoUacoffline" is "0" for the <channel>

      Examples:
        | channel    | spelling |
        | technician | Enabled  |
        | automation | Enabled  |
        | API        | Enabled  |

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO UAC_OFFLINE: a space after an option is refused and changes nothing
      Given the organization has "cpvalDuoUacoffline" set to "0"
      When the <channel> sets "cpvalDuoUacoffline" to "<option> "
      Then the request is refused
      And "cpvalDuoUacoffline" is "0" for the <channel>

      Examples:
        | channel    | option |
        | technician | 0      |
        | technician | 1      |
        | automation | 0      |
        | automation | 1      |
        | API        | 0      |
        | API        | 1      |

  Rule: An empty text through the API changes nothing

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:23 An empty text through the API changes nothing
    Scenario: cPVAL DUO UAC_OFFLINE: an empty text through the API changes nothing
      Given the organization has "cpvalDuoUacoffline" set to "0"
      When the API sets "cpvalDuoUacoffline" to ""
      Then the request is accepted
      And "cpvalDuoUacoffline" is "0" for the API

  Rule: A value set for the organization reaches every channel

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:27 A value set for the organization reaches every channel
    Scenario Outline: cPVAL DUO UAC_OFFLINE: what is set for the organization is read by every channel
      When the <channel> sets "cpvalDuoUacoffline" to "<option>"
      Then "cpvalDuoUacoffline" is "<option>" for the technician
      And "cpvalDuoUacoffline" is "<option>" for the automation
      And "cpvalDuoUacoffline" is "<option>" for the API

      Examples:
        | channel    | option |
        | technician | 0      |
        | technician | 1      |
        | API        | 0      |
        | API        | 1      |

  Rule: The agent hands out the GUID of an option

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:31 The agent hands out the GUID of an option
    Scenario Outline: cPVAL DUO UAC_OFFLINE: the agent prints GUIDs, not labels
      Given the organization has "cpvalDuoUacoffline" set to "<option>"
      When the automation reads "cpvalDuoUacoffline"
      Then the request is accepted
      And the agent prints the GUID of "<option>" for "cpvalDuoUacoffline"

      Examples:
        | option |
        | 0      |
        | 1      |

  Rule: A channel can do what its permission says

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO UAC_OFFLINE: reading by channel, as documented
      Given the organization has "cpvalDuoUacoffline" set to "0"
      When the <channel> reads "cpvalDuoUacoffline"
      Then the request is <answer>

      Examples:
        | channel    | permission | answer   |
        | technician | EDITABLE   | accepted |
        | automation | READ_WRITE | accepted |
        | API        | READ_WRITE | accepted |

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO UAC_OFFLINE: setting by channel, as documented
      Given the organization has "cpvalDuoUacoffline" set to "0"
      When the <channel> sets "cpvalDuoUacoffline" to "1"
      Then the request is <answer>
      And "cpvalDuoUacoffline" is "<value>" for the <witness>

      Examples:
        | channel    | permission | answer   | value | witness    |
        | technician | EDITABLE   | accepted | 1     | technician |
        | automation | READ_WRITE | accepted | 1     | automation |
        | API        | READ_WRITE | accepted | 1     | API        |

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO UAC_OFFLINE: reading by channel, after a change of its permission
      Given the organization has "cpvalDuoUacoffline" set to "0"
      And the <channel> permission of "cpvalDuoUacoffline" is changed to "<permission>"
      When the <channel> reads "cpvalDuoUacoffline"
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

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO UAC_OFFLINE: setting by channel, after a change of its permission
      Given the organization has "cpvalDuoUacoffline" set to "0"
      And the <channel> permission of "cpvalDuoUacoffline" is changed to "<permission>"
      When the <channel> sets "cpvalDuoUacoffline" to "1"
      Then the request is <answer>
      And "cpvalDuoUacoffline" is "<value>" for the <witness>

      Examples:
        | channel    | permission | answer   | value | witness    |
        | technician | NONE       | refused  | 0     | automation |
        | technician | READ_ONLY  | refused  | 0     | technician |
        | automation | NONE       | refused  | 0     | technician |
        | automation | READ_ONLY  | refused  | 0     | automation |
        | API        | NONE       | refused  | 0     | technician |
        | API        | READ_ONLY  | refused  | 0     | API        |
        | API        | WRITE_ONLY | accepted | 1     | technician |

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO UAC_OFFLINE: setting by channel without a witness, after a change of its permission
      Given the organization has "cpvalDuoUacoffline" set to "0"
      And the <channel> permission of "cpvalDuoUacoffline" is changed to "<permission>"
      When the <channel> sets "cpvalDuoUacoffline" to "1"
      Then the request is <answer>

      Examples:
        | channel    | permission | answer   |
        | automation | WRITE_ONLY | accepted |

    # docs/ninjaone/cpval-duo-uacoffline.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO UAC_OFFLINE: taking one channel's permission away leaves the others theirs
      Given the organization has "cpvalDuoUacoffline" set to "0"
      And the <channel> permission of "cpvalDuoUacoffline" is changed to "NONE"
      When the <other> reads "cpvalDuoUacoffline"
      Then the request is accepted
      And "cpvalDuoUacoffline" is "0" for the <other>

      Examples:
        | channel    | other      |
        | technician | automation |
        | technician | API        |
        | automation | technician |
        | automation | API        |
        | API        | technician |
        | API        | automation |
