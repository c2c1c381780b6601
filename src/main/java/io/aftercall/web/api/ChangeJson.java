package io.aftercall.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.store.StateChange;
import java.time.Instant;
import java.util.List;

/** What a person did, in the API. */
@JsonNaming(SnakeCaseStrategy.class)
record ChangeJson(
    Instant at, String fromState, String fromReason, String toState, String who, String why) {
  static List<ChangeJson> of(List<StateChange> stateChanges) {
    return stateChanges.stream()
        .map(
            stateChange ->
                new ChangeJson(
                    stateChange.at(),
                    stateChange.fromState(),
                    stateChange.fromReason(),
                    stateChange.toState(),
                    stateChange.who(),
                    stateChange.why()))
        .toList();
  }
}
