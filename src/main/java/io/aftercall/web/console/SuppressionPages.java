package io.aftercall.web.console;

import io.aftercall.person.Suppression;
import io.aftercall.person.SuppressionFilter;
import io.aftercall.person.Suppressions;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Persons who must not be contacted: seen, added, lifted. */
@ConsolePage
@RequestMapping("/console/suppressions")
class SuppressionPages {
  private static final String BACK = "redirect:/console/suppressions";
  private static final String DONE = "done";

  private final SuppressionActions suppressionActions;
  private final ListQueryParser listQueryParser;

  SuppressionPages(SuppressionActions suppressionActions, ListQueryParser listQueryParser) {
    this.suppressionActions = suppressionActions;
    this.listQueryParser = listQueryParser;
  }

  @GetMapping
  String list(HttpServletRequest request, Model model) {
    model.addAttribute("suppressions", List.of());
    try {
      SuppressionFilter filter = listQueryParser.suppressions(asked(request));
      List<Suppression> found = suppressionActions.find(filter);
      model.addAttribute("suppressions", found);
      if (found.size() == filter.limit()) {
        model.addAttribute("next", found.get(found.size() - 1).id());
      }
    } catch (BadRequestException problem) {
      model.addAttribute("problem", problem.getMessage());
    }
    return "console/suppressions";
  }

  @PostMapping
  String add(
      @RequestParam(defaultValue = "") String phone,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String scope,
      @RequestParam(defaultValue = "") String why,
      Principal who,
      RedirectAttributes after) {
    try {
      Suppressions.Added added =
          suppressionActions.add(
              phone.isBlank() ? null : listQueryParser.phone(phone, null),
              email.isBlank() ? null : email.strip(),
              scope,
              who.getName(),
              ActionBody.why(why, true));
      after.addFlashAttribute(
          DONE,
          "The person is not contacted any more; %d waiting deliveries were suppressed."
              .formatted(added.suppressed()));
    } catch (BadRequestException problem) {
      after.addFlashAttribute("problem", problem.getMessage());
    }
    return BACK;
  }

  @PostMapping("/{id}/lift")
  String lift(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String why,
      Principal who,
      RedirectAttributes after) {
    try {
      suppressionActions.lift(id, who.getName(), ActionBody.why(why, true));
      after.addFlashAttribute(DONE, "Lifted: what comes from now on reaches the person again.");
    } catch (BadRequestException problem) {
      after.addFlashAttribute("problem", problem.getMessage());
    }
    return BACK;
  }

  private static Map<String, String[]> asked(HttpServletRequest request) {
    Map<String, String[]> asked = new LinkedHashMap<>(request.getParameterMap());
    asked.values().removeIf(values -> values.length == 1 && values[0].isBlank());
    return asked;
  }
}
