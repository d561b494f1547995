# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-uacofflineenroll.md:18
@field
Feature: The custom field cPVAL DUO UAC_OFFLINE_ENROLL
  The custom field cpvalDuoUacofflineenroll, as docs/ninjaone/cpval-duo-uacofflineenroll.md specifies it.

  Background:
    Given a tenant with the custom field "cpvalDuoUacofflineenroll"
      | attribute             | value                                                                             |
      | Label                 | cPVAL DUO UAC_OFFLINE_ENROLL                                                      |
      | Field Name            | cpvalDuoUacofflineenroll                                                          |
      | Definition Scope      | ORGANIZATION                                                                      |
      | Type                  | DROPDOWN                                                                          |
      | Option Value          | 0                                                                                 |
      | Option Value          | 1                                                                                 |
      | Default Value         | 1                                                                                 |
      | Required              | false                                                                             |
      | Technician Permission | EDITABLE                                                                          |
      | Automation Permission | READ_WRITE                                                                        |
      | API Permission        | READ_WRITE                                                                        |
      | Description           | Whether a user may enrol for offline access at elevation on Windows: 0 no, 1 yes. |
      | Tool Tip              | Choose whether users enrol at elevation                                           |
      | Footer Text           | DUO UAC_OFFLINE_ENROLL                                                            |

  Rule: The API shows the documented attributes

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:15 The API shows the documented attributes
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: attributes of the field in a tenant
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
    # rule: docs/rules.md:15 The API shows the documented attributes
    Scenario: cPVAL DUO UAC_OFFLINE_ENROLL: options of the field in a tenant, in their order
      Then the API shows the options of "cpvalDuoUacofflineenroll" in this order
        | option |
        | 0      |
        | 1      |

  Rule: A channel takes the documented options and nothing else

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: each documented option is accepted
      When the <channel> sets "cpvalDuoUacofflineenroll" to "<option>"
      Then the request is accepted
      And "cpvalDuoUacofflineenroll" is "<option>" for the <channel>

      Examples:
        | channel    | option |
        | technician | 0      |
        | technician | 1      |
        | automation | 0      |
        | automation | 1      |
        | API        | 0      |
        | API        | 1      |

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: another spelling is refused and changes nothing
      Given the organization has "cpvalDuoUacofflineenroll" set to "0"
      When the <channel> sets "cpvalDuoUacofflineenroll" to "<spelling>"
      Then the request is refused
      And "cpvalDuoUacofflineenroll" is "0" for the <channel>

      Examples:
        | channel    | spelling |
        | technician | Enabled  |
        | automation | Enabled  |
        | API        | Enabled  |

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:19 A channel takes the documented options and nothing else
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: a space after an option is refused and changes nothing
      Given the organization has "cpvalDuoUacofflineenroll" set to "0"
      When the <channel> sets "cpvalDuoUacofflineenroll" to "<option> "
      Then the request is refused
      And "cpvalDuoUacofflineenroll" is "0" for the <channel>

      Examples:
        | channel    | option |
        | technician | 0      |
        | technician | 1      |
        | automation | 0      |
        | automation | 1      |
        | API        | 0      |
        | API        | 1      |

  Rule: An empty text through the API changes nothing

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:23 An empty text through the API changes nothing
    Scenario: cPVAL DUO UAC_OFFLINE_ENROLL: an empty text through the API changes nothing
      Given the organization has "cpvalDuoUacofflineenroll" set to "0"
      When the API sets "cpvalDuoUacofflineenroll" to ""
      Then the request is accepted
      And "cpvalDuoUacofflineenroll" is "0" for the API

  Rule: A value set for the organization reaches every channel

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:27 A value set for the organization reaches every channel
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: what is set for the organization is read by every channel
      When the <channel> sets "cpvalDuoUacofflineenroll" to "<option>"
      Then "cpvalDuoUacofflineenroll" is "<option>" for the technician
      And "cpvalDuoUacofflineenroll" is "<option>" for the automation
      And "cpvalDuoUacofflineenroll" is "<option>" for the API

      Examples:
        | channel    | option |
        | technician | 0      |
        | technician | 1      |
        | API        | 0      |
        | API        | 1      |

  Rule: The agent hands out the GUID of an option

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:31 The agent hands out the GUID of an option
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: the agent prints GUIDs, not labels
      Given the organization has "cpvalDuoUacofflineenroll" set to "<option>"
      When the automation reads "cpvalDuoUacofflineenroll"
      Then the request is accepted
      And the agent prints the GUID of "<option>" for "cpvalDuoUacofflineenroll"

      Examples:
        | option |
        | 0      |
        | 1      |

  Rule: A channel can do what its permission says

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: reading by channel, as documented
      Given the organization has "cpvalDuoUacofflineenroll" set to "0"
      When the <channel> reads "cpvalDuoUacofflineenroll"
      Then the request is <answer>

      Examples:
        | channel    | permission | answer   |
        | technician | EDITABLE   | accepted |
        | automation | READ_WRITE | accepted |
        | API        | READ_WRITE | accepted |

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: setting by channel, as documented
      Given the organization has "cpvalDuoUacofflineenroll" set to "0"
      When the <channel> sets "cpvalDuoUacofflineenroll" to "1"
      Then the request is <answer>
      And "cpvalDuoUacofflineenroll" is "<value>" for the <witness>

      Examples:
        | channel    | permission | answer   | value | witness    |
        | technician | EDITABLE   | accepted | 1     | technician |
        | automation | READ_WRITE | accepted | 1     | automation |
        | API        | READ_WRITE | accepted | 1     | API        |

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: reading by channel, after a change of its permission
      Given the organization has "cpvalDuoUacofflineenroll" set to "0"
      And the <channel> permission of "cpvalDuoUacofflineenroll" is changed to "<permission>"
      When the <channel> reads "cpvalDuoUacofflineenroll"
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

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: setting by channel, after a change of its permission
      Given the organization has "cpvalDuoUacofflineenroll" set to "0"
      And the <channel> permission of "cpvalDuoUacofflineenroll" is changed to "<permission>"
      When the <channel> sets "cpvalDuoUacofflineenroll" to "1"
      Then the request is <answer>
      And "cpvalDuoUacofflineenroll" is "<value>" for the <witness>

      Examples:
        | channel    | permission | answer   | value | witness    |
        | technician | NONE       | refused  | 0     | automation |
        | technician | READ_ONLY  | refused  | 0     | technician |
        | automation | NONE       | refused  | 0     | technician |
        | automation | READ_ONLY  | refused  | 0     | automation |
        | API        | NONE       | refused  | 0     | technician |
        | API        | READ_ONLY  | refused  | 0     | API        |
        | API        | WRITE_ONLY | accepted | 1     | technician |

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: setting by channel without a witness, after a change of its permission
      Given the organization has "cpvalDuoUacofflineenroll" set to "0"
      And the <channel> permission of "cpvalDuoUacofflineenroll" is changed to "<permission>"
      When the <channel> sets "cpvalDuoUacofflineenroll" to "1"
      Then the request is <answer>

      Examples:
        | channel    | permission | answer   |
        | automation | WRITE_ONLY | accepted |

    # docs/ninjaone/cpval-duo-uacofflineenroll.md:18
    # rule: docs/rules.md:35 A channel can do what its permission says
    Scenario Outline: cPVAL DUO UAC_OFFLINE_ENROLL: taking one channel's permission away leaves the others theirs
      Given the organization has "cpvalDuoUacofflineenroll" set to "0"
      And the <channel> permission of "cpvalDuoUacofflineenroll" is changed to "NONE"
      When the <other> reads "cpvalDuoUacofflineenroll"
      Then the request is accepted
      And "cpvalDuoUacofflineenroll" is "0" for the <other>

      Examples:
        | channel    | other      |
        | technician | automation |
        | technician | API        |
        | automation | technician |
        | automation | API        |
        | API        | technician |
        | API        | automation |
