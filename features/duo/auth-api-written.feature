# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

Feature: Duo's Auth API, as its clients rely on it, as written in the document

# docs/duo/auth-api.md:16
Scenario Outline: A push goes from waiting to its end
  Given an integration "own" of Duo's Auth API
  And the user answers the push with "<answer>"
  When "own" asks for auth, with factor=push and device=auto and async=1
  And "own" asks what became of it
  Then Duo's "result" is "waiting"
  And Duo's "status" is "pushed"
  When "own" asks what became of it
  Then Duo's "result" is "<result>"
  And Duo's "status" is "<status>"
  When "own" asks what became of it
  Then Duo's "result" is "<result>"

  Examples:
    | answer  | result | status  | evidence   |
    | approve | allow  | allow   | by reading |
    | deny    | deny   | deny    | by reading |
    | fraud   | deny   | fraud   | by reading |
    | ignore  | deny   | timeout | by reading |

# docs/duo/auth-api.md:38
Scenario Outline: Asked without async, auth answers when the user has
  Given an integration "own" of Duo's Auth API
  And the user answers the push with "<answer>"
  When "own" asks for auth, with factor=push and device=auto
  Then Duo's "result" is "<result>"
  And Duo's "status" is "<status>"
  And Duo's answer has no "txid"

  Examples:
    | answer  | result | status  | evidence   |
    | approve | allow  | allow   | by reading |
    | deny    | deny   | deny    | by reading |
    | ignore  | deny   | timeout | by reading |

# docs/duo/auth-api.md:56
Scenario Outline: A client that asks is told when the user has answered
  Given an integration "own" of Duo's Auth API
  And the user answers the push with "<answer>" after <seconds> s
  When "own" asks for auth, with factor=push and device=auto and async=1
  And "own" asks what became of it
  Then Duo's "status" is "pushed"
  When "own" asks what became of it
  Then Duo's "result" is "<result>"
  And Duo's "status" is "<status>"

  Examples:
    | answer  | seconds | result | status  | evidence   |
    | approve | 0.2     | allow  | allow   | by reading |
    | deny    | 0.2     | deny   | deny    | by reading |
    | approve | 600     | deny   | timeout | unknown    |

# docs/duo/auth-api.md:74
Scenario: A transaction belongs to the integration that began it
  Given an integration "own" of Duo's Auth API
  And an integration "other" of Duo's Auth API
  And the user answers the push with "approve"
  When "own" asks for auth, with factor=push and device=auto and async=1
  And "other" asks what became of it
  Then Duo refuses with code "40002"
  When "own" asks what became of it
  Then Duo's "result" is "waiting"

# docs/duo/auth-api.md:92
Scenario Outline: A factor ends as the user answers it, and is in the log by its own word
  Given an integration "own" of Duo's Auth API
  And the user answers the push with "<answer>"
  When "own" asks for auth, with <params>
  Then Duo's "result" is "<result>"
  And Duo's "status" is "<status>"
  And Duo's authentication log shows one login, "<logged>" because of "<reason>", by "<factor>"

  Examples:
    | params                            | answer  | result | status  | logged  | reason            | factor      | evidence   |
    | factor=push and device=auto       | approve | allow  | allow   | success | user_approved     | duo_push    | reported   |
    | factor=auto and device=auto       | approve | allow  | allow   | success | user_approved     | duo_push    | reported   |
    | factor=push and device=phone1     | deny    | deny   | deny    | denied  | user_mistake      | duo_push    | reported   |
    | factor=push and device=auto       | fraud   | deny   | fraud   | fraud   | user_marked_fraud | duo_push    | reported   |
    | factor=push and device=auto       | ignore  | deny   | timeout | denied  | no_response       | duo_push    | reported   |
    | factor=phone and device=auto      | approve | allow  | allow   | success | user_approved     | phone_call  | reported   |
    | factor=phone and device=auto      | ignore  | deny   | timeout | denied  | call_timed_out    | phone_call  | unknown    |
    | factor=sms and device=auto        | approve | deny   | sent    | denied  | user_cancelled    | sms_refresh | unknown    |
    | factor=passcode and passcode=0000 | approve | deny   | deny    | denied  | invalid_passcode  | passcode    | reported   |

# docs/duo/auth-api.md:114
Scenario: A call is dialed, answered and confirmed
  Given an integration "own" of Duo's Auth API
  And the user answers the push with "approve"
  When "own" asks for auth, with factor=phone and device=auto and async=1
  And "own" asks what became of it
  Then Duo's "status" is "calling"
  When "own" asks what became of it
  Then Duo's "result" is "waiting"
  And Duo's "status" is "answered"
  When "own" asks what became of it
  Then Duo's "result" is "allow"

# docs/duo/auth-api.md:128
Scenario: A call that nobody answers is dialed, and no more
  Given an integration "own" of Duo's Auth API
  And the user answers the push with "ignore"
  When "own" asks for auth, with factor=phone and device=auto and async=1
  And "own" asks what became of it
  Then Duo's "status" is "calling"
  When "own" asks what became of it
  Then Duo's "status" is "timeout"

# docs/duo/auth-api.md:141
Scenario: Preauth lists the phones and what each of them can do
  Given an integration "own" of Duo's Auth API
  When "own" asks for preauth
  Then Duo's "status_msg" is "Account is active"
  And Duo's answer has "devices.0.device"
  And Duo's "devices.0.type" is "phone"
  And Duo's "devices.0.number" begins with "XXX-XXX-"
  And Duo's answer has "devices.0.name"
  And Duo's answer has "devices.0.display_name"
  And Duo's "devices.0.capabilities" is "auto, push, sms, phone, mobile_otp"
  And Duo's answer has no "prompt"

# docs/duo/auth-api.md:159
Scenario: Preauth gives a terminal the numbered choices
  Given an integration "own" of Duo's Auth API
  When "own" asks for preauth, with text_prompt=1
  Then Duo's "prompt.factors.default" is "push1"
  And Duo's "prompt.factors.1" is "push1"
  And Duo's "prompt.factors.2" is "phone1"
  And Duo's "prompt.factors.3" is "sms1"
  And Duo's answer has "prompt.text"

# docs/duo/auth-api.md:170
Scenario Outline: What the user typed is a choice or a passcode
  Given an integration "own" of Duo's Auth API
  And the user answers the push with "approve"
  When "own" asks for auth, with factor=prompt and prompt=<typed>
  Then Duo's "result" is "<result>"
  And Duo's authentication log shows one login, "<logged>" because of "<reason>", by "<factor>"

  Examples:
    | typed  | result | logged  | reason           | factor      | evidence   |
    | push1  | allow  | success | user_approved    | duo_push    | by reading |
    | push   | allow  | success | user_approved    | duo_push    | by reading |
    | auto   | allow  | success | user_approved    | duo_push    | by reading |
    | phone1 | allow  | success | user_approved    | phone_call  | by reading |
    | sms1   | deny   | denied  | user_cancelled   | sms_refresh | unknown    |
    | push2  | deny   | denied  | invalid_passcode | passcode    | unknown    |
    | 000000 | deny   | denied  | invalid_passcode | passcode    | by reading |

# docs/duo/auth-api.md:189
Scenario: The choice of a verified push has a word of its own
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  When "strict" asks for preauth, with client_supports_verified_push=1 and text_prompt=1
  Then Duo's "prompt.factors.1" is "verified_push1"
  When "strict" asks for preauth, with text_prompt=1
  Then Duo's "prompt.factors.1" is "phone1"

# docs/duo/auth-api.md:202
Scenario: Nothing can be asked of a user who has a hardware token alone
  Given an integration "own" of Duo's Auth API
  And the user has a hardware token and no phone
  When "own" asks for preauth, with text_prompt=1
  Then Duo's "result" is "auth"
  And Duo's "devices.0.type" is "token"
  And Duo's answer has "devices.0.device"
  And Duo's answer has "devices.0.name"
  And Duo's answer has no "devices.0.capabilities"
  And Duo's answer has no "prompt.factors.default"
  When "own" asks for auth, with factor=auto and device=auto
  Then Duo refuses with code "40002"
  When "own" asks for auth, with factor=push and device=auto
  Then Duo refuses with code "40002"
  When "own" asks for auth, with factor=prompt and prompt=000000
  Then Duo's "result" is "deny"

# docs/duo/auth-api.md:225
Scenario Outline: The log shows the user's machine as the client gave it
  Given an integration "own" of Duo's Auth API
  And the user is "<user>" at Duo
  When "own" asks for <call>, with <params><how>
  Then Duo's authentication log shows one login, "success" because of "<reason>", by "<factor>", from "desk7" at "192.0.2.7"

  Examples:
    | user   | call    | params                                                           | how                   | reason        | factor        | evidence |
    | active | auth    | factor=push and device=auto and hostname=desk7 and ipaddr=192.0.2.7 |                       | user_approved | duo_push      | reported |
    | active | auth    | factor=auto and auto=push1 and hostname=desk7 and ipaddr=192.0.2.7  | , as older clients do | user_approved | duo_push      | reported |
    | bypass | preauth | hostname=desk7 and ipaddr=192.0.2.7                                 |                       | bypass_user   | not_available | reported |
    | bypass | preauth | hostname=desk7 and ipaddr=192.0.2.7                                 | , as older clients do | bypass_user   | not_available | reported |

# docs/duo/auth-api.md:244
Scenario: A device that is remembered passes without a second factor until it is forgotten
  Given an integration "own" of Duo's Auth API, which remembers devices
  And the user answers the push with "approve"
  When "own" asks for auth, with factor=push and device=auto
  Then Duo's answer has "trusted_device_token"
  When "own" asks for preauth, by the token of auth
  Then Duo's "result" is "allow"
  And Duo's authentication log, asked for the reason "remembered_device", shows one login
  When the clock of Duo's cloud is set forward by 3601 seconds
  And "own" asks for preauth, by the token of auth
  Then Duo's "result" is "auth"

# docs/duo/auth-api.md:258
Scenario: A token is nothing to another application
  Given an integration "own" of Duo's Auth API, which remembers devices
  And an integration "other" of Duo's Auth API, which remembers devices
  And the user answers the push with "approve"
  When "own" asks for auth, with factor=push and device=auto
  And "other" asks for preauth, by the token of auth
  Then Duo's "result" is "auth"

# docs/duo/auth-api.md:268
Scenario Outline: No device is remembered that the user did not approve, or that no policy remembers
  Given an integration "own" of Duo's Auth API<policy>
  And the user answers the push with "<answer>"
  When "own" asks for auth, with factor=push and device=auto
  Then Duo's answer has no "trusted_device_token"

  Examples:
    | policy                   | answer  | evidence   |
    | , which remembers devices | deny    | by reading |
    |                          | approve | by reading |

# docs/duo/auth-api.md:285
Scenario: Somebody new is given an activation code, which waits to be used
  Given an integration "own" of Duo's Auth API
  When "own" asks for enroll, with username=newcomer
  Then Duo's "username" is "newcomer"
  And Duo's answer has "user_id"
  And Duo's answer has "activation_code"
  And Duo's answer has "activation_barcode"
  And Duo's answer has "activation_url"
  And Duo's answer has "expiration"
  And Duo's answer has no "bypass_codes"
  When "own" asks how the enrolment went
  Then Duo's answer is "waiting"

# docs/duo/auth-api.md:300
Scenario: An activation code that is too old is worth nothing
  Given an integration "own" of Duo's Auth API
  When "own" asks for enroll, with username=newcomer and valid_secs=60
  And the clock of Duo's cloud is set forward by 61 seconds
  And "own" asks how the enrolment went
  Then Duo's answer is "invalid"

# docs/duo/auth-api.md:309
Scenario: Bypass codes come with the enrolment where they are asked for
  Given an integration "own" of Duo's Auth API
  When "own" asks for enroll, with bypass_codes=2
  Then Duo's answer has "username"
  And Duo's answer has "bypass_codes.0"
  And Duo's answer has "bypass_codes.1"
  And Duo's answer has no "bypass_codes.2"

# docs/duo/auth-api.md:323
Scenario: Older clients are asked in the form of their own
  Given an integration "own" of Duo's Auth API
  And the user answers the push with "approve"
  When "own" asks for preauth, as older clients do
  Then Duo's "result" is "auth"
  And Duo's "factors.default" is "push1"
  And Duo's "factors.2" is "phone1"
  And Duo's answer has "prompt"
  When "own" asks for auth, with factor=auto and auto=push1 and async=1, as older clients do
  And "own" asks what became of it, as older clients do
  Then Duo's answer has no "result"
  And Duo's "status" is "Pushed a login request to your device..."
  When "own" asks what became of it, as older clients do
  Then Duo's "result" is "allow"
  And Duo's "status" is "Success. Logging you in..."

# docs/duo/auth-api.md:341
Scenario Outline: Without async, older clients are told when the user has answered
  Given an integration "own" of Duo's Auth API
  And the user answers the push with "<answer>"
  When "own" asks for auth, with <params>, as older clients do
  Then Duo's "result" is "<result>"
  And Duo's "status" is "<status>"

  Examples:
    | params                        | answer  | result | status                              | evidence   |
    | factor=auto and auto=push1    | approve | allow  | Success. Logging you in...          | by reading |
    | factor=auto and auto=push1    | deny    | deny   | Login request denied.               | by reading |
    | factor=auto and auto=000000   | approve | deny   | Invalid passcode, please try again. | by reading |
    | factor=push and phone=phone1  | approve | allow  | Success. Logging you in...          | by reading |
    | factor=passcode and code=0000 | approve | deny   | Invalid passcode, please try again. | by reading |

# docs/duo/auth-api.md:358
Scenario Outline: Older clients are told of a user who is not asked
  Given an integration "own" of Duo's Auth API
  And the user is "<user>" at Duo
  When "own" asks for preauth, as older clients do
  Then Duo's "result" is "<result>"
  And Duo's answer has "status"
  And Duo's answer has no "factors"

  Examples:
    | user       | result | evidence   |
    | bypass     | allow  | by reading |
    | disabled   | deny   | by reading |
    | locked out | deny   | by reading |
    | unenrolled | enroll | by reading |

# docs/duo/auth-api.md:375
Scenario Outline: Older clients are refused what cannot be asked for
  Given an integration "own" of Duo's Auth API
  When "own" asks for auth, with <params>, as older clients do
  Then Duo refuses with code "<code>"

  Examples:
    | params       | code  | evidence   |
    | factor=auto  | 40001 | by reading |
    | factor=telex | 40002 | by reading |

# docs/duo/auth-api.md:389
Scenario Outline: Auth refuses what it cannot ask for
  Given an integration "own" of Duo's Auth API
  When "own" asks for auth, with <params>
  Then Duo refuses with code "<code>"

  Examples:
    | params                          | code  | evidence   |
    | factor=push                     | 40001 | documented |
    | factor=auto                     | 40001 | documented |
    | factor=passcode                 | 40001 | documented |
    | factor=telex and device=auto    | 40002 | by reading |
    | factor=push and device=DPNOBODY | 40002 | by reading |
    | factor=push and device=phone9   | 40002 | by reading |

# docs/duo/auth-api.md:405
Scenario Outline: Preauth says what the user has to do
  Given an integration "own" of Duo's Auth API
  And the user is "<user>" at Duo
  When "own" asks for preauth
  Then Duo's "result" is "<result>"

  Examples:
    | user       | result | evidence   |
    | active     | auth   | documented |
    | bypass     | allow  | documented |
    | disabled   | deny   | documented |
    | locked out | deny   | documented |
    | unenrolled | enroll | documented |

# docs/duo/auth-api.md:423
Scenario: A user whom Duo does not know is sent to enrol
  Given an integration "own" of Duo's Auth API
  And the user is "unenrolled" at Duo
  When "own" asks for preauth
  Then Duo's "status_msg" is "Enroll an authentication device to proceed"
  And Duo's answer has "enroll_portal_url"
  And Duo's answer has no "devices"

# docs/duo/auth-api.md:433
Scenario: A terminal is given a text for a user whom Duo does not know, and nothing to choose
  Given an integration "own" of Duo's Auth API
  And the user is "unenrolled" at Duo
  When "own" asks for preauth, with text_prompt=1
  Then Duo's "result" is "enroll"
  And Duo's answer has "prompt.text"
  And Duo's answer has no "prompt.factors"

# docs/duo/auth-api.md:443
Scenario: A user whom Duo knows is not sent to enrol
  Given an integration "own" of Duo's Auth API
  When "own" asks for preauth
  Then Duo's answer has no "enroll_portal_url"
  And Duo's answer has "devices"

# docs/duo/auth-api.md:451
Scenario: Auth knows no user who is not enrolled
  Given an integration "own" of Duo's Auth API
  And the user is "unenrolled" at Duo
  When "own" asks for auth, with factor=push and device=auto
  Then Duo refuses with code "40002"

# docs/duo/auth-api.md:459
Scenario: A client can check that its keys are right
  Given an integration "own" of Duo's Auth API
  When "own" asks for check
  Then Duo's answer has "time"

# docs/duo/auth-api.md:466
Scenario Outline: Auth asks nobody whose status decides already
  Given an integration "own" of Duo's Auth API
  And the user is "<user>" at Duo
  And the user answers the push with "<answer>"
  When "own" asks for auth, with factor=push and device=auto
  Then Duo's "result" is "<result>"
  And Duo's "status" is "<status>"

  Examples:
    | user       | answer  | result | status     | evidence |
    | bypass     | deny    | allow  | bypass     | unknown  |
    | disabled   | approve | deny   | deny       | unknown  |
    | locked out | approve | deny   | locked_out | unknown  |

# docs/duo/auth-api.md:486
Scenario: Preauth gives a client that supports it the code of a verified push
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  When "strict" asks for preauth, with client_supports_verified_push=1
  Then Duo's "result" is "auth"
  And Duo's answer has "verification_code"
  And Duo's answer has "txid"

# docs/duo/auth-api.md:495
Scenario: A push whose code preauth gave out is sent, and tells the code
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  And the user answers the push with "approve"
  When "strict" asks for preauth, with client_supports_verified_push=1
  And "strict" asks for auth, with factor=push and device=auto, by the txid of preauth
  Then Duo's "result" is "allow"

# docs/duo/auth-api.md:504
Scenario: Nobody is asked for a code where no policy wants it
  Given an integration "own" of Duo's Auth API
  When "own" asks for preauth, with client_supports_verified_push=1
  Then Duo's "result" is "auth"
  And Duo's answer has no "verification_code"
  And Duo's answer has no "txid"

# docs/duo/auth-api.md:513
Scenario: A push without its code is not sent where the policy wants one
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  When "strict" asks for preauth
  Then Duo's answer has no "verification_code"
  When "strict" asks for auth, with factor=push and device=auto
  Then Duo refuses with code "40002"

# docs/duo/auth-api.md:522
Scenario: The code of one integration's push is nothing to another
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  And an integration "other" of Duo's Auth API, whose pushes have to be verified
  When "strict" asks for preauth, with client_supports_verified_push=1
  And "other" asks for auth, with factor=push and device=auto, by the txid of preauth
  Then Duo refuses with code "40002"

# docs/duo/auth-api.md:531
Scenario: A code is good for one push
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  And the user answers the push with "deny"
  When "strict" asks for preauth, with client_supports_verified_push=1
  And "strict" asks for auth, with factor=push and device=auto, by the txid of preauth
  Then Duo's "result" is "deny"
  When "strict" asks for auth, with factor=push and device=auto, by the txid of preauth
  Then Duo refuses with code "40002"

# docs/duo/auth-api.md:542
Scenario: A code that is too old is good for nothing
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  When "strict" asks for preauth, with client_supports_verified_push=1
  And the clock of Duo's cloud is set forward by 61 seconds
  And "strict" asks for auth, with factor=push and device=auto, by the txid of preauth
  Then Duo refuses with code "40002"

# docs/duo/auth-api.md:555
Scenario: While the clock stands still, a push that nobody answers goes on waiting
  Given an integration "own" of Duo's Auth API
  And the clock of Duo's cloud stands still
  And the user answers the push with "ignore"
  When "own" asks for auth, with factor=push and device=auto and async=1
  And "own" asks what became of it
  Then Duo's "result" is "waiting"
  When the clock of Duo's cloud is set forward by 61 seconds
  And "own" asks what became of it
  Then Duo's "status" is "timeout"

# docs/duo/auth-api.md:568
Scenario: A clock that is set back does not change how a push ended
  Given an integration "own" of Duo's Auth API
  And the clock of Duo's cloud stands still
  And the user answers the push with "ignore"
  When "own" asks for auth, with factor=push and device=auto and async=1
  And "own" asks what became of it
  And the clock of Duo's cloud is set forward by 61 seconds
  And "own" asks what became of it
  Then Duo's "status" is "timeout"
  When the clock of Duo's cloud is set back by 61 seconds
  And "own" asks what became of it
  Then Duo's "status" is "timeout"
