package aftercall.delivery;

import aftercall.outbox.Claimed;
import aftercall.outbox.Past;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Parcels whose loan ends when a test wants it, for the rooms that send them. */
public final class LentParcels {
  private LentParcels() {}

  public static Parcel until(BooleanSupplier loanEnded, ObjectNode record) {
    Claimed loan =
        new Claimed(
            "e1.test.0",
            "e1",
            "test",
            0,
            "p1",
            1,
            0,
            Instant.parse("2026-01-05T09:00:00Z"),
            1,
            null,
            Past.NONE);
    Parcel parcel = Parcel.of(loan, loanEnded);
    parcel.record(record, "v1");
    return parcel;
  }
}
