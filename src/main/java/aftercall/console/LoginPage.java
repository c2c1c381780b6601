package aftercall.console;

import aftercall.access.SecurityRules;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where people prove who they are; what is posted here Spring Security reads. */
@Controller
class LoginPage {
  @GetMapping(SecurityRules.LOGIN)
  String login() {
    return "console/login";
  }
}
