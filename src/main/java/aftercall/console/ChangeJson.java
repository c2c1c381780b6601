package aftercall.console;

import aftercall.store.Change;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;

/** What a person did, in the API. */
@JsonNaming(SnakeCaseStrategy.class)
record ChangeJson(
    Instant at, String fromState, String fromReason, String toState, String who, String why) {
  static List<ChangeJson> of(List<Change> changes) {
    return changes.stream()
        .map(
            change ->
                new ChangeJson(
                    change.at(),
                    change.fromState(),
                    change.fromReason(),
                    change.toState(),
                    change.who(),
                    change.why()))
        .toList();
  }
}
