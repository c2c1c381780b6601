package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.sandbox.web.Ask;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The troubles ahead. A fault of a request is used up by the requests it fits, a fault of a record
 * by the records it fits. Several may strike the same request: the first that answers instead of
 * the org decides, all changes to the answer add up.
 */
public final class Faults {
  private static final int FOR_EVER = Integer.MAX_VALUE;

  private final List<Rule> rules = new ArrayList<>();
  private final Random dice = new Random(42);

  /** Strikes the next time it fits. */
  public Faults once(Fault fault) {
    return times(1, fault);
  }

  public Faults times(int count, Fault fault) {
    return add(new Rule(fault, 0, count, 1));
  }

  /** Lets {@code passing} fitting ones pass, then strikes once: trouble in the middle of a run. */
  public Faults onceAfter(int passing, Fault fault) {
    return add(new Rule(fault, passing, 1, 1));
  }

  public Faults always(Fault fault) {
    return times(FOR_EVER, fault);
  }

  /** Strikes by chance; the dice fall the same in every run. */
  public Faults sometimes(double probability, Fault fault) {
    return add(new Rule(fault, 0, FOR_EVER, probability));
  }

  public synchronized void clear() {
    rules.clear();
  }

  /** Faults that were ordered and have not struck yet; those without an end do not count. */
  public synchronized int pending() {
    return rules.stream().filter(rule -> rule.left != FOR_EVER).mapToInt(rule -> rule.left).sum();
  }

  synchronized Answer answer(Ask ask, Function<Ask, Answer> org) {
    List<Fault.OfRequest> striking =
        strikes(Fault.OfRequest.class, fault -> fault.where().test(ask));
    Answer answer =
        striking.stream()
            .filter(fault -> fault.instead() != null)
            .findFirst()
            .map(Fault.OfRequest::instead)
            .orElse(org)
            .apply(ask);
    for (Fault.OfRequest fault : striking) {
      answer = fault.afterwards().apply(answer);
    }
    return answer;
  }

  synchronized Optional<SalesforceError> trouble(ObjectNode record) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    return strikes(Fault.OfRecord.class, fault -> fault.which().test(record)).stream()
        .findFirst()
        .map(Fault.OfRecord::error);
  }

  private synchronized Faults add(Rule rule) {
    rules.add(rule);
    return this;
  }

  private <F extends Fault> List<F> strikes(Class<F> kind, Predicate<F> fits) {
    List<F> striking = new ArrayList<>();
    for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
      Rule rule = each.next();
      if (kind.isInstance(rule.fault) && fits.test(kind.cast(rule.fault)) && rule.strikes(dice)) {
        striking.add(kind.cast(rule.fault));
        if (rule.left == 0) {
          each.remove();
        }
      }
    }
    return striking;
  }

  private static final class Rule {
    private final Fault fault;
    private final double probability;
    private int passing;
    private int left;

    Rule(Fault fault, int passing, int left, double probability) {
      this.fault = fault;
      this.passing = passing;
      this.left = left;
      this.probability = probability;
    }

    boolean strikes(Random dice) {
      if (passing > 0) {
        passing--;
        return false;
      }
      if (probability < 1 && dice.nextDouble() >= probability) {
        return false;
      }
      if (left != FOR_EVER) {
        left--;
      }
      return true;
    }
  }
}
