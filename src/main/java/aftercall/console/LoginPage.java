package aftercall.console;

import aftercall.access.CompanyLogin;
import aftercall.access.SecurityRules;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where people prove who they are; what is posted here Spring Security reads. */
@Controller
class LoginPage {
  private final Optional<CompanyLogin> company;

  LoginPage(Optional<CompanyLogin> company) {
    this.company = company;
  }

  @GetMapping(SecurityRules.LOGIN)
  String login(Model model) {
    model.addAttribute("company", company.map(CompanyLogin::name).orElse(null));
    return "console/login";
  }

  /** On to the company's login, unless that cannot be reached. */
  @GetMapping(SecurityRules.LOGIN + "/company")
  String company() {
    return company.filter(CompanyLogin::answers).isPresent()
        ? "redirect:" + CompanyLogin.ADDRESS
        : "redirect:" + SecurityRules.LOGIN + "?away";
  }
}
