package io.aftercall.web.api;

import io.aftercall.web.console.ListQuery;
import io.aftercall.web.console.ListQueryParser;
import io.aftercall.web.console.VariableDriftReports;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What assistants note, against what the sources declare. */
@RestController
@RequestMapping("/api/v1")
public class DriftApi {
  private final ListQueryParser listQueryParser;
  private final VariableDriftReports reports;

  DriftApi(ListQueryParser listQueryParser, VariableDriftReports reports) {
    this.listQueryParser = listQueryParser;
    this.reports = reports;
  }

  @GetMapping("/drift")
  VariableDriftReports.Report look(HttpServletRequest request) {
    ListQuery listQuery = listQueryParser.drift(request.getParameterMap());
    return reports.find(listQuery.asked().get("source"), listQuery.since());
  }
}
