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

# docs/duo/auth-api.md:54
Scenario: A transaction belongs to the integration that began it
  Given an integration "own" of Duo's Auth API
  And an integration "other" of Duo's Auth API
  And the user answers the push with "approve"
  When "own" asks for auth, with factor=push and device=auto and async=1
  And "other" asks what became of it
  Then Duo refuses with code "40002"
  When "own" asks what became of it
  Then Duo's "result" is "waiting"

# docs/duo/auth-api.md:70
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

# docs/duo/auth-api.md:86
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

# docs/duo/auth-api.md:102
Scenario Outline: Auth asks nobody whose status decides already
  Given an integration "own" of Duo's Auth API
  And the user is "<user>" at Duo
  And the user answers the push with "<answer>"
  When "own" asks for auth, with factor=push and device=auto
  Then Duo's "result" is "<result>"

  Examples:
    | user       | answer  | result | evidence |
    | bypass     | deny    | allow  | unknown  |
    | disabled   | approve | deny   | unknown  |
    | locked out | approve | deny   | unknown  |

# docs/duo/auth-api.md:121
Scenario: Preauth gives a client that supports it the code of a verified push
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  When "strict" asks for preauth, with client_supports_verified_push=1
  Then Duo's "result" is "auth"
  And Duo's answer has "verification_code"
  And Duo's answer has "txid"

# docs/duo/auth-api.md:130
Scenario: A push whose code preauth gave out is sent, and tells the code
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  And the user answers the push with "approve"
  When "strict" asks for preauth, with client_supports_verified_push=1
  And "strict" asks for auth, with factor=push and device=auto, by the txid of preauth
  Then Duo's "result" is "allow"

# docs/duo/auth-api.md:139
Scenario: Nobody is asked for a code where no policy wants it
  Given an integration "own" of Duo's Auth API
  When "own" asks for preauth, with client_supports_verified_push=1
  Then Duo's "result" is "auth"
  And Duo's answer has no "verification_code"
  And Duo's answer has no "txid"

# docs/duo/auth-api.md:148
Scenario: A push without its code is not sent where the policy wants one
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  When "strict" asks for preauth
  Then Duo's answer has no "verification_code"
  When "strict" asks for auth, with factor=push and device=auto
  Then Duo refuses with code "40002"

# docs/duo/auth-api.md:157
Scenario: The code of one integration's push is nothing to another
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  And an integration "other" of Duo's Auth API, whose pushes have to be verified
  When "strict" asks for preauth, with client_supports_verified_push=1
  And "other" asks for auth, with factor=push and device=auto, by the txid of preauth
  Then Duo refuses with code "40002"

# docs/duo/auth-api.md:166
Scenario: A code is good for one push
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  And the user answers the push with "deny"
  When "strict" asks for preauth, with client_supports_verified_push=1
  And "strict" asks for auth, with factor=push and device=auto, by the txid of preauth
  Then Duo's "result" is "deny"
  When "strict" asks for auth, with factor=push and device=auto, by the txid of preauth
  Then Duo refuses with code "40002"

# docs/duo/auth-api.md:177
Scenario: A code that is too old is good for nothing
  Given an integration "strict" of Duo's Auth API, whose pushes have to be verified
  When "strict" asks for preauth, with client_supports_verified_push=1
  And the clock of Duo's cloud is set forward by 61 seconds
  And "strict" asks for auth, with factor=push and device=auto, by the txid of preauth
  Then Duo refuses with code "40002"

# docs/duo/auth-api.md:190
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

# docs/duo/auth-api.md:203
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
