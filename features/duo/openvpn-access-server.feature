# Generated from the documents by `failmode specs`: do not edit.
# To change a scenario, change its document and run `failmode specs` again.

# docs/duo/other-products.md:82
@product @openvpn-access-server
Feature: OpenVPN Access Server when Duo is unreachable
  Each row of the verdict table of OpenVPN Access Server, which has no failmode.
  The user's password is right, and the user would approve a push.

  Rule: Any other outcome holds whatever the failmode

    # docs/duo/other-products.md:82
    # rule: docs/rules.md:113 Any other outcome holds whatever the failmode
    # rule: docs/rules.md:125 A fault strikes from its stage on
    Scenario Outline: OpenVPN Access Server: the failmode does not matter, from the first request on
      Given the product "OpenVPN Access Server"
      And Duo suffers "<fault>" at <stage>
      And the user answers the push with "approve"
      When the user logs in through the product "OpenVPN Access Server"
      Then the login is "<verdict>"

      @fault-http-401 @stage-preauth
      Examples: http-401 at preauth
        | fault    | stage   | verdict | evidence | source                        |
        | http-401 | preauth | denied  | reported | docs/duo/other-products.md:88 |
