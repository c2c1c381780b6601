package aftercall.console;

import aftercall.orders.OperatorActions;
import aftercall.upkeep.Certificate;
import aftercall.upkeep.Erasure;
import aftercall.upkeep.Subject;
import java.util.Map;

/** Erases for whoever may, and keeps names out of what is said about it. */
final class Erasures {
  private final Erasure erasure;
  private final Clearance clearance;
  private final OperatorActions actions;

  Erasures(Erasure erasure, Clearance clearance, OperatorActions actions) {
    this.erasure = erasure;
    this.clearance = clearance;
    this.actions = actions;
  }

  Map<String, Long> count(Subject subject) {
    clearance.needsToErase();
    return erasure.count(subject);
  }

  /** Before a person's data are given out: who had them is written down. */
  void giveOut(Subject subject, String who) {
    clearance.needsToSeePeople();
    actions.keep(who, "export", "a " + subject.what(), null);
  }

  Certificate erase(Subject subject, String who, String why) {
    clearance.needsToErase();
    if (subject.personKey() != null && names(why, subject.personKey())) {
      throw new BadParameter(
          "why holds the number itself; it is kept for good, so say it without naming the person");
    }
    Certificate certificate = erasure.erase(subject, who, why);
    long rows = certificate.rows().values().stream().mapToLong(Integer::longValue).sum();
    actions.keep(who, "erase", "a " + subject.what(), why, rows);
    return certificate;
  }

  private static boolean names(String why, String personKey) {
    String digits = personKey.replaceAll("\\D", "");
    String end = digits.substring(Math.max(0, digits.length() - 7));
    return end.length() == 7 && why.replaceAll("\\D", "").contains(end);
  }
}
