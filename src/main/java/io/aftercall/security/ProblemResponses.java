package io.aftercall.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What the API says when it cannot do what was asked: {@code application/problem+json}. */
public final class ProblemResponses {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProblemResponses() {}

  public static ResponseEntity<ObjectNode> of(HttpStatus status, String detail) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(json(status, detail));
  }

  public static void write(HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(json(status, detail).toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode json(HttpStatus status, String detail) {
    return JSON.createObjectNode()
        .put("type", "about:blank")
        .put("title", status.getReasonPhrase())
        .put("status", status.value())
        .put("detail", detail);
  }
}
