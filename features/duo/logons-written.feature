# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

Feature: Logons at Windows and macOS, as written in the document

# docs/duo/logons.md:16
Scenario Outline: Duo's answer about a user is final at a logon
  Given Duo on a <platform> with failmode <failmode>
  And Duo is reachable
  And the user is "<user>" at Duo
  When the user logs in to the <platform> with the right password
  Then the login is "<verdict>"

  Examples: a user whom Duo does not know
    | platform            | failmode | user       | verdict | evidence   |
    | Windows workstation | open     | unenrolled | denied  | reported   |
    | Windows workstation | closed   | unenrolled | denied  | reported   |
    | Windows server      | open     | unenrolled | denied  | reported   |
    | Windows server      | closed   | unenrolled | denied  | reported   |
    | macOS               | open     | unenrolled | denied  | documented |
    | macOS               | closed   | unenrolled | denied  | documented |

  Examples: a status that decides without asking
    | platform       | failmode | user       | verdict | evidence   |
    | Windows server | closed   | bypass     | allowed | documented |
    | Windows server | open     | disabled   | denied  | documented |
    | Windows server | open     | locked out | denied  | documented |
    | macOS          | closed   | bypass     | allowed | documented |
    | macOS          | open     | disabled   | denied  | documented |
    | macOS          | open     | locked out | denied  | documented |

# docs/duo/logons.md:43
Scenario: Windows Logon tells a user whom Duo does not know whom to ask
  Given Duo on a Windows server with failmode open
  And Duo is reachable
  And the user is "unenrolled" at Duo
  When the user logs in to the Windows server with the right password
  Then the user is told "The username you have entered is not enrolled with Duo Security. Please contact your system administrator."

# docs/duo/logons.md:56
Scenario: A push that nobody had to ask for is in Duo's log as a push
  Given Duo on a Windows server with failmode closed
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in to the Windows server with the right password
  Then the login is "allowed"
  And the user is told "Success. Logging you in..."
  And Duo's authentication log shows one login, "success" because of "user_approved", by "duo_push"

# docs/duo/logons.md:69
Scenario Outline: A user who answers in time gets in, and one who is too late does not
  Given Duo on a <platform> with failmode open
  And Duo is reachable
  And the user answers the push with "<answer>" after <seconds> s
  When the user logs in to the <platform> with the right password
  Then the login is "<verdict>"
  And Duo's authentication log shows one login, "<result>" because of "<reason>"

  Examples:
    | platform       | answer  | seconds | verdict | result  | reason        | evidence   |
    | Windows server | approve | 0.2     | allowed | success | user_approved | reported |
    | Windows server | deny    | 0.2     | denied  | denied  | user_mistake  | reported |
    | Windows server | approve | 600     | denied  | denied  | no_response   | reported |
    | macOS          | approve | 0.2     | allowed | success | user_approved | reported |
    | macOS          | approve | 600     | denied  | denied  | no_response   | reported |

# docs/duo/logons.md:89
Scenario Outline: Duo is asked for the factor that the user picks
  Given Duo on a Windows server with failmode closed
  And Group Policy sets "AutoPush" to "<auto push>"
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in to the Windows server and chooses a <choice>
  Then Duo was told "<factor>" as "factor" at "auth"
  And the login is "allowed"
  And Duo's authentication log shows one login, "success" because of "user_approved", by "<logged>"

  Examples:
    | auto push | choice     | factor | logged     | evidence   |
    | 1         | phone call | phone  | phone_call | documented |
    | 0         | phone call | phone  | phone_call | documented |
    | 0         | push       | push   | duo_push   | documented |

# docs/duo/logons.md:107
Scenario: A push that nobody picks is asked for as the best factor
  Given Duo on a Windows server with failmode closed
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in to the Windows server with the right password
  Then Duo was told "auto" as "factor" at "auth"
  And Duo was told "auto" as "device" at "auth"
  And the login is "allowed"

# docs/duo/logons.md:118
Scenario Outline: A passcode decides as a second factor
  Given Duo on a <platform> with failmode <failmode>
  And Duo is reachable
  When the user logs in to the <platform> with a <which> passcode
  Then the login is "<verdict>"

  Examples:
    | platform       | failmode | which | verdict | evidence   |
    | Windows server | closed   | right | allowed | documented |
    | Windows server | open     | wrong | denied  | documented |
    | macOS          | closed   | right | allowed | documented |
    | macOS          | open     | wrong | denied  | documented |

# docs/duo/logons.md:137
Scenario Outline: Group Policy wins over what the installer wrote
  Given Duo on a <platform> with failmode <installed>
  And Group Policy sets "FailOpen" to "<policy>"
  And Duo suffers "connection-refused" at preauth
  When the user logs in to the <platform> with the right password
  Then the endpoint's "FailOpen" is "<policy>"
  And the login is "<verdict>"

  Examples:
    | platform            | installed | policy | verdict     | evidence   |
    | Windows workstation | closed    | 1      | failed-open | documented |
    | Windows workstation | open      | 0      | denied      | documented |
    | Windows server      | closed    | 1      | failed-open | documented |
    | Windows server      | open      | 0      | denied      | documented |

# docs/duo/logons.md:154
Scenario: A value that no policy sets stays as the installer wrote it
  Given Duo on a Windows server with failmode open
  And Group Policy sets "RdpOnly" to "0"
  And Duo suffers "connection-refused" at preauth
  When the user logs in to the Windows server with the right password
  Then the endpoint's "FailOpen" is "1"
  And the login is "failed-open"

# docs/duo/logons.md:168
Scenario Outline: RdpOnly guards logons over Remote Desktop alone
  Given Duo on a <platform> with failmode closed
  And Group Policy sets "RdpOnly" to "1"
  And Duo suffers "connection-refused" at preauth
  When the user logs in to the <platform> with the right password
  Then the login is "allowed"
  And Duo was not asked
  When the user logs in to the <platform> over Remote Desktop
  Then the login is "denied"

  Examples:
    | platform            | evidence |
    | Windows workstation | reported |
    | Windows server      | reported |

# docs/duo/logons.md:185
Scenario: Without RdpOnly both are guarded
  Given Duo on a Windows server with failmode closed
  And Duo suffers "connection-refused" at preauth
  When the user logs in to the Windows server with the right password
  Then the login is "denied"
  When the user logs in to the Windows server over Remote Desktop
  Then the login is "denied"

# docs/duo/logons.md:195
Scenario Outline: Where Duo guards elevation, by mode
  Given Duo on a Windows server with failmode closed
  And Group Policy sets "ElevationProtectionMode" to "<mode>"
  And Duo suffers "connection-refused" at preauth
  When the user logs in to the Windows server with the right password
  Then the login is "<verdict>"

  Examples:
    | mode | verdict | evidence |
    | 0    | denied  | reported |
    | 1    | allowed | reported |
    | 2    | denied  | reported |

# docs/duo/logons.md:212
Scenario Outline: Duo is told the user's name in the form that is set
  Given Duo on a Windows server with failmode closed
  And Group Policy sets "UsernameFormatForService" to "<format>"
  And Duo is reachable
  And the user answers the push with "approve"
  When the user logs in to the Windows server with the right password
  Then Duo was told "<name>" as "username" at "preauth"
  And Duo was told "<name>" as "username" at "auth"
  And the login is "allowed"

  Examples:
    | format | name               | evidence |
    | 0      | alice              | reported |
    | 1      | EXAMPLE\alice      | reported |
    | 2      | alice@example.test | reported |

# docs/duo/logons.md:234
Scenario Outline: Offline access beside the failmode
  Given Duo on a Windows server with failmode <failmode>
  And the user is enrolled for offline access
  And Duo suffers "<fault>" at preauth
  When the user logs in to the Windows server with the <which> offline passcode
  Then the login is "<verdict>"

  Examples:
    | failmode | fault              | which | verdict     | evidence   |
    | closed   | connection-refused | right | allowed     | documented |
    | closed   | connection-refused | wrong | denied      | documented |
    | closed   | dns-failure        | right | allowed     | reported   |
    | closed   | dns-failure        | wrong | denied      | documented |
    | open     | connection-refused | wrong | failed-open | documented |
    | open     | dns-failure        | wrong | failed-open | documented |

# docs/duo/logons.md:252
Scenario: Without offline access a user who enrolled for it is denied
  Given Duo on a Windows server with failmode closed
  And Group Policy sets "OfflineAvailable" to "0"
  And the user is enrolled for offline access
  And Duo suffers "connection-refused" at preauth
  When the user logs in to the Windows server with the right offline passcode
  Then the login is "denied"

# docs/duo/logons.md:262
Scenario: While Duo can be reached, an offline passcode is nothing
  Given Duo on a Windows server with failmode closed
  And the user is enrolled for offline access
  And Duo is reachable
  And the user answers the push with "deny"
  When the user logs in to the Windows server with the right offline passcode
  Then the login is "denied"

# docs/duo/logons.md:276
Scenario Outline: Duo is deployed with the keys of the custom fields
  Given the keys of Duo's application are in custom fields of the organization
  And Duo is reachable
  And the user answers the push with "approve"
  When Duo is deployed to the <platform> with the keys of the custom fields
  And the user logs in to the <platform> with the right password
  Then the request is accepted
  And the login is "allowed"

  Examples:
    | platform            |
    | Windows workstation |
    | Windows server      |
    | macOS               |

# docs/duo/logons.md:293
Scenario Outline: A key that is missing stops the deployment
  Given the keys of Duo's application are in custom fields of the organization but for "<field>"
  When Duo is deployed to the Windows server with the keys of the custom fields
  Then the request is refused

  Examples:
    | field        |
    | cpvalDuoIkey |
    | cpvalDuoSkey |
    | cpvalDuoHkey |

# docs/duo/logons.md:306
Scenario: Where no field feeds the failmode, the deployment says closed
  Given the keys of Duo's application are in custom fields of the organization
  And Duo suffers "connection-refused" at preauth
  When Duo is deployed to the Windows server with the keys of the custom fields
  And the user logs in to the Windows server with the right password
  Then the endpoint's "FailOpen" is "0"
  And the login is "denied"

# docs/duo/logons.md:320
Scenario Outline: What nobody has documented is told as assumed, at Windows
  Given Duo on a Windows server with failmode open
  And Duo suffers "<fault>" at <stage>
  And the user answers the push with "approve"
  When the user logs in to the Windows server with the right password
  Then the login is "<verdict>"
  And this is assumed: "what Duo for Windows Logon does on <condition> at <stage>"

  Examples: at the first contact
    | fault              | stage   | condition              | verdict     | evidence |
    | no-route           | preauth | no-route               | failed-open | unknown  |
    | tls-untrusted      | preauth | certificate-untrusted  | failed-open | unknown  |
    | tls-wrong-host     | preauth | certificate-wrong-host | failed-open | unknown  |
    | tls-alert          | preauth | tls-failure            | failed-open | unknown  |
    | closed-early       | preauth | closed-early           | failed-open | unknown  |
    | reset              | preauth | reset                  | failed-open | unknown  |
    | reset-mid-body     | preauth | cut-off                | denied      | unknown  |
    | truncated-body     | preauth | cut-off                | denied      | unknown  |
    | not-http           | preauth | not-http               | failed-open | unknown  |
    | http-500           | preauth | http-5xx               | failed-open | unknown  |
    | http-503           | preauth | http-5xx               | failed-open | unknown  |
    | http-429           | preauth | http-429               | denied      | unknown  |
    | http-403           | preauth | http-403               | denied      | unknown  |
    | redirect           | preauth | http-other             | denied      | unknown  |
    | not-json           | preauth | not-json               | denied      | unknown  |
    | malformed-response | preauth | malformed-response     | failed-open | unknown  |

  Examples: after preauth went well
    | fault              | stage | condition          | verdict | evidence |
    | connection-refused | auth  | connection-refused | denied  | unknown  |
    | http-500           | auth  | http-5xx           | denied  | unknown  |
    | http-401           | auth  | http-401           | denied  | unknown  |
    | malformed-response | auth  | malformed-response | denied  | unknown  |
    | closed-early       | auth  | closed-early       | denied  | unknown  |

# docs/duo/logons.md:357
Scenario Outline: What nobody has documented is told as assumed, at macOS
  Given Duo on a macOS with failmode open
  And Duo suffers "<fault>" at <stage>
  And the user answers the push with "approve"
  When the user logs in to the macOS with the right password
  Then the login is "<verdict>"
  And this is assumed: "what Duo for macOS does on <condition> at <stage>"

  Examples: at the first contact
    | fault              | stage   | condition          | verdict     | evidence |
    | no-route           | preauth | no-route           | failed-open | unknown  |
    | closed-early       | preauth | closed-early       | failed-open | unknown  |
    | http-500           | preauth | http-5xx           | failed-open | unknown  |
    | http-429           | preauth | http-429           | denied      | unknown  |
    | http-403           | preauth | http-403           | denied      | unknown  |
    | not-json           | preauth | not-json           | denied      | unknown  |
    | malformed-response | preauth | malformed-response | failed-open | unknown  |

# docs/duo/logons.md:379
Scenario Outline: What an answer that says nothing usable leads to is told as assumed
  Given Duo on a <platform> with failmode open
  And Duo's answer at <stage> is <answer>
  And the user answers the push with "approve"
  When the user logs in to the <platform> with the right password
  Then the login is "<verdict>"
  And this is assumed: "what Duo for <product> does on <condition> at <stage>"

  Examples: at the first contact
    | platform       | product       | stage   | answer                                                | condition          | verdict     | evidence |
    | Windows server | Windows Logon | preauth | {"stat": "FAIL", "code": 50001, "message": "trouble"} | stat-fail          | denied      | unknown  |
    | Windows server | Windows Logon | preauth | {"stat": "OK", "response": ["allow"]}                 | malformed-response | failed-open | unknown  |
    | Windows server | Windows Logon | preauth | {"stat": "MAYBE", "response": {"result": "allow"}}    | not-json           | denied      | unknown  |
    | macOS          | macOS         | preauth | {"stat": "FAIL", "code": 50001, "message": "trouble"} | stat-fail          | denied      | unknown  |

  Examples: after preauth went well
    | platform       | product       | stage | answer                                                | condition          | verdict | evidence |
    | Windows server | Windows Logon | auth  | {"stat": "FAIL", "code": 50001, "message": "trouble"} | stat-fail          | denied  | unknown  |
    | Windows server | Windows Logon | auth  | {"stat": "OK", "response": ["allow"]}                 | malformed-response | denied  | unknown  |
    | Windows server | Windows Logon | auth  | {"stat": "OK", "response": {}}                        | malformed-response | denied  | unknown  |
    | Windows server | Windows Logon | auth  | {"stat": "OK", "response": {"txid": ""}}              | malformed-response | denied  | unknown  |
    | Windows server | Windows Logon | auth  | {"stat": "OK", "response": {"txid": 1}}               | malformed-response | denied  | unknown  |

# docs/duo/logons.md:406
Scenario: A failure that the failmode does not decide offers no offline access
  Given Duo on a Windows server with failmode closed
  And the user is enrolled for offline access
  And Duo suffers "http-403" at preauth
  When the user logs in to the Windows server with the right offline passcode
  Then the login is "denied"
  And this is assumed: "what Duo for Windows Logon does on http-403 at preauth"

# docs/duo/logons.md:416
Scenario: What is documented is not told as assumed
  Given Duo on a Windows server with failmode open
  And Duo suffers "connection-refused" at preauth
  When the user logs in to the Windows server with the right password
  Then the login is "failed-open"
  And this is assumed: "nothing"
