package aftercall.console;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What assistants note, against what the sources declare. */
@RestController
@RequestMapping("/api/v1")
class DriftApi {
  private final Selections selections;
  private final DriftReports reports;

  DriftApi(Selections selections, DriftReports reports) {
    this.selections = selections;
    this.reports = reports;
  }

  @GetMapping("/drift")
  DriftReports.Report look(HttpServletRequest request) {
    Selection selection = selections.drift(request.getParameterMap());
    return reports.look(selection.asked().get("source"), selection.since());
  }
}
