package io.aftercall.web.console;

import io.aftercall.bulk.AuditLog;
import io.aftercall.camel.CamelLifecycle;
import io.aftercall.config.DidYouMean;
import io.aftercall.person.Suppression;
import io.aftercall.person.SuppressionFilter;
import io.aftercall.person.SuppressionScope;
import io.aftercall.person.Suppressions;
import java.util.List;
import java.util.regex.Pattern;

/** Lists, adds and lifts suppressions for whoever may, and writes down who did. */
public final class SuppressionActions {
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");

  private final Suppressions suppressions;
  private final CamelLifecycle camel;
  private final ViewPermissions viewPermissions;
  private final AuditLog actions;

  SuppressionActions(
      Suppressions suppressions,
      CamelLifecycle camel,
      ViewPermissions viewPermissions,
      AuditLog actions) {
    this.suppressions = suppressions;
    this.camel = camel;
    this.viewPermissions = viewPermissions;
    this.actions = actions;
  }

  /** The latest first; whoever may not see people sees no words. */
  public List<Suppression> find(SuppressionFilter filter) {
    return suppressions.find(filter).stream().map(this::shown).toList();
  }

  private Suppression shown(Suppression one) {
    return viewPermissions.seesPeople() ? one : one.masked();
  }

  /**
   * @param phone in E.164, or null
   * @param email as typed, or null
   * @param scope as typed; blank or null for all
   */
  public Suppressions.Added add(String phone, String email, String scope, String who, String why) {
    viewPermissions.requirePeopleAccess();
    if (phone == null && email == null) {
      throw new BadRequestException("say who: phone or email of the person");
    }
    if (email != null && !ADDRESS.matcher(email).matches()) {
      throw new BadRequestException("email is no e-mail address; write it like anna@example.com");
    }
    SuppressionScope read = scope(scope);
    Suppressions.Added added =
        suppressions.add(
            new Suppressions.ContactIdentity(phone, email), read, who, why, camel::contacting);
    actions.record(
        who,
        "suppress",
        "a person, scope " + read.text() + ", " + added.id(),
        why,
        added.suppressed());
    return added;
  }

  private static SuppressionScope scope(String text) {
    if (text == null || text.isBlank()) {
      return SuppressionScope.ALL;
    }
    return SuppressionScope.of(text.strip())
        .orElseThrow(
            () ->
                new BadRequestException(
                    "scope cannot be '%s'; %s"
                        .formatted(text, DidYouMean.hint(text, SuppressionScope.texts()))));
  }

  /** The person may be contacted again by what comes from now on. */
  public Suppression lift(String id, String who, String why) {
    viewPermissions.requirePeopleAccess();
    Suppression before =
        suppressions
            .get(id)
            .orElseThrow(() -> new NotFoundException("there is no suppression with this id"));
    if (!suppressions.lift(id, who, why)) {
      throw new BadRequestException(
          "it was lifted before, by " + before.liftedBy() + " at " + before.liftedAt());
    }
    actions.record(who, "lift-suppression", id, why, 1);
    return shown(suppressions.get(id).orElse(before));
  }
}
