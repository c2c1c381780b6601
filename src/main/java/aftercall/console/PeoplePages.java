package aftercall.console;

import aftercall.upkeep.Certificate;
import aftercall.upkeep.Certificates;
import aftercall.upkeep.PersonFile;
import aftercall.upkeep.Subject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is held about one person or one call; as a file, and gone. */
@Controller
class PeoplePages {
  private static final int MOST = 50;
  private static final List<String> NOT_FILTERS = List.of("why", "_csrf");

  private final Selections selections;
  private final Erasures erasures;
  private final Certificates certificates;
  private final PersonFile file;
  private final InstantSource clock;

  PeoplePages(
      Selections selections,
      Erasures erasures,
      Certificates certificates,
      PersonFile file,
      InstantSource clock) {
    this.selections = selections;
    this.erasures = erasures;
    this.certificates = certificates;
    this.file = file;
    this.clock = clock;
  }

  @GetMapping("/console/people")
  String find(HttpServletRequest request, Model model) {
    Map<String, String[]> asked = asked(request);
    model.addAttribute("certificates", certificates.latest(MOST));
    if (!asked.isEmpty()) {
      try {
        Subject subject = selections.subject(asked);
        Map<String, Long> count = erasures.count(subject);
        model.addAttribute("subject", subject);
        model.addAttribute("count", count);
        model.addAttribute("nothing", count.values().stream().allMatch(n -> n == 0));
      } catch (BadParameter problem) {
        model.addAttribute("problem", problem.getMessage());
      }
    }
    return "console/people";
  }

  /** The body would be shown by the browser; a file is what a person is sent. */
  @GetMapping("/console/people/file")
  void file(HttpServletRequest request, HttpServletResponse response, Principal who)
      throws IOException {
    Subject subject = selections.subject(asked(request));
    erasures.giveOut(subject, who.getName());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=held-data.json");
    file.write(subject, clock.instant(), response.getOutputStream());
  }

  @PostMapping("/console/people")
  String erase(
      @RequestParam(defaultValue = "") String why, HttpServletRequest request, Principal who) {
    Subject subject = selections.subject(asked(request));
    Certificate certificate = erasures.erase(subject, who.getName(), Order.why(why, true));
    return "redirect:/console/people/certificate/" + certificate.id();
  }

  @GetMapping("/console/people/certificate/{id}")
  String certificate(@PathVariable String id, Model model) {
    model.addAttribute(
        "certificate",
        certificates
            .get(id)
            .orElseThrow(() -> new NotThere("There is no certificate with this id.")));
    return "console/certificate";
  }

  private static Map<String, String[]> asked(HttpServletRequest request) {
    Map<String, String[]> asked = new LinkedHashMap<>(request.getParameterMap());
    NOT_FILTERS.forEach(asked::remove);
    asked.values().removeIf(values -> values.length == 1 && values[0].isBlank());
    return asked;
  }
}
