package io.aftercall.web.console;

import java.security.Principal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The records a caller may be, side by side, and the choice of a person among them. */
@ConsolePage
@RequestMapping("/console/person")
class PersonChoicePages {
  private final PersonChoiceActions personChoiceActions;

  PersonChoicePages(PersonChoiceActions personChoiceActions) {
    this.personChoiceActions = personChoiceActions;
  }

  @GetMapping("/{delivery}")
  String ask(
      @PathVariable String delivery,
      @RequestParam(defaultValue = "") String call,
      Model model,
      RedirectAttributes after) {
    try {
      model.addAttribute("asked", personChoiceActions.choices(delivery));
      model.addAttribute("call", call);
      return "console/person";
    } catch (BadRequestException settled) {
      after.addFlashAttribute("problem", settled.getMessage());
      return back(call);
    }
  }

  /**
   * @param record id of one of the records, {@code new}, or empty for the one in {@code other}
   */
  @PostMapping("/{delivery}")
  String choose(
      @PathVariable String delivery,
      @RequestParam(defaultValue = "") String call,
      @RequestParam(defaultValue = "") String record,
      @RequestParam(defaultValue = "") String other,
      @RequestParam(defaultValue = "") String why,
      Principal who,
      RedirectAttributes after) {
    try {
      String chosen = record.isBlank() ? other : record;
      String reason = ActionBody.why(why, true);
      int going = personChoiceActions.choose(delivery, chosen, who.getName(), reason);
      after.addFlashAttribute(
          "done",
          "Remembered for this caller; deliveries that go on: %d. The next call needs no choice."
              .formatted(going));
      return back(call);
    } catch (BadRequestException problem) {
      after.addFlashAttribute("problem", problem.getMessage());
      after.addAttribute("call", call);
      return "redirect:/console/person/" + delivery;
    }
  }

  private static String back(String call) {
    return call.matches("[\\w:.+*~-]{1,200}")
        ? "redirect:/console/call?id=" + call
        : "redirect:/console/attention";
  }
}
