package io.aftercall.web.console;

import io.aftercall.privacy.DataSubject;
import io.aftercall.privacy.ErasureCertificate;
import io.aftercall.privacy.ErasureCertificates;
import io.aftercall.privacy.SubjectExport;
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
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is held about one person or one call; as a file, and gone. */
@ConsolePage
class PrivacyPages {
  private static final int MOST = 50;
  private static final List<String> NOT_FILTERS = List.of("why", "_csrf");

  private final ListQueryParser listQueryParser;
  private final Erasures erasures;
  private final ErasureCertificates erasureCertificates;
  private final SubjectExport file;
  private final InstantSource clock;

  PrivacyPages(
      ListQueryParser listQueryParser,
      Erasures erasures,
      ErasureCertificates erasureCertificates,
      SubjectExport file,
      InstantSource clock) {
    this.listQueryParser = listQueryParser;
    this.erasures = erasures;
    this.erasureCertificates = erasureCertificates;
    this.file = file;
    this.clock = clock;
  }

  @GetMapping("/console/people")
  String find(HttpServletRequest request, Model model) {
    Map<String, String[]> asked = asked(request);
    model.addAttribute("certificates", erasureCertificates.latest(MOST));
    if (!asked.isEmpty()) {
      try {
        DataSubject dataSubject = listQueryParser.subject(asked);
        Map<String, Long> count = erasures.count(dataSubject);
        model.addAttribute("subject", dataSubject);
        model.addAttribute("count", count);
        model.addAttribute("nothing", count.values().stream().allMatch(n -> n == 0));
      } catch (BadRequestException problem) {
        model.addAttribute("problem", problem.getMessage());
      }
    }
    return "console/people";
  }

  /** The body would be shown by the browser; a file is what a person is sent. */
  @GetMapping("/console/people/file")
  void file(HttpServletRequest request, HttpServletResponse response, Principal who)
      throws IOException {
    DataSubject dataSubject = listQueryParser.subject(asked(request));
    erasures.giveOut(dataSubject, who.getName());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=held-data.json");
    file.write(dataSubject, clock.instant(), response.getOutputStream());
  }

  @PostMapping("/console/people")
  String erase(
      @RequestParam(defaultValue = "") String why, HttpServletRequest request, Principal who) {
    DataSubject dataSubject = listQueryParser.subject(asked(request));
    ErasureCertificate erasureCertificate =
        erasures.erase(dataSubject, who.getName(), ActionBody.why(why, true));
    return "redirect:/console/people/certificate/" + erasureCertificate.id();
  }

  @GetMapping("/console/people/certificate/{id}")
  String certificate(@PathVariable String id, Model model) {
    model.addAttribute(
        "certificate",
        erasureCertificates
            .get(id)
            .orElseThrow(() -> new NotFoundException("There is no certificate with this id.")));
    return "console/certificate";
  }

  private static Map<String, String[]> asked(HttpServletRequest request) {
    Map<String, String[]> asked = new LinkedHashMap<>(request.getParameterMap());
    NOT_FILTERS.forEach(asked::remove);
    asked.values().removeIf(values -> values.length == 1 && values[0].isBlank());
    return asked;
  }
}
