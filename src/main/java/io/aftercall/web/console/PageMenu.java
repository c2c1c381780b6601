package io.aftercall.web.console;

import io.aftercall.reload.ActiveConfig;
import io.aftercall.store.StoreUnavailableException;
import java.security.Principal;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What stands around every page: who is there, and what the menu says. */
@Component
class PageMenu {
  private final OpenWork openWork;
  private final ActiveConfig rules;

  PageMenu(OpenWork openWork, ActiveConfig rules) {
    this.openWork = openWork;
    this.rules = rules;
  }

  /** Whether the files hold an edit that does not serve. */
  boolean refusedEdit() {
    return rules.refusal().isPresent();
  }

  /** The number beside "Needs attention". */
  long needy() {
    return openWork.needy();
  }

  static String user(Principal who) {
    return who == null ? "" : who.getName();
  }

  /** A page that says what is wrong keeps its menu, as far as that can be known now. */
  String error(Model model, Principal who, String title, String says) {
    model.addAttribute("user", user(who));
    model.addAttribute("refusedEdit", refusedEdit());
    model.addAttribute("needy", who == null ? 0 : needyIfKnown());
    model.addAttribute("title", title);
    model.addAttribute("says", says.substring(0, 1).toUpperCase(Locale.ROOT) + says.substring(1));
    return "console/error";
  }

  private long needyIfKnown() {
    try {
      return needy();
    } catch (StoreUnavailableException away) {
      return 0;
    }
  }
}
