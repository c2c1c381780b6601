package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.outbox.DeliveryRow;
import io.aftercall.sandbox.Mail;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a customer's calendar learns over the revisions of a call and a later call. */
class AppointmentMailsTest extends SandboxStage {
  private static final String CUSTOMER = "erika-496@example.com";

  private static void call(String id, LocalDate day, int duration) throws Exception {
    String body =
        """
        {"id":%s,"status":"completed","duration":%d,"customer_phone":"+4915129600001",
         "language":"de",
         "created_at":"2026-01-05T10:00:00+01:00","finished_at":"2026-01-05T10:0%d:00+01:00",
         "lead":{"variables":{"email":"%s","owner_email":"anna@acme.example"}},
         "extracted_variables":{"customer_name":"Erika Mustermann","appointment_scheduled":true,
           "appointment_at":"%sT14:30:00+01:00"}}\
        """
            .formatted(id, duration, id.endsWith("1") ? 1 : 5, CUSTOMER, day);
    Answers.keep(service.post(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Until the e-mails of so many contents of the call are done with. */
  private static List<Mail> mails(String callId, int contents) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      List<DeliveryRow> rows =
          rows(callId).stream()
              .filter(row -> row.destination().equals("appointment-email"))
              .toList();
      if (rows.size() == contents && rows.stream().noneMatch(row -> row.state().open())) {
        break;
      }
      Thread.sleep(20);
    }
    return sandbox.mail().mails().stream().filter(mail -> mail.to().equals(CUSTOMER)).toList();
  }

  private static String of(Mail mail, String property) {
    String calendar =
        mail.content().others().stream()
            .filter(part -> part.type().contains("calendar"))
            .findFirst()
            .orElseThrow()
            .text();
    Matcher line = Pattern.compile("(?m)^" + property + "[:;]([^\\r\\n]*)").matcher(calendar);
    assertThat(line.find()).as(property).isTrue();
    return line.group(1);
  }

  @Test
  void aMoveIsToldOnceAndASecondCallMovesTheSameAppointment() throws Exception {
    LocalDate first = LocalDate.of(2098, 1, 10);
    call("496001", first, 60);
    assertThat(mails("496001", 1)).hasSize(1);
    call("496001", first, 61);
    assertThat(mails("496001", 2)).hasSize(1);
    call("496001", first.plusDays(1), 62);
    assertThat(mails("496001", 3)).hasSize(2);
    call("496002", first.plusDays(2), 60);
    List<Mail> all = mails("496002", 1);

    assertThat(all)
        .extracting(Mail::subject)
        .containsExactly(
            "Ihr Termin am 10.01.2098",
            "Neuer Zeitpunkt: Termin am 11.01.2098 um 14:30 Uhr",
            "Neuer Zeitpunkt: Termin am 12.01.2098 um 14:30 Uhr");
    assertThat(all).extracting(mail -> of(mail, "SEQUENCE")).containsExactly("0", "1", "2");
    assertThat(all).extracting(mail -> of(mail, "UID")).containsOnly(of(all.get(0), "UID"));
    assertThat(all)
        .allSatisfy(mail -> assertThat(mail.header("Reply-To")).isEqualTo("anna@acme.example"));
  }
}
