package io.aftercall.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.aftercall.config.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** Quiet hours, and settings that cannot be used. */
class NotifySettingsTest {

  @ParameterizedTest
  @CsvSource({
    // Berlin is one hour before UTC in winter, two in summer. 6 June 2026 is a Saturday.
    "20:00-07:00, '', 2026-01-05T18:59:00Z, false",
    "20:00-07:00, '', 2026-01-05T19:00:00Z, true",
    "20:00-07:00, '', 2026-01-06T05:59:00Z, true",
    "20:00-07:00, '', 2026-01-06T06:00:00Z, false",
    "20:00-07:00, '', 2026-06-05T18:00:00Z, true",
    "9:00-17:00, '', 2026-01-05T10:00:00Z, true",
    "9:00-17:00, '', 2026-01-05T17:00:00Z, false",
    "'', 'sat,sunday', 2026-06-05T21:59:00Z, false",
    "'', 'sat,sunday', 2026-06-05T22:00:00Z, true",
    "'', 'sat,sunday', 2026-06-07T21:59:00Z, true",
    "'', 'sat,sunday', 2026-06-07T22:00:00Z, false",
    "'', '', 2026-06-07T22:00:00Z, false"
  })
  void quietIsByTheClockOfTheZone(String hours, String days, String now, boolean quiet) {
    List<String> names = days.isEmpty() ? List.of() : List.of(days.split(","));

    assertThat(QuietHours.of(hours, names, "Europe/Berlin").includes(Instant.parse(now)))
        .isEqualTo(quiet);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quiet-hours | 8pm-7am | quiet-hours: '8pm' is no time; write HH:MM-HH:MM",
        "quiet-hours | 20:00 | quiet-hours: '20:00' is no period; write HH:MM-HH:MM",
        "quiet-hours | 20:00-24:30 | quiet-hours: '24:30' is no time",
        "quiet-days | caturday | quiet-days: 'caturday' is no day; write monday to sunday",
        "zone | Middle/Earth | zone: 'Middle/Earth' is no time zone; write one like Europe/Berlin",
        "chat-url | hooks.slack.com/x | chat-url: is no address; write the whole https://…",
        "chat-allow-ips | 0.0.0.0/0 | chat-allow-ips: write the system's own address",
        "console-url | calls.example | console-url: is no address",
        "after | -1m | after: is negative",
        "remind-every | 1s | remind-every: is below 15m"
      })
  void whatCannotBeUsedIsNamedWithWhatToWrite(String name, String value, String says) {
    NotifySettings settings = Settings.of(Map.of("aftercall.notify." + name, value));

    assertThatThrownBy(settings::verify).hasMessageStartingWith(says);
  }

  @Test
  void theAddressOfTheChatIsNeverSaid() {
    NotifySettings settings =
        Settings.of(Map.of("aftercall.notify.chat-url", "hooks.example/T0/secret-word"));

    assertThat(settings.toString()).doesNotContain("secret-word");
    assertThatThrownBy(settings::verify).message().doesNotContain("secret-word");
  }

  @Test
  void checkSaysWhereItStands() {
    String file =
        """
        aftercall:
          zone: x
          notify:
            mail-to: ops@example.com
            zone: Middle/Earth
        """;
    MockEnvironment settings =
        new MockEnvironment()
            .withProperty("aftercall.notify.mail-to", "ops@example.com")
            .withProperty("aftercall.notify.zone", "Middle/Earth");

    assertThat(NotifySettingsCheck.of(settings, file))
        .extracting(Problem::toString)
        .containsExactly(
            "config/application.yaml:5:5: wrong-value: aftercall.notify.zone 'Middle/Earth' is no"
                + " time zone; write one like Europe/Berlin");

    settings.setProperty("aftercall.notify.zone", "Europe/Berlin");
    assertThat(NotifySettingsCheck.of(settings, file))
        .extracting(Problem::code, Problem::isWarning)
        .containsExactly(tuple("notify-without-mail-server", true));

    settings.setProperty("aftercall.notify.after", "soon");
    assertThat(NotifySettingsCheck.of(settings, ""))
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .contains("the value of aftercall.notify.after is no Duration");

    settings.setProperty("aftercall.notify.after", "5m");
    settings.setProperty("aftercall.mail.host", "mail.example.com");
    assertThat(NotifySettingsCheck.of(settings, file)).isEmpty();
  }

  @Test
  void nothingIsOnByItself() {
    assertThat(Settings.of(Map.of()).isOn()).isFalse();
    Settings.of(Map.of()).verify();
  }
}
