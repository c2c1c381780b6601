package io.aftercall.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.dryrun.DryRunAnswers;
import io.aftercall.dryrun.DryRunCache;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.security.ProblemResponses;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What would happen with a payload. Nothing is stored, nothing is sent. */
@RestController
@RequestMapping("/api/v1/try")
public class TryApi {
  private final DryRunCache dryRunCache;
  private final ActiveConfig rules;

  TryApi(DryRunCache dryRunCache, ActiveConfig rules) {
    this.dryRunCache = dryRunCache;
    this.rules = rules;
  }

  /**
   * @param payload as the sender posts it: JSON, or a text for what is none
   * @param answers list or object, see {@link DryRunAnswers}; null for nothing found
   */
  record TryRequest(String source, JsonNode payload, JsonNode answers) {}

  @PostMapping
  ResponseEntity<ObjectNode> dryRun(@RequestBody TryRequest body) {
    String source = body.source() == null ? "" : body.source();
    if (rules.get().sources().find(source).isEmpty() || body.payload() == null) {
      return ProblemResponses.of(
          HttpStatus.BAD_REQUEST,
          body.payload() == null
              ? "there is nothing to try: send {\"source\": …, \"payload\": …}"
              : "there is no source '" + source + "'");
    }
    JsonNode payload = body.payload();
    String text = payload.isTextual() ? payload.textValue() : payload.toString();
    try {
      boolean none = body.answers() == null || body.answers().isNull();
      DryRunAnswers answers = none ? DryRunAnswers.none() : DryRunAnswers.of(body.answers());
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      ObjectNode report = dryRunCache.tell(source, bytes, answers).json();
      ArrayNode unused = report.putArray("unused_answers");
      answers.unused().forEach(unused::add);
      return ResponseEntity.ok(report);
    } catch (IllegalArgumentException unfit) {
      return ProblemResponses.of(HttpStatus.BAD_REQUEST, unfit.getMessage());
    }
  }
}
