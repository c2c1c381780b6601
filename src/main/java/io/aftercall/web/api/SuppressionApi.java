package io.aftercall.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.person.Suppression;
import io.aftercall.person.SuppressionFilter;
import io.aftercall.person.Suppressions;
import io.aftercall.web.console.ActionBody;
import io.aftercall.web.console.BadRequestException;
import io.aftercall.web.console.ListQueryParser;
import io.aftercall.web.console.SuppressionActions;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Persons who must not be contacted. */
@RestController
@RequestMapping("/api/v1/suppressions")
class SuppressionApi {
  private static final List<String> KNOWN = List.of("phone", "email", "scope", "source", "why");

  private final SuppressionActions suppressionActions;
  private final ListQueryParser listQueryParser;

  SuppressionApi(SuppressionActions suppressionActions, ListQueryParser listQueryParser) {
    this.suppressionActions = suppressionActions;
    this.listQueryParser = listQueryParser;
  }

  /**
   * @param next to be given as {@code before} for those that are older; null after the last
   */
  record Page(List<SuppressionJson> suppressions, String next) {}

  /**
   * @param suppressed waiting deliveries of the person that were suppressed at once
   */
  record Added(String id, int suppressed) {}

  /** See {@link Suppression}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record SuppressionJson(
      String id,
      String scope,
      String reason,
      String words,
      List<String> by,
      String source,
      String eventId,
      Instant at,
      String addedBy,
      Instant liftedAt,
      String liftedBy,
      String liftedWhy) {
    static SuppressionJson of(Suppression one) {
      return new SuppressionJson(
          one.id(),
          one.scope().text(),
          one.reason(),
          one.words(),
          one.by(),
          one.source(),
          one.eventId(),
          one.at(),
          one.addedBy(),
          one.liftedAt(),
          one.liftedBy(),
          one.liftedWhy());
    }
  }

  @GetMapping
  Page list(HttpServletRequest request) {
    SuppressionFilter filter = listQueryParser.suppressions(request.getParameterMap());
    List<Suppression> found = suppressionActions.find(filter);
    return new Page(
        found.stream().map(SuppressionJson::of).toList(),
        found.size() < filter.limit() ? null : found.get(found.size() - 1).id());
  }

  @PostMapping
  Added add(@RequestBody(required = false) Map<String, String> body, Principal who) {
    Map<String, String> said = body == null ? Map.of() : body;
    for (String name : said.keySet()) {
      if (!KNOWN.contains(name)) {
        throw new BadRequestException(
            "the body may hold " + String.join(", ", KNOWN) + ", not " + name);
      }
    }
    String phone = said.get("phone");
    Suppressions.Added added =
        suppressionActions.add(
            phone == null || phone.isBlank()
                ? null
                : listQueryParser.phone(phone, said.get("source")),
            said.get("email"),
            said.get("scope"),
            who.getName(),
            ActionBody.why(said.getOrDefault("why", ""), true));
    return new Added(added.id(), added.suppressed());
  }

  @PostMapping("/{id}/lift")
  SuppressionJson lift(
      @PathVariable String id,
      @RequestBody(required = false) Map<String, String> body,
      Principal who) {
    String why = body == null ? "" : body.getOrDefault("why", "");
    return SuppressionJson.of(
        suppressionActions.lift(id, who.getName(), ActionBody.why(why, true)));
  }
}
