package io.aftercall.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class WellFormedTextTest {
  @Test
  void halfACharacterIsReplaced() {
    assertThat(WellFormedText.of("about \ud83d")).isEqualTo("about \ufffd");
    assertThat(WellFormedText.of("\ude00 \ud83d\ude00 \ud83d\ud83d\ude00"))
        .isEqualTo("\ufffd \ud83d\ude00 \ufffd\ud83d\ude00");
    assertThat(WellFormedText.of(null)).isNull();
  }

  @Test
  void aTextThatIsWholeStaysItself() {
    String text = "schön \ud83d\ude00";
    assertThat(WellFormedText.of(text)).isSameAs(text);
  }

  @Test
  void aRecordLosesThemAtAnyDepthBeforeItLeaves() {
    String half = "\ud83d";
    // Made, not read: Jackson refuses half a character in a key.
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.putArray("a").add("x" + half).addObject().put("b" + half, half);
    record.put("n", 1);
    DeliveryItem deliveryItem = new DeliveryItem("e1.crm.1", "p", 1);
    deliveryItem.record(record, "v1");

    assertThat(deliveryItem.record()).isSameAs(record);
    assertThat(record.toString())
        .isEqualTo("{\"a\":[\"x\ufffd\",{\"b\ufffd\":\"\ufffd\"}],\"n\":1}");
  }
}
