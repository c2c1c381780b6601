package io.aftercall.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.Protection;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.AppendResult;
import io.aftercall.journal.EventBody;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.LeasedDelivery;
import io.aftercall.person.Channel;
import io.aftercall.person.Contact;
import io.aftercall.person.ContactPolicy;
import io.aftercall.person.SuppressionFilter;
import io.aftercall.person.Suppressions;
import io.aftercall.store.StateChangeLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is erased is nowhere, stays away, and takes nobody else along. */
abstract class ErasureContract extends PrivacyFixture {

  @Test
  void nothingOfThePersonIsLeftAnywhereAndEverythingOfTheOthersIs() {
    String first = done("max-1", MAX, DeliveryState.DELIVERED);
    String second = done("max-2", MAX, DeliveryState.REJECTED);
    String other = done("eva-1", EVA, DeliveryState.DELIVERED);
    discard(DeliveryFilter.all().ofCall("max-2"), "called " + MAX);
    reopen(EventFilter.all().only(first));
    assertThat(erasure.count(DataSubject.person(MAX)))
        .containsEntry("calls", 2L)
        .containsEntry("deliveries", 2L)
        .containsEntry("remembered_records", 1L);

    ErasureCertificate erasureCertificate =
        erasure.erase(DataSubject.person(MAX), "anna", "ticket 4711");

    assertThat(everything())
        .doesNotContain(MAX, MAX.substring(1), "max-1", "max-2", first + ".", second + ".")
        .contains(EVA, "eva-1", other);
    assertThat(erasureCertificate.rows())
        .containsEntry("event", 2)
        .containsEntry("event_body", 2)
        .containsEntry("delivery", 2)
        .containsEntry("attempt", 2)
        .containsEntry("change", 2)
        .containsEntry("file", 2)
        .containsEntry("written", 1);
    assertThat(erasureCertificate.delivered()).containsExactlyEntriesOf(java.util.Map.of("crm", 1));
    assertThat(erasureCertificate.complete()).isTrue();
    assertThat(new ErasureCertificates(store).latest(10)).containsExactly(erasureCertificate);
    assertThat(forgotten).containsExactlyInAnyOrder(first, second);
    assertThat(files).containsExactlyInAnyOrder(first, second);
    assertThat(erasure.count(DataSubject.person(MAX)).values()).containsOnly(0L);
    assertThat(events.count(EventFilter.all())).isEqualTo(1);
  }

  /** Whoever was erased is still not contacted; in what words they said so is gone. */
  @Test
  void thatSomebodySaidNoStaysAndTheirWordsGo() throws Exception {
    String first = done("max-1", MAX, DeliveryState.DELIVERED);
    Suppressions suppressions = new Suppressions(store, outbox, clock, new SimpleMeterRegistry());
    ObjectNode call = new ObjectMapper().createObjectNode();
    call.put("person_key", MAX).put("customer_phone", MAX);
    call.putObject("extracted_variables").put("do_not_call", true);
    call.putObject("said").put("do_not_call", "lasst mich in Ruhe");
    store.write(
        transaction -> {
          suppressions.commit(
              transaction,
              List.of(
                  new Suppressions.RoutedCall(
                      first,
                      "famulor",
                      "max-1",
                      1,
                      call,
                      List.of(Protection.shipped("do_not_call")),
                      java.util.Map.of())),
              java.util.Map.of());
          return null;
        });
    assertThat(words(suppressions)).isEqualTo("lasst mich in Ruhe");

    ErasureCertificate certificate = erasure.erase(DataSubject.person(MAX), "anna", "ticket 4711");

    assertThat(certificate.rows()).containsEntry("suppression_words", 1);
    assertThat(everything()).doesNotContain(MAX, MAX.substring(1), "max-1");
    assertThat(words(suppressions)).isNull();
    assertThat(suppressions.reason(call, new ContactPolicy(Contact.customer, Channel.any)))
        .isPresent();
  }

  private static String words(Suppressions suppressions) {
    return suppressions
        .find(new SuppressionFilter(null, SuppressionFilter.State.ACTIVE, null, MAX, null, 10))
        .get(0)
        .words();
  }

  @Test
  void anErasedCallThatComesAgainIsAnsweredAndNotStored() {
    String receipt = done("max-1", MAX, DeliveryState.DELIVERED);
    AppendReceipt revised = append("max-1", "other content");
    assertThat(revised.verdict()).isEqualTo(AppendResult.UPDATED);
    erasure.erase(DataSubject.call("famulor", "max-1"), "anna", "ticket");

    assertThat(append("max-1", "secret words of " + MAX + " in max-1"))
        .isEqualTo(new AppendReceipt(AppendResult.DUPLICATE, receipt, 1));
    assertThat(append("max-1", "third content").eventId()).isEqualTo(receipt);
    assertThat(rows("event")).isZero();
    assertThat(rows("event_body")).isZero();
    assertThat(append("max-9", "another call").verdict()).isEqualTo(AppendResult.ACCEPTED);
  }

  @Test
  void aCallThatWasErasedBeforeItCameIsNotStoredEither() {
    erasure.erase(DataSubject.call(null, "never-seen"), "anna", "ticket");
    AppendReceipt answer = append("never-seen", "late");
    assertThat(answer.verdict()).isEqualTo(AppendResult.DUPLICATE);
    assertThat(answer.revision()).isEqualTo(1);
    assertThat(rows("event")).isZero();
  }

  @Test
  void whatNobodyUnderstoodIsFoundByTheNumberHoweverItIsWritten() {
    riddle("<call phone='0151 / 123-456 78'/>");
    riddle("Phone: (+49) 151.12345678");
    String kept = riddle("<call phone='0151 99999999'/>").eventId();
    assertThat(erasure.count(DataSubject.person(MAX))).containsEntry("events", 2L);

    erasure.erase(DataSubject.person(MAX), "anna", "ticket");

    assertThat(events.find(EventFilter.all())).extracting("id").containsExactly(kept);
    assertThat(riddle("Phone: (+49) 151.12345678").verdict()).isEqualTo(AppendResult.QUARANTINED);
    assertThat(rows("event")).isEqualTo(1);
  }

  @Test
  void whoeverWaitedBehindAnErasedCallMayGo() {
    decided("eva-1", EVA, EventState.ROUTED);
    decided("eva-2", EVA, EventState.ROUTED);
    List<LeasedDelivery> head = claim();
    assertThat(head).hasSize(1);

    ErasureCertificate erasureCertificate =
        erasure.erase(DataSubject.call("famulor", "eva-1"), "anna", "ticket");

    assertThat(erasureCertificate.underWay()).isEqualTo(1);
    assertThat(claim())
        .singleElement()
        .satisfies(
            next ->
                assertThat(deliveries.get(next.id()).orElseThrow().call().callId())
                    .isEqualTo("eva-2"));
  }

  @Test
  void allThatIsHeldComesAsJson() throws Exception {
    done("max-1", MAX, DeliveryState.DELIVERED);
    done("eva-1", EVA, DeliveryState.DELIVERED);
    String json = append("max-2", "{\"customer_phone\":\"" + MAX + "\"}").eventId();
    riddle("not even JSON, " + MAX);
    SubjectExport file =
        new SubjectExport(holdings, events, journal, deliveries, new StateChangeLog(store));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    file.write(DataSubject.person(MAX), clock.instant(), out);

    JsonNode held = new ObjectMapper().readTree(out.toByteArray());
    assertThat(held.path("person").asText()).isEqualTo(MAX);
    assertThat(held.path("events")).hasSize(2);
    JsonNode call = held.at("/events/0");
    assertThat(new String(call.path("content_base64").binaryValue(), UTF_8))
        .isEqualTo("secret words of " + MAX + " in max-1");
    assertThat(call.at("/deliveries/0/attempts/0/answer").asText()).isEqualTo("created 00Q1");
    assertThat(held.path("remembered_records")).hasSize(1);
    assertThat(out.toString(UTF_8)).doesNotContain(EVA, "eva-1", json);
  }

  @Test
  void bodiesAreSealedWhereTheyLieAndReadAsTheyCame() {
    String id = append("max-1", "secret words").eventId();
    assertThat(everything()).doesNotContain("secret words");
    assertThat(journal.bodies(List.of(id)))
        .extracting(EventBody::body)
        .containsExactly("secret words".getBytes(UTF_8));
  }
}
