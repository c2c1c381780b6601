package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.person.PersonLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of {@code identity-cases.txt}, each case with an org of its own. */
class IdentityCasesTest {
  private static IdentityStage stage;

  record Case(String name, Map<String, String> caller, List<String> records, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void open() throws Exception {
    stage = IdentityStage.of(PersonLedger.none(), "kamelet:salesforce-identify?object=Lead");
  }

  @AfterAll
  static void close() throws Exception {
    stage.close();
  }

  static List<Case> cases() throws IOException {
    String text;
    try (var in = IdentityCasesTest.class.getResourceAsStream("identity-cases.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(IdentityCasesTest::read)
        .toList();
  }

  private static Case read(String line) {
    String[] columns = line.split("\\|", -1);
    assertThat(columns).as(line).hasSize(4);
    List<String> records =
        Stream.of(columns[2].split(" & ")).map(String::strip).filter(r -> !r.isEmpty()).toList();
    return new Case(columns[0].strip(), fields(columns[1]), records, columns[3].strip());
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    Arrays.stream(text.split(";"))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .forEach(one -> fields.put(one.split("=", 2)[0], one.split("=", 2)[1]));
    return fields;
  }

  @Test
  void thereAreEnough() throws IOException {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(80);
    assertThat(cases()).extracting(Case::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whoCalled(Case one) {
    stage.org.empty();
    Map<String, String> ids = new HashMap<>();
    one.records().forEach(record -> given(record, ids));
    DeliveryItem item = stage.lead(one.caller());

    Exception failure =
        stage.kamelets.deliver(new DeliveryBatch("lead", List.of(item))).getException();

    assertThat(failure).isNull();
    assertThat(said(item, ids)).isEqualTo(one.expected());
    assertThat(stage.org.writes()).isEmpty();
  }

  private static void given(String text, Map<String, String> ids) {
    String[] words = text.split(" ", 3);
    Map<String, String> fields = words.length < 3 ? Map.of() : fields(words[2]);
    Map<String, String> values = new LinkedHashMap<>(fields);
    List.of("converted", "merged", "deleted", "account").forEach(values::remove);
    if (!words[0].equals("Account")) {
      values.putIfAbsent("LastName", "Muster");
    }
    if (fields.containsKey("account")) {
      values.put("AccountId", ids.get(fields.get("account")));
    }
    String id = stage.org.given(words[0], values);
    ids.put(words[1], id);
    if (fields.containsKey("converted")) {
      stage.org.convertLead(id, ids.get(fields.get("converted")));
    } else if (fields.containsKey("merged")) {
      stage.org.merge(words[0], id, ids.get(fields.get("merged")));
    } else if (fields.containsKey("deleted")) {
      stage.org.delete(words[0], id);
    }
    stage.org.forgetWrites();
  }

  /** In the words of the table. */
  private static String said(DeliveryItem item, Map<String, String> ids) {
    String told = String.join("; ", item.notes());
    if (item.outcome() instanceof Outcome.Rejected rejected) {
      return rejected
          .reason()
          .replaceFirst(".*match by ([^:]+):.*PERSON_AMBIGUOUS.*", "several by $1");
    }
    if (item.outcome() instanceof Outcome.Delivered done) {
      told = done.reason();
    }
    if (!told.startsWith("found ")) {
      String name =
          ids.entrySet().stream()
              .filter(e -> told(item).contains(e.getValue()))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse("");
      return "unknown" + (name.isEmpty() ? "" : ", account " + name);
    }
    String id = told.split(" ")[2];
    if (item.outcome() == null) {
      String key = item.record().path("Aftercall_Person__c").asText();
      boolean own = told.contains("by external id");
      assertThat(item.record().path("Id").asText(own ? id : "")).isEqualTo(id);
      assertThat(key).isIn(item.personKey(), "");
    } else {
      assertThat(((Outcome.Delivered) item.outcome()).reference()).isEqualTo(id);
    }
    String step = told.replaceFirst("^found \\w+ \\w+ by ([^:]+):.*", "$1");
    return ids.entrySet().stream()
            .filter(entry -> entry.getValue().equals(id))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(id)
        + " by "
        + step;
  }

  private static String told(DeliveryItem item) {
    return String.join("; ", item.notes());
  }
}
