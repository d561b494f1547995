# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/ninjaone/cpval-duo-smartcard.md:18
@deployment
Feature: What is deployed by cPVAL DUO SMARTCARD
  From the option that an organization chose to what the product keeps of it.

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

  Rule: The deployment always writes an explicit value

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO SMARTCARD: what the deployment writes
      Given a <platform> in the organization
      And the organization has "cpvalDuoSmartcard" set to "<option>"
      When Duo is deployed to the <platform> with SMARTCARD from "cpvalDuoSmartcard"
      Then the endpoint's "<setting>" is "<value>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | setting          | value | source                                  |
        | Windows workstation | All                  | EnableSmartCards | 1     | docs/rules.md:79                        |
        | Windows workstation | Windows              | EnableSmartCards | 1     | docs/rules.md:68                        |
        | Windows workstation | Windows Workstations | EnableSmartCards | 1     | docs/rules.md:69                        |
        | Windows workstation | Windows Servers      | EnableSmartCards | 0     | docs/rules.md:70                        |
        | Windows workstation | Macintosh            | EnableSmartCards | 0     | docs/rules.md:71                        |
        | Windows workstation | Disabled             | EnableSmartCards | 0     | docs/rules.md:87                        |
        | Windows workstation | (unset)              | EnableSmartCards | 0     | docs/ninjaone/cpval-duo-smartcard.md:18 |

      @windows-server
      Examples: Windows server
        | platform       | option               | setting          | value | source                                  |
        | Windows server | All                  | EnableSmartCards | 1     | docs/rules.md:79                        |
        | Windows server | Windows              | EnableSmartCards | 1     | docs/rules.md:68                        |
        | Windows server | Windows Workstations | EnableSmartCards | 0     | docs/rules.md:69                        |
        | Windows server | Windows Servers      | EnableSmartCards | 1     | docs/rules.md:70                        |
        | Windows server | Macintosh            | EnableSmartCards | 0     | docs/rules.md:71                        |
        | Windows server | Disabled             | EnableSmartCards | 0     | docs/rules.md:87                        |
        | Windows server | (unset)              | EnableSmartCards | 0     | docs/ninjaone/cpval-duo-smartcard.md:18 |

      @macos
      Examples: macOS
        | platform | option               | setting          | value | source                                  |
        | macOS    | All                  | smartcard_bypass | true  | docs/rules.md:79                        |
        | macOS    | Windows              | smartcard_bypass | false | docs/rules.md:68                        |
        | macOS    | Windows Workstations | smartcard_bypass | false | docs/rules.md:69                        |
        | macOS    | Windows Servers      | smartcard_bypass | false | docs/rules.md:70                        |
        | macOS    | Macintosh            | smartcard_bypass | true  | docs/rules.md:71                        |
        | macOS    | Disabled             | smartcard_bypass | false | docs/rules.md:87                        |
        | macOS    | (unset)              | smartcard_bypass | false | docs/ninjaone/cpval-duo-smartcard.md:18 |

    # docs/ninjaone/cpval-duo-smartcard.md:18
    # rule: docs/rules.md:101 The deployment always writes an explicit value
    # rule: docs/rules.md:44 A field feeds the setting that its document names
    # rule: docs/rules.md:48 A platform runs Duo's product for it
    # rule: docs/rules.md:62 An option covers the platforms that its words name
    # rule: docs/rules.md:73 All covers every platform
    # rule: docs/rules.md:81 Disabled covers no platform
    # rule: docs/rules.md:89 An unset field has the documented default
    Scenario Outline: cPVAL DUO SMARTCARD: what the installer is given
      Given a <platform> in the organization
      And the organization has "cpvalDuoSmartcard" set to "<option>"
      When Duo is deployed to the <platform> with SMARTCARD from "cpvalDuoSmartcard"
      Then the installer on the <platform> was given "<property>" as "<given>"

      @windows-workstation
      Examples: Windows workstation
        | platform            | option               | property  | given | evidence | source                        |
        | Windows workstation | All                  | SMARTCARD | #1    | reported | docs/duo/logon-settings.md:24 |
        | Windows workstation | Windows              | SMARTCARD | #1    | reported | docs/duo/logon-settings.md:24 |
        | Windows workstation | Windows Workstations | SMARTCARD | #1    | reported | docs/duo/logon-settings.md:24 |
        | Windows workstation | Windows Servers      | SMARTCARD | #0    | reported | docs/duo/logon-settings.md:24 |
        | Windows workstation | Macintosh            | SMARTCARD | #0    | reported | docs/duo/logon-settings.md:24 |
        | Windows workstation | Disabled             | SMARTCARD | #0    | reported | docs/duo/logon-settings.md:24 |
        | Windows workstation | (unset)              | SMARTCARD | #0    | reported | docs/duo/logon-settings.md:24 |

      @windows-server
      Examples: Windows server
        | platform       | option               | property  | given | evidence | source                        |
        | Windows server | All                  | SMARTCARD | #1    | reported | docs/duo/logon-settings.md:24 |
        | Windows server | Windows              | SMARTCARD | #1    | reported | docs/duo/logon-settings.md:24 |
        | Windows server | Windows Workstations | SMARTCARD | #0    | reported | docs/duo/logon-settings.md:24 |
        | Windows server | Windows Servers      | SMARTCARD | #1    | reported | docs/duo/logon-settings.md:24 |
        | Windows server | Macintosh            | SMARTCARD | #0    | reported | docs/duo/logon-settings.md:24 |
        | Windows server | Disabled             | SMARTCARD | #0    | reported | docs/duo/logon-settings.md:24 |
        | Windows server | (unset)              | SMARTCARD | #0    | reported | docs/duo/logon-settings.md:24 |

      @macos
      Examples: macOS
        | platform | option               | property         | given | evidence   | source                        |
        | macOS    | All                  | smartcard_bypass | true  | documented | docs/duo/logon-settings.md:77 |
        | macOS    | Windows              | smartcard_bypass | false | documented | docs/duo/logon-settings.md:77 |
        | macOS    | Windows Workstations | smartcard_bypass | false | documented | docs/duo/logon-settings.md:77 |
        | macOS    | Windows Servers      | smartcard_bypass | false | documented | docs/duo/logon-settings.md:77 |
        | macOS    | Macintosh            | smartcard_bypass | true  | documented | docs/duo/logon-settings.md:77 |
        | macOS    | Disabled             | smartcard_bypass | false | documented | docs/duo/logon-settings.md:77 |
        | macOS    | (unset)              | smartcard_bypass | false | documented | docs/duo/logon-settings.md:77 |
