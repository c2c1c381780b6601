package io.aftercall.web.console;

import io.aftercall.bulk.AuditLog;
import io.aftercall.privacy.DataSubject;
import io.aftercall.privacy.Erasure;
import io.aftercall.privacy.ErasureCertificate;
import java.util.Map;

/** Erases for whoever may, and keeps names out of what is said about it. */
public final class Erasures {
  private final Erasure erasure;
  private final ViewPermissions viewPermissions;
  private final AuditLog actions;

  Erasures(Erasure erasure, ViewPermissions viewPermissions, AuditLog actions) {
    this.erasure = erasure;
    this.viewPermissions = viewPermissions;
    this.actions = actions;
  }

  public Map<String, Long> count(DataSubject dataSubject) {
    viewPermissions.needsToErase();
    return erasure.count(dataSubject);
  }

  /** Before a person's data are given out: who had them is written down. */
  public void giveOut(DataSubject dataSubject, String who) {
    viewPermissions.requirePeopleAccess();
    actions.record(who, "export", "a " + dataSubject.what(), null);
  }

  public ErasureCertificate erase(DataSubject dataSubject, String who, String why) {
    viewPermissions.needsToErase();
    if (dataSubject.personKey() != null && names(why, dataSubject.personKey())) {
      throw new BadRequestException(
          "why holds the number itself; it is kept for good, so say it without naming the person");
    }
    ErasureCertificate erasureCertificate = erasure.erase(dataSubject, who, why);
    long rows = erasureCertificate.rows().values().stream().mapToLong(Integer::longValue).sum();
    actions.record(who, "erase", "a " + dataSubject.what(), why, rows);
    return erasureCertificate;
  }

  private static boolean names(String why, String personKey) {
    String digits = personKey.replaceAll("\\D", "");
    String end = digits.substring(Math.max(0, digits.length() - 7));
    return end.length() == 7 && why.replaceAll("\\D", "").contains(end);
  }
}
