package aftercall.console;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page about variables: what has drifted, and every variable in numbers. */
@Controller
class VariablePages {
  private final Selections selections;
  private final DriftReports reports;

  VariablePages(Selections selections, DriftReports reports) {
    this.selections = selections;
    this.reports = reports;
  }

  @GetMapping("/console/variables")
  String look(HttpServletRequest request, Model model) {
    Selection selection = selections.drift(request.getParameterMap());
    model.addAttribute("asked", selection.asked());
    model.addAttribute("report", reports.look(selection.asked().get("source"), selection.since()));
    model.addAttribute("most", DriftReports.MOST);
    return "console/variables";
  }
}
