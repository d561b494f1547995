# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

Feature: Settings of Duo at the logon, as written in the document

# docs/duo/logon-settings.md:35
Scenario Outline: An installer that is told nothing does as its version does
  Given Duo for Windows Logon "<version>" on a Windows server, installed without FAILOPEN
  And Duo suffers "connection-refused" at preauth
  When the user logs in to the Windows server with the right password
  Then the endpoint's "FailOpen" is "<value>"
  And the login is "<verdict>"

  Examples:
    | version | value | verdict     | evidence   |
    | 4.1.3   | 1     | failed-open | documented |
    | 4.2.2   | 1     | failed-open | documented |
    | 4.3.0   | 0     | denied      | documented |
    | 4.10.0  | 0     | denied      | documented |
    | 5.3.0   | 0     | denied      | documented |

# docs/duo/logon-settings.md:52
Scenario Outline: An upgrade that is told nothing does as its package does
  Given Duo on a Windows server with failmode <before>
  And Duo suffers "connection-refused" at preauth
  When it is upgraded to "<version>" by the <package>, without FAILOPEN
  And the user logs in to the Windows server with the right password
  Then the endpoint's "FailOpen" is "<value>"
  And the login is "<verdict>"

  Examples:
    | before | package | version | value | verdict     | evidence   |
    | open   | msi     | 4.3.0   | 1     | failed-open | documented |
    | open   | msi     | 5.3.0   | 1     | failed-open | documented |
    | open   | exe     | 4.3.0   | 0     | denied      | documented |
    | open   | exe     | 5.3.0   | 0     | denied      | documented |
    | closed | msi     | 5.3.0   | 0     | denied      | documented |
    | closed | exe     | 5.3.0   | 0     | denied      | documented |
