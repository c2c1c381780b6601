package aftercall.console;

import aftercall.delivery.Checkup.Finding;
import aftercall.upkeep.Doctor;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The examination an operator can ask for. */
@RestController
@RequestMapping("/api/v1")
class DoctorApi {
  private final Doctor doctor;

  DoctorApi(Doctor doctor) {
    this.doctor = doctor;
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
    return new All(doctor.examine().stream().map(Line::of).toList());
  }
}
