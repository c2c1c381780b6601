package io.aftercall.destination.salesforce;

import io.aftercall.outbox.PersonRecord;
import io.aftercall.person.Caller;
import io.aftercall.person.IdentityDecision;
import io.aftercall.person.IdentityDecision.Found;
import io.aftercall.person.IdentityDecision.Step;
import io.aftercall.person.IdentityDecision.Unknown;
import io.aftercall.person.IdentityRules;
import io.aftercall.person.PersonCandidate;
import io.aftercall.person.PersonCandidate.Successor;
import io.aftercall.person.PersonLedger;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides who callers are: by what is remembered of them, and by what the org has answered. */
record KnownPersons(
    Map<Caller, List<PersonRecord>> remembered,
    IdentityRules rules,
    PersonLedger ledger,
    PersonRows rows) {

  static KnownPersons of(
      Set<Caller> callers, IdentityRules rules, PersonLedger ledger, PersonRows rows) {
    return new KnownPersons(ledger.find(IdentityLookup.SYSTEM, callers), rules, ledger, rows);
  }

  /** Of the records that stood for one of them earlier. */
  Set<String> ids() {
    Set<String> ids = new HashSet<>();
    remembered.values().forEach(all -> all.forEach(one -> ids.add(one.recordId())));
    ids.remove("");
    return ids;
  }

  /**
   * What stood for somebody and is gone.
   *
   * @param asked the objects that were asked for
   */
  void forgetGone(List<String> asked) {
    Set<String> gone = new LinkedHashSet<>();
    remembered
        .values()
        .forEach(
            all ->
                all.stream()
                    .filter(one -> asked.contains(one.object()))
                    .map(PersonRecord::recordId)
                    .filter(id -> !id.isEmpty() && rows.alive(id).isEmpty())
                    .forEach(gone::add));
    ledger.voidRecords(IdentityLookup.SYSTEM, gone);
  }

  /**
   * @param byKeyAlone whether only our own mark could be asked for: what is remembered counts then
   */
  IdentityDecision decide(Caller caller, boolean byKeyAlone) {
    List<PersonRecord> known = remembered.getOrDefault(caller, List.of());
    Optional<IdentityDecision> chosen =
        earlier(known, PersonRecord.How.CHOSEN, Step.CHOSEN, byKeyAlone)
            .or(
                () ->
                    known.stream().anyMatch(one -> one.how() == PersonRecord.How.NEW)
                        ? Optional.of(Unknown.wantedNew())
                        : Optional.empty());
    if (chosen.isPresent()) {
      return chosen.get();
    }
    IdentityDecision decision = rules.decide(caller, rows.of(caller));
    return decision instanceof Unknown
        ? earlier(known, PersonRecord.How.CREATED, Step.LEDGER, byKeyAlone).orElse(decision)
        : decision;
  }

  private Optional<IdentityDecision> earlier(
      List<PersonRecord> known, PersonRecord.How how, Step step, boolean byKeyAlone) {
    for (PersonRecord one : known) {
      Successor alive = one.how() == how ? alive(one, byKeyAlone) : null;
      if (alive != null) {
        String key = rows.byId(alive.id()).map(PersonCandidate::key).orElse("");
        return Optional.of(
            new Found(
                alive.object(),
                alive.id(),
                key,
                step,
                "found %s %s by %s%s"
                    .formatted(
                        alive.object(),
                        alive.id(),
                        step.text(),
                        alive.why().isEmpty() ? "" : ", " + alive.why())));
      }
    }
    return Optional.empty();
  }

  /** Null for a record that is gone; whether it is cannot be asked by our mark alone. */
  private Successor alive(PersonRecord one, boolean byKeyAlone) {
    return byKeyAlone && !one.recordId().isEmpty()
        ? new Successor(one.object(), one.recordId(), "")
        : rows.alive(one.recordId()).orElse(null);
  }
}
