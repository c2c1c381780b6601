package io.aftercall.web.console;

import io.aftercall.security.OidcLogin;
import io.aftercall.security.SecurityRules;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where people prove who they are; what is posted here Spring Security reads. */
@Controller
class LoginPage {
  private final Optional<OidcLogin> company;

  LoginPage(Optional<OidcLogin> company) {
    this.company = company;
  }

  @GetMapping(SecurityRules.LOGIN)
  String login(Model model) {
    model.addAttribute("company", company.map(OidcLogin::name).orElse(null));
    return "console/login";
  }

  /** On to the company's login, unless that cannot be reached. */
  @GetMapping(SecurityRules.LOGIN + "/company")
  String company() {
    return company.filter(OidcLogin::answers).isPresent()
        ? "redirect:" + OidcLogin.ADDRESS
        : "redirect:" + SecurityRules.LOGIN + "?away";
  }
}
