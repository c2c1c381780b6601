package io.aftercall.privacy;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code aftercall.retention.*}: how long what is finished is kept, counted from when the call came
 * in. What needs a person is kept until it is resolved.
 *
 * @param bodies the bytes of a call
 * @param attempts what was sent and answered, redacted
 * @param calls that there was a call, and what became of it; with it goes all that is left
 * @param recordings the archived files; as long as the calls when unset
 */
@Validated
@ConfigurationProperties("aftercall.retention")
public record RetentionSettings(
    @NotNull @DefaultValue("30d") Duration bodies,
    @NotNull @DefaultValue("90d") Duration attempts,
    @NotNull @DefaultValue("400d") Duration calls,
    Duration recordings) {

  public RetentionSettings {
    recordings = recordings == null ? calls : recordings;
  }

  /** A recording that outlives its call would be found by no erasure. */
  @AssertTrue(message = "must be at least an hour, and calls the longest of all")
  public boolean isInOrder() {
    return Stream.of(bodies, attempts, recordings)
        .allMatch(kept -> kept.compareTo(Duration.ofHours(1)) >= 0 && kept.compareTo(calls) <= 0);
  }
}
