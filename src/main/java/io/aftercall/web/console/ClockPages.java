package io.aftercall.web.console;

import java.security.Principal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where a person says that a clock far ahead of what is known is right. */
@ConsolePage
@RequestMapping("/console/clock")
class ClockPages {
  private final ClockConfirmation clock;

  ClockPages(ClockConfirmation clock) {
    this.clock = clock;
  }

  @GetMapping
  String ask(Model model) {
    model.addAttribute("clock", clock.read());
    return "console/clock";
  }

  @PostMapping
  String confirm(
      @RequestParam(defaultValue = "") String why, Principal who, RedirectAttributes after) {
    clock.confirm(who.getName(), ActionBody.why(why, true));
    after.addFlashAttribute("done", "The clock is believed; what is old by it may go.");
    return "redirect:/console";
  }
}
