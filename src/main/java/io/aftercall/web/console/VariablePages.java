package io.aftercall.web.console;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page about variables: what has drifted, and every variable in numbers. */
@ConsolePage
class VariablePages {
  private final ListQueryParser listQueryParser;
  private final VariableDriftReports reports;

  VariablePages(ListQueryParser listQueryParser, VariableDriftReports reports) {
    this.listQueryParser = listQueryParser;
    this.reports = reports;
  }

  @GetMapping("/console/variables")
  String look(HttpServletRequest request, Model model) {
    ListQuery listQuery = listQueryParser.drift(request.getParameterMap());
    model.addAttribute("asked", listQuery.asked());
    model.addAttribute("report", reports.find(listQuery.asked().get("source"), listQuery.since()));
    model.addAttribute("most", VariableDriftReports.MOST);
    return "console/variables";
  }
}
