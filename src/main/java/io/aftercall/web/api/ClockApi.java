package io.aftercall.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.privacy.ClockGuard;
import io.aftercall.web.console.ActionBody;
import io.aftercall.web.console.ClockConfirmation;
import java.security.Principal;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the clock is believed, and a person's word that it is right. */
@RestController
@RequestMapping("/api/v1/clock")
public class ClockApi {
  private final ClockConfirmation clock;

  ClockApi(ClockConfirmation clock) {
    this.clock = clock;
  }

  /**
   * @param known the latest time that was believed
   * @param believed whether what is old by this clock may be removed
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record ClockJson(Instant now, Instant known, long daysAhead, boolean believed) {
    static ClockJson of(ClockGuard.Reading reading) {
      return new ClockJson(
          reading.now(), reading.known(), reading.ahead().toDays(), reading.isBelieved());
    }
  }

  @GetMapping
  ClockJson read() {
    return ClockJson.of(clock.read());
  }

  @PostMapping("/confirm")
  ClockJson confirm(@RequestBody(required = false) JsonNode body, Principal who) {
    String why = ActionBody.of(body, true).why();
    return ClockJson.of(clock.confirm(who.getName(), why));
  }
}
