package io.aftercall.destination.mail;

import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.TextHash;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All letters of one record: its outcome is known when each recipient's is. Whom it has reached is
 * the item's progress, so that a repeat goes to the others only.
 */
final class RecipientProgress {
  private static final int SHORT = 16;

  private final DeliveryItem deliveryItem;
  private final List<InternetAddress> recipients;
  private final Set<String> reached;
  private int underWay;
  private Outcome gravest;

  RecipientProgress(DeliveryItem deliveryItem, List<InternetAddress> recipients) {
    this.deliveryItem = deliveryItem;
    this.recipients = List.copyOf(recipients);
    reached = new LinkedHashSet<>(Arrays.asList(deliveryItem.progress().split(" ")));
    underWay = recipients.size() - reached();
  }

  DeliveryItem item() {
    return deliveryItem;
  }

  /** Whether the server has taken a letter for this recipient, now or at an earlier attempt. */
  boolean hasReached(InternetAddress recipient) {
    return reached.contains(mark(recipient));
  }

  /** The gravest outcome of a recipient is the record's; a stop leaves the other ones out. */
  void complete(InternetAddress recipient, Outcome outcome) {
    underWay--;
    if (outcome instanceof Outcome.Delivered) {
      reached.add(mark(recipient));
      deliveryItem.progress(String.join(" ", reached).strip());
    }
    if (outcome instanceof Outcome.Retry later && later.leavesOpen()) {
      deliveryItem.markOutcomeUnknown();
    }
    if (gravest == null || severity(outcome) > severity(gravest)) {
      gravest = outcome;
    }
    if (underWay == 0 || outcome instanceof Outcome.Paused) {
      deliveryItem.complete(whole());
    }
  }

  private Outcome whole() {
    if (reached() == 0) {
      return gravest;
    }
    String reason =
        "%s; %d of %d recipients have it".formatted(gravest.reason(), reached(), recipients.size());
    return gravest.fold(
        delivered -> gravest,
        later -> new Outcome.Retry(later.after(), reason, later.whose()),
        rejected -> new Outcome.Rejected(reason, rejected.field()),
        paused -> gravest,
        suppressed -> gravest,
        dryRun -> gravest);
  }

  private int reached() {
    return (int) recipients.stream().filter(this::hasReached).count();
  }

  /** Says nothing about the address, not even to who guesses it from other deliveries. */
  private String mark(InternetAddress recipient) {
    return TextHash.of(deliveryItem.deliveryId(), recipient.getAddress()).substring(0, SHORT);
  }

  /** That one may have it must not be lost behind what another certainly lacks. */
  private static int severity(Outcome outcome) {
    return outcome.fold(
        delivered -> 0,
        later -> later.leavesOpen() ? 4 : 2,
        rejected -> 1,
        paused -> 3,
        suppressed -> 0,
        dryRun -> 0);
  }
}
