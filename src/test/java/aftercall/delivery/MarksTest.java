package aftercall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of a record can be kept as text, and is asked for by key. */
class MarksTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Occasion FIRST = Occasion.of("famulor", "1", 2, NOON);
  private static final Occasion SECOND = Occasion.of("famulor", "2", 1, NOON.plusMillis(7));

  @Test
  void aTextKeepsThemAll() {
    Mark once = Mark.adding(null, FIRST, "p1", 3);
    Map<String, Mark> marks =
        Map.of("Rating", Mark.of("r", FIRST), "Description", Mark.adding(once, SECOND, "p2", 1));

    assertThat(Marks.read(Marks.write(marks))).isEqualTo(marks);
    assertThat(marks.get("Description").paragraphOf(FIRST.call()))
        .contains(new Mark.Paragraph(FIRST.call(), 2, "p1", 3));
  }

  @Test
  void whatCannotBeReadIsNotRemembered() {
    assertThat(Marks.read("{\"Rating\":")).isEmpty();
    assertThat(Marks.read("[]")).isEmpty();
  }

  @Test
  void aShipmentAsksByFingerprintOnce() {
    Parcel parcel = new Parcel("e1.crm.1", "anna", 1);
    parcel.wrote("anna@example.com", Map.of("Rating", Mark.of("r", FIRST)));
    Shipment shipment =
        new Shipment(
            "crm",
            List.of(parcel),
            (destination, keys) -> {
              assertThat(destination).isEqualTo("crm");
              assertThat(keys).hasSize(2).contains(parcel.written().recordKey());
              assertThat(keys).allSatisfy(key -> assertThat(key).matches("[0-9a-f]{64}"));
              return Map.of(parcel.written().recordKey(), parcel.written().fields());
            });

    assertThat(shipment.marks(List.of("anna@example.com", "bert@example.com")))
        .isEqualTo(Map.of("anna@example.com", Map.of("Rating", Mark.of("r", FIRST))));
  }

  @Test
  void aCallWithoutAnEndEndedWhenItCame() {
    Parcel parcel = new Parcel("e1.crm.1", "anna", 1);
    parcel.occasion(Occasion.of("famulor", "1", 3, null));

    assertThat(parcel.occasion().finishedAt()).isEqualTo(Instant.EPOCH);
    assertThat(parcel.occasion().revision()).isEqualTo(3);
    assertThat(parcel.repeated()).isTrue();
  }
}
