package io.aftercall.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.Protection;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.Outbox;
import io.aftercall.store.BodyEncryption;
import io.aftercall.store.Databases;
import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Who has said no is known again by phone and address, until a person lifts it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class SuppressionContract {
  private static final String KEYS = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);
  private static final String MAX = "+4915112345678";
  private static final String EVA = "+4915187654321";
  private static final ContactPolicy CUSTOMER = new ContactPolicy(Contact.customer, Channel.any);
  private static final ContactPolicy BY_MAIL = new ContactPolicy(Contact.customer, Channel.email);
  private static final Protection NO = Protection.shipped("do_not_call");
  private static final Protection REVISABLE =
      new Protection(
          "do_not_call",
          Protection.Unclear.SUPPRESS,
          List.of(),
          List.of(),
          Protection.Scope.ALL,
          true);

  private final TestClock clock = new TestClock();
  private Store store;
  private Outbox outbox;
  private Suppressions suppressions;
  private SimpleMeterRegistry registry;

  abstract StoreSettings settings();

  abstract String explain();

  @BeforeAll
  void open() {
    store = Store.open(settings(), BodyEncryption.of(KEYS), clock);
    outbox = new Outbox(store, clock);
  }

  @BeforeEach
  void empty() {
    Databases.clear(store);
    registry = new SimpleMeterRegistry();
    suppressions = new Suppressions(store, outbox, clock, registry);
  }

  @AfterAll
  void close() {
    store.close();
  }

  private static ObjectNode call(String phone, String email, Boolean no) {
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.put("customer_phone", phone).put("customer_email", email);
    call.put("person_key", phone == null ? "email:" + email : phone);
    call.putObject("extracted_variables").put("do_not_call", no);
    call.putObject("said").put("do_not_call", no == null || !no ? null : "bitte nie mehr");
    return call;
  }

  private void routed(
      String callId, int revision, ObjectNode call, Protection protection, String... destinations) {
    clock.pass(Duration.ofSeconds(1));
    Map<String, String> deliveries = new LinkedHashMap<>();
    store.write(
        transaction -> {
          String event = callId + "r" + revision;
          for (String to : destinations) {
            NewDelivery delivery =
                new NewDelivery(
                    event,
                    new NewDelivery.CallRef("famulor", callId, revision),
                    to,
                    1,
                    call.path("person_key").asText(),
                    clock.millis(),
                    2,
                    null,
                    false);
            outbox.add(transaction, List.of(delivery));
            deliveries.put(delivery.id(), to);
          }
          suppressions.commit(
              transaction,
              List.of(
                  new Suppressions.RoutedCall(
                      event, "famulor", callId, revision, call, List.of(protection), deliveries)),
              Map.of("mail", BY_MAIL, "task", CUSTOMER));
          return null;
        });
  }

  private DeliveryState state(String id) {
    return new DeliveryQueries(store).get(id).orElseThrow().state();
  }

  private List<Suppression> active() {
    return suppressions.find(
        new SuppressionFilter(null, SuppressionFilter.State.ACTIVE, null, null, null, 10));
  }

  private boolean isSuppressed(ObjectNode call) {
    return suppressions.reason(call, CUSTOMER).isPresent();
  }

  @Test
  void aNoStopsWhatIsNewAndWhatWaitsAndNobodyElse() {
    routed("1", 1, call(MAX, "max@example.com", null), NO, "mail", "task", "crm");
    routed("2", 1, call(EVA, null, null), NO, "mail");
    routed("3", 1, call(MAX, null, true), NO, "mail", "task", "crm");

    for (String id : List.of("1r1.mail.1", "1r1.task.1", "3r1.mail.1", "3r1.task.1")) {
      assertThat(state(id)).as(id).isEqualTo(DeliveryState.SUPPRESSED);
    }
    assertThat(new DeliveryQueries(store).get("1r1.mail.1").orElseThrow().reason())
        .isEqualTo("opt-out of 2 March 2026, source famulor, scope all: do_not_call of a call")
        .doesNotContain("bitte", MAX);
    for (String id : List.of("1r1.crm.1", "3r1.crm.1", "2r1.mail.1")) {
      assertThat(state(id)).as(id).isEqualTo(DeliveryState.PENDING);
    }
    // Counted once the commit is known, which may be after the caller has its answer.
    await()
        .until(() -> registry.counter("aftercall.suppressions", "source", "famulor").count() == 1);
  }

  @Test
  void aPersonIsKnownByTheAddressOfAnyCallInAnyCase() {
    routed("1", 1, call(MAX, "Max@Example.com", true), NO);

    assertThat(isSuppressed(call(null, "max@example.COM", null))).isTrue();
    assertThat(isSuppressed(call(EVA, "max@example.com", null))).isTrue();
    assertThat(suppressions.reason(" MAX@example.com ")).isPresent();
    assertThat(suppressions.reason("eva@example.com")).isEmpty();
    assertThat(isSuppressed(call(EVA, null, null))).isFalse();
  }

  @Test
  void whoHasNoNumberAndNoAddressIsKnownByTheCall() {
    ObjectNode nobody = call(null, null, true).put("person_key", "call:famulor:9");
    routed("9", 1, nobody, NO, "task", "crm");

    assertThat(state("9r1.task.1")).isEqualTo(DeliveryState.SUPPRESSED);
    assertThat(state("9r1.crm.1")).isEqualTo(DeliveryState.PENDING);
    assertThat(isSuppressed(call(null, null, null).put("person_key", "call:famulor:10"))).isFalse();
  }

  @Test
  void aScopeStopsItsOwnWayAndTheOnesThatDoNotSay() {
    Suppressions.ContactIdentity max = new Suppressions.ContactIdentity(MAX, null);
    suppressions.add(max, SuppressionScope.CALL, "anna", "a letter", Map::of);

    assertThat(suppressions.reason(call(MAX, null, null), BY_MAIL)).isEmpty();
    assertThat(suppressions.reason(call(MAX, null, null), CUSTOMER)).isPresent();
    assertThat(suppressions.reason(call(MAX, null, null), ContactPolicy.NONE)).isEmpty();
  }

  @Test
  void aPersonWhoIsAddedByHandStopsWhatWaits() {
    routed("1", 1, call(MAX, "max@example.com", null), NO, "mail", "crm");
    routed("2", 1, call(null, "max@example.com", null), NO, "mail");

    Suppressions.Added added =
        suppressions.add(
            new Suppressions.ContactIdentity(MAX, "Max@example.com"),
            SuppressionScope.ALL,
            "anna",
            "a letter",
            () -> Map.of("mail", BY_MAIL));

    assertThat(added.suppressed()).isEqualTo(2);
    assertThat(state("2r1.mail.1")).isEqualTo(DeliveryState.SUPPRESSED);
    assertThat(active())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.by()).containsExactlyInAnyOrder("phone", "email");
              assertThat(one.addedBy()).isEqualTo("anna");
              assertThat(one.words()).isNull();
            });
  }

  @Test
  void whatIsLiftedFlowsAgainAndAReplayDoesNotUndoIt() {
    routed("1", 1, call(MAX, null, true), NO);
    String id = active().get(0).id();
    assertThat(suppressions.lift(id, "anna", "asked for an offer")).isTrue();
    assertThat(suppressions.lift(id, "anna", "again")).isFalse();

    routed("1", 1, call(MAX, null, true), NO);
    routed("1", 2, call(MAX, null, true), NO);
    assertThat(isSuppressed(call(MAX, null, null))).isFalse();

    routed("4", 1, call(MAX, null, true), NO);
    assertThat(isSuppressed(call(MAX, null, null))).isTrue();
    assertThat(suppressions.get(id).orElseThrow().liftedWhy()).isEqualTo("asked for an offer");
  }

  @Test
  void aRevisionTakesItBackOnlyWhereTheSourceSaysSo() {
    routed("1", 1, call(MAX, null, true), NO);
    routed("1", 2, call(MAX, null, false), NO);
    assertThat(isSuppressed(call(MAX, null, null))).isTrue();

    routed("2", 1, call(EVA, null, true), REVISABLE);
    routed("2", 2, call(EVA, null, null), REVISABLE);
    assertThat(isSuppressed(call(EVA, null, null))).as("nothing said is no clear no").isTrue();
    routed("2", 3, call(EVA, null, false), REVISABLE);
    assertThat(isSuppressed(call(EVA, null, null))).isFalse();
    routed("2", 1, call(EVA, null, true), REVISABLE);
    assertThat(isSuppressed(call(EVA, null, null))).as("a replay of the first").isFalse();
    routed("2", 4, call(EVA, null, true), REVISABLE);
    assertThat(isSuppressed(call(EVA, null, null))).isTrue();
    routed("5", 1, call(EVA, null, false), REVISABLE);
    assertThat(isSuppressed(call(EVA, null, null))).as("another call").isTrue();
  }

  @Test
  void theWordsLieEncryptedGoWithAnErasureAndTheHashStays() throws Exception {
    routed("1", 1, call(MAX, null, true), NO);
    assertThat(active().get(0).words()).isEqualTo("bitte nie mehr");
    assertThat(active().get(0).masked().words()).isEqualTo("hidden (14 characters)");
    assertThat(dump()).doesNotContain("bitte", MAX, MAX.substring(1));

    SuppressionWords words = new SuppressionWords(store);
    assertThat(store.<Integer>write(t -> words.forget(t, List.of("1r1")))).isEqualTo(1);
    assertThat(active().get(0).words()).isNull();
    assertThat(isSuppressed(call(MAX, null, null))).isTrue();

    routed("2", 1, call(EVA, null, true), NO);
    assertThat(store.<Integer>write(t -> words.forget(t, EVA))).isEqualTo(1);
    assertThat(isSuppressed(call(EVA, null, null))).isTrue();
  }

  @Test
  void theListFindsAPersonAndGoesOnWhereItEnded() {
    for (int i = 0; i < 5; i++) {
      routed("c" + i, 1, call("+4930111111" + i, null, true), NO);
    }
    SuppressionFilter two =
        new SuppressionFilter(null, SuppressionFilter.State.ALL, "famulor", null, null, 2);
    List<Suppression> first = suppressions.find(two);
    assertThat(first).extracting(Suppression::eventId).containsExactly("c4r1", "c3r1");
    SuppressionFilter rest =
        new SuppressionFilter(null, SuppressionFilter.State.ALL, null, null, first.get(1).id(), 10);
    assertThat(suppressions.find(rest))
        .extracting(Suppression::eventId)
        .containsExactly("c2r1", "c1r1", "c0r1");
    SuppressionFilter of =
        new SuppressionFilter(null, SuppressionFilter.State.ACTIVE, null, "+49301111112", null, 10);
    assertThat(suppressions.find(of)).extracting(Suppression::eventId).containsExactly("c2r1");
  }

  /** However many have said no, one is found by its hash. */
  @Test
  void nothingThatIsAskedForEachCallReadsTheWholeTable() {
    store.write(
        transaction -> {
          try (Statement statement = transaction.connection().createStatement()) {
            statement.executeUpdate(
                """
                insert into suppression (id, scope, reason, at)
                with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)
                select 's' || i, 'all', 'why', i from n""");
            statement.executeUpdate(
                """
                insert into suppression_hash (hash, suppression_id, kind)
                with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)
                select 'h' || i, 's' || i, 'phone' from n""");
            statement.executeUpdate(
                """
                insert into suppression_words (id, event_id, words)
                with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)
                select 's' || i, 'e' || i, cast('x' as %s) from n"""
                    .formatted(store.dialect().shared() ? "bytea" : "blob"));
            statement.execute("analyze");
          }
          return null;
        });
    Object one = store.dialect().list(List.of("h7"));
    for (SqlBuilder asked :
        List.of(
            SqlBuilder.of(SuppressionLedger.findSql(store.dialect())).append("", one),
            SqlBuilder.of(SuppressionLedger.TAKE_BACK).append("", 9L, "r", "w", 2, "s7", 2),
            SqlBuilder.of(SuppressionLedger.LIFT).append("", 9L, "anna", "why", "s7"),
            SqlBuilder.of("delete from suppression_words where ")
                .append(store.dialect().in("event_id"), one))) {
      assertThat(plan(asked))
          .as(asked.toString())
          .noneMatch(line -> line.matches(".*(SCAN|Seq Scan on) (s|h|suppression\\w*)\\b.*"));
    }
  }

  private List<String> plan(SqlBuilder asked) {
    return store.write(
        transaction ->
            asked
                .wrap(explain() + "%s")
                .on(transaction)
                .query((row, n) -> row.getString(store.dialect().shared() ? 1 : 4))
                .list());
  }

  private String dump() {
    StringBuilder all = new StringBuilder();
    for (String table : List.of("suppression", "suppression_hash", "suppression_words")) {
      store.read(
          db -> {
            db.sql("select * from " + table)
                .query(
                    row -> {
                      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        byte[] bytes = row.getBytes(i);
                        all.append(bytes == null ? "" : new String(bytes)).append(' ');
                      }
                    });
            return null;
          });
    }
    return all.toString();
  }
}
