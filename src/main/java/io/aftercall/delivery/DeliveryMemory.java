package io.aftercall.delivery;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.outbox.Outbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;

/** What the outbox knows of records that went to a destination before. */
record DeliveryMemory(Outbox outbox, InstantSource clock) implements DeliveryBatch.Memory {
  /** By then every search has learned of a new record. */
  private static final Duration LATE = Duration.ofHours(1);

  @Override
  public Map<String, String> of(String destination, Collection<String> hashs) {
    return outbox.written(destination, hashs);
  }

  @Override
  public String lastReference(String destination, String personKey) {
    return outbox.lastReference(destination, personKey, clock.instant().minus(LATE)).orElse("");
  }
}
