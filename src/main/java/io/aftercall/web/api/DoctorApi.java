package io.aftercall.web.api;

import io.aftercall.destination.HealthCheck.Finding;
import io.aftercall.ops.Diagnostics;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The examination an operator can ask for. */
@RestController
@RequestMapping("/api/v1")
class DoctorApi {
  private final Diagnostics diagnostics;

  DoctorApi(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * @param grade good, unset or bad
   */
  record Line(String what, String grade, String says) {
    static Line of(Finding finding) {
      return new Line(
          finding.what(), finding.grade().name().toLowerCase(Locale.ROOT), finding.says());
    }
  }

  record All(List<Line> findings) {}

  @GetMapping("/doctor")
  All examine() {
    return new All(diagnostics.examine().stream().map(Line::of).toList());
  }
}
