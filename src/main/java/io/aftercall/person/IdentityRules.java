package io.aftercall.person;

import io.aftercall.person.IdentityDecision.Found;
import io.aftercall.person.IdentityDecision.Several;
import io.aftercall.person.IdentityDecision.Step;
import io.aftercall.person.IdentityDecision.Unknown;
import io.aftercall.person.PersonCandidate.Successor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which of the records that a CRM answers with is the caller's. It asks nobody and writes nothing.
 *
 * @param order objects by rank, the first wins: {@code Contact, Lead, Account}
 * @param newest whether of several that nothing tells apart the newest is taken; else a person
 *     chooses
 * @param byCompanyAndName whether company and last name are enough
 */
public record IdentityRules(List<String> order, boolean newest, boolean byCompanyAndName) {
  /** What ships. */
  public static final IdentityRules DEFAULT =
      new IdentityRules(
          List.of(PersonCandidate.CONTACT, PersonCandidate.LEAD, PersonCandidate.ACCOUNT),
          false,
          true);

  private static final String ASSISTANT = "AssistantPhone";

  public IdentityRules {
    order = List.copyOf(order);
  }

  /** How a record was recognised. */
  private record Hit(PersonCandidate candidate, String how) {}

  /**
   * @param candidates everything that may be the caller's, also what turns out not to be
   */
  public IdentityDecision decide(Caller caller, List<PersonCandidate> candidates) {
    List<PersonCandidate> persons =
        candidates.stream()
            .filter(PersonCandidate::isPerson)
            .filter(one -> order.contains(one.object()))
            .filter(one -> !one.gone() || !one.leadsTo().isNone())
            .toList();
    return first(caller, byKey(caller, persons), Step.EXTERNAL_ID)
        .or(() -> first(caller, byPhone(caller, persons), Step.PHONE))
        .or(() -> first(caller, byEmail(caller, persons), Step.EMAIL))
        .or(() -> first(caller, byCompany(caller, persons), Step.COMPANY_AND_NAME))
        .orElseGet(() -> new Unknown(account(caller, candidates), false));
  }

  private static List<Hit> byKey(Caller caller, List<PersonCandidate> persons) {
    return persons.stream()
        .filter(one -> !one.key().isEmpty() && one.key().equalsIgnoreCase(caller.personKey()))
        .map(one -> new Hit(one, "its external id"))
        .toList();
  }

  /** A number of one's own counts more than that of the assistant or of a shared line. */
  private static List<Hit> byPhone(Caller caller, List<PersonCandidate> persons) {
    List<List<Hit>> ranks = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (PersonCandidate one : persons) {
      int best = ranks.size();
      String how = "";
      for (Map.Entry<String, String> phone : one.phones().entrySet()) {
        PhoneMatch match = PhoneMatch.of(caller.phone(), phone.getValue(), caller.region());
        int rank =
            switch (match) {
              case EXACT -> phone.getKey().equals(ASSISTANT) ? 1 : 0;
              case SHARED_LINE -> 2;
              case NONE -> ranks.size();
            };
        if (rank < best) {
          best = rank;
          how = phone.getKey() + (rank == 2 ? ", a line with extensions" : "");
        }
      }
      if (best < ranks.size()) {
        ranks.get(best).add(new Hit(one, how));
      }
    }
    return ranks.stream().filter(rank -> !rank.isEmpty()).findFirst().orElse(List.of());
  }

  private static List<Hit> byEmail(Caller caller, List<PersonCandidate> persons) {
    return persons.stream().filter(has(caller)).map(one -> new Hit(one, "Email")).toList();
  }

  private static Predicate<PersonCandidate> has(Caller caller) {
    String address = PersonHashes.normal(caller.email());
    return one -> !address.isEmpty() && address.equals(PersonHashes.normal(one.email()));
  }

  private List<Hit> byCompany(Caller caller, List<PersonCandidate> persons) {
    return persons.stream()
        .filter(one -> byCompanyAndName && !caller.name().isEmpty())
        .filter(one -> PersonNames.isSameCompany(caller.company(), one.company()))
        .filter(one -> PersonNames.isSamePerson(caller.name(), one))
        .map(one -> new Hit(one, "company and last name"))
        .toList();
  }

  private Optional<IdentityDecision> first(Caller caller, List<Hit> hits, Step step) {
    List<Hit> left = distinct(hits);
    if (left.size() > 1 && step == Step.PHONE) {
      left = narrowed(left, has(caller));
    }
    if (left.size() > 1 && step != Step.COMPANY_AND_NAME && !caller.name().isEmpty()) {
      left = narrowed(left, one -> PersonNames.isSamePerson(caller.name(), one));
    }
    if (left.size() > 1) {
      List<Hit> all = left;
      left =
          order.stream()
              .map(object -> of(all, object))
              .filter(some -> !some.isEmpty())
              .findFirst()
              .orElse(all);
    }
    if (left.size() > 1 && newest) {
      left = List.of(left.stream().max(Comparator.comparing(hit -> changed(hit))).orElseThrow());
    }
    if (left.size() > 1) {
      return Optional.of(new Several(left.stream().map(Hit::candidate).toList(), step));
    }
    return left.stream().findFirst().map(hit -> found(hit, step));
  }

  private static String changed(Hit hit) {
    return hit.candidate().changedAt() + hit.candidate().id();
  }

  private static List<Hit> of(List<Hit> hits, String object) {
    return hits.stream().filter(hit -> object.equals(target(hit).object())).toList();
  }

  private static Successor target(Hit hit) {
    PersonCandidate one = hit.candidate();
    return one.leadsTo().isNone() ? new Successor(one.object(), one.id(), "") : one.leadsTo();
  }

  /** What nobody can be is left out, unless nobody would be left. */
  private static List<Hit> narrowed(List<Hit> hits, Predicate<PersonCandidate> is) {
    List<Hit> some = hits.stream().filter(hit -> is.test(hit.candidate())).toList();
    return some.isEmpty() ? hits : some;
  }

  /** A Lead and the Contact it became are one person, and so are merged records. */
  private static List<Hit> distinct(List<Hit> hits) {
    Map<String, Hit> byTarget = new LinkedHashMap<>();
    for (Hit hit : hits) {
      byTarget.merge(target(hit).id(), hit, (a, b) -> a.candidate().leadsTo().isNone() ? a : b);
    }
    return List.copyOf(byTarget.values());
  }

  private static IdentityDecision found(Hit hit, Step step) {
    PersonCandidate one = hit.candidate();
    Successor target = target(hit);
    boolean moved = !one.leadsTo().isNone();
    String where =
        "found %s %s by %s: %s".formatted(target.object(), target.id(), step.text(), hit.how());
    return new Found(
        target.object(),
        target.id(),
        moved ? "" : one.key(),
        step,
        moved ? where + " of " + one.object() + " " + one.id() + ", " + target.why() : where);
  }

  private String account(Caller caller, List<PersonCandidate> candidates) {
    List<PersonCandidate> accounts =
        candidates.stream()
            .filter(one -> !one.isPerson() && order.contains(one.object()))
            .filter(one -> !one.gone())
            .filter(
                one ->
                    one.phones().values().stream()
                        .anyMatch(
                            phone ->
                                PhoneMatch.of(caller.phone(), phone, caller.region())
                                    != PhoneMatch.NONE))
            .toList();
    return accounts.size() == 1 ? accounts.get(0).id() : "";
  }
}
