package io.aftercall.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of a record can be kept as text, and is asked for by key. */
class FieldWriteStateJsonTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final CallVersion FIRST = CallVersion.of("famulor", "1", 2, NOON);
  private static final CallVersion SECOND = CallVersion.of("famulor", "2", 1, NOON.plusMillis(7));

  @Test
  void aTextKeepsThemAll() {
    FieldWriteState once = FieldWriteState.adding(null, FIRST, "p1", 3);
    Map<String, FieldWriteState> fieldWriteStates =
        Map.of(
            "Rating",
            FieldWriteState.of("r", FIRST),
            "Description",
            FieldWriteState.adding(once, SECOND, "p2", 1));

    assertThat(FieldWriteStateJson.read(FieldWriteStateJson.write(fieldWriteStates)))
        .isEqualTo(fieldWriteStates);
    assertThat(fieldWriteStates.get("Description").paragraphOf(FIRST.call()))
        .contains(new FieldWriteState.Paragraph(FIRST.call(), 2, "p1", 3));
  }

  @Test
  void whatCannotBeReadIsNotRemembered() {
    assertThat(FieldWriteStateJson.read("{\"Rating\":")).isEmpty();
    assertThat(FieldWriteStateJson.read("[]")).isEmpty();
  }

  @Test
  void aBatchAsksByHashOnce() {
    DeliveryItem deliveryItem = new DeliveryItem("e1.crm.1", "anna", 1);
    deliveryItem.recordFieldWrites(
        "anna@example.com", Map.of("Rating", FieldWriteState.of("r", FIRST)));
    DeliveryBatch deliveryBatch =
        new DeliveryBatch(
            "crm",
            List.of(deliveryItem),
            (destination, keys) -> {
              assertThat(destination).isEqualTo("crm");
              assertThat(keys).hasSize(2).contains(deliveryItem.written().recordKey());
              assertThat(keys).allSatisfy(key -> assertThat(key).matches("[0-9a-f]{64}"));
              return Map.of(deliveryItem.written().recordKey(), deliveryItem.written().fields());
            });

    assertThat(deliveryBatch.marks(List.of("anna@example.com", "bert@example.com")))
        .isEqualTo(Map.of("anna@example.com", Map.of("Rating", FieldWriteState.of("r", FIRST))));
  }

  @Test
  void aCallWithoutAnEndEndedWhenItCame() {
    DeliveryItem deliveryItem = new DeliveryItem("e1.crm.1", "anna", 1);
    deliveryItem.callVersion(CallVersion.of("famulor", "1", 3, null));

    assertThat(deliveryItem.callVersion().finishedAt()).isEqualTo(Instant.EPOCH);
    assertThat(deliveryItem.callVersion().revision()).isEqualTo(3);
    assertThat(deliveryItem.repeated()).isTrue();
  }
}
