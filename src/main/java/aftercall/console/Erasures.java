package aftercall.console;

import aftercall.upkeep.Certificate;
import aftercall.upkeep.Erasure;
import aftercall.upkeep.Subject;
import java.util.Map;

/** Erases for whoever may, and keeps names out of what is said about it. */
final class Erasures {
  private final Erasure erasure;
  private final Clearance clearance;

  Erasures(Erasure erasure, Clearance clearance) {
    this.erasure = erasure;
    this.clearance = clearance;
  }

  Map<String, Long> count(Subject subject) {
    clearance.needsToErase();
    return erasure.count(subject);
  }

  void needsToSee() {
    clearance.needsToSeePeople();
  }

  Certificate erase(Subject subject, String who, String why) {
    clearance.needsToErase();
    if (subject.personKey() != null && names(why, subject.personKey())) {
      throw new BadParameter(
          "why holds the number itself; it is kept for good, so say it without naming the person");
    }
    return erasure.erase(subject, who, why);
  }

  private static boolean names(String why, String personKey) {
    String digits = personKey.replaceAll("\\D", "");
    String end = digits.substring(Math.max(0, digits.length() - 7));
    return end.length() == 7 && why.replaceAll("\\D", "").contains(end);
  }
}
