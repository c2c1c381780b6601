package io.aftercall.web.console;

import io.aftercall.outbox.PromisedItem;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is promised, by day and owner; what waits for its time is moved or cancelled here. */
@ConsolePage
@RequestMapping("/console/promises")
class PromisePages {
  private static final String BACK = "redirect:/console/promises";

  private final PromiseActions promiseActions;

  PromisePages(PromiseActions promiseActions) {
    this.promiseActions = promiseActions;
  }

  @GetMapping
  String list(HttpServletRequest request, Model model) {
    Map<LocalDate, List<PromisedItem>> days = new TreeMap<>();
    try {
      days.putAll(
          promiseActions.find(asked(request)).stream()
              .collect(Collectors.groupingBy(PromisedItem::dueDay)));
    } catch (BadRequestException problem) {
      model.addAttribute("problem", problem.getMessage());
    }
    model.addAttribute("days", days);
    return "console/promises";
  }

  private static Map<String, String> asked(HttpServletRequest request) {
    Map<String, String> asked = new LinkedHashMap<>();
    request.getParameterMap().forEach((name, values) -> asked.put(name, values[0].strip()));
    asked.values().removeIf(String::isEmpty);
    return asked;
  }

  /**
   * @param time as the form has it: in the zone of the console, without an offset
   */
  @PostMapping("/{delivery}/move")
  String move(
      @PathVariable String delivery,
      @RequestParam(defaultValue = "") String time,
      @RequestParam(defaultValue = "") String why,
      Principal who,
      RedirectAttributes after) {
    return done(
        after,
        () -> {
          promiseActions.move(delivery, inZone(time), who.getName(), ActionBody.why(why, true));
          return "Moved.";
        });
  }

  private static String inZone(String time) {
    try {
      return LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toOffsetDateTime().toString();
    } catch (DateTimeException e) {
      return time;
    }
  }

  @PostMapping("/{delivery}/cancel")
  String cancel(
      @PathVariable String delivery,
      @RequestParam(defaultValue = "") String why,
      Principal who,
      RedirectAttributes after) {
    return done(
        after,
        () -> {
          promiseActions.cancel(delivery, who.getName(), ActionBody.why(why, true));
          return "Cancelled: nothing is sent for it.";
        });
  }

  private static String done(RedirectAttributes after, Supplier<String> action) {
    try {
      after.addFlashAttribute("done", action.get());
    } catch (BadRequestException | NotFoundException problem) {
      after.addFlashAttribute("problem", problem.getMessage());
    }
    return BACK;
  }
}
