package io.aftercall.web.api;

import io.aftercall.web.console.ActionBody;
import io.aftercall.web.console.BadRequestException;
import io.aftercall.web.console.PersonChoiceActions;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who a caller is, where several records match. */
@RestController
@RequestMapping("/api/v1/deliveries/{id}/person")
class PersonApi {
  private static final List<String> KNOWN = List.of("record", "why");

  private final PersonChoiceActions personChoiceActions;

  PersonApi(PersonChoiceActions personChoiceActions) {
    this.personChoiceActions = personChoiceActions;
  }

  /**
   * @param retried parked deliveries of the person that go on
   */
  record Chosen(int retried) {}

  @GetMapping
  PersonChoiceActions.Choices choices(@PathVariable String id) {
    return personChoiceActions.choices(id);
  }

  @PostMapping
  Chosen choose(
      @PathVariable String id,
      @RequestBody(required = false) Map<String, String> body,
      Principal who) {
    Map<String, String> said = body == null ? Map.of() : body;
    for (String name : said.keySet()) {
      if (!KNOWN.contains(name)) {
        throw new BadRequestException(
            "the body may hold " + String.join(", ", KNOWN) + ", not " + name);
      }
    }
    String why = ActionBody.why(said.getOrDefault("why", ""), true);
    return new Chosen(personChoiceActions.choose(id, said.get("record"), who.getName(), why));
  }
}
