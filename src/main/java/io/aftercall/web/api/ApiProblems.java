package io.aftercall.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.security.AccessException;
import io.aftercall.security.ProblemResponses;
import io.aftercall.store.StoreUnavailableException;
import io.aftercall.web.console.BadRequestException;
import io.aftercall.web.console.NotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the API's own doors say when something is wrong. */
@RestControllerAdvice(
    assignableTypes = {
      ListApi.class,
      JobApi.class,
      CallApi.class,
      StatusApi.class,
      ReconcileApi.class,
      PrivacyApi.class,
      SuppressionApi.class,
      PersonApi.class,
      PromiseApi.class,
      io.aftercall.web.api.ClockApi.class,
      AccessApi.class,
      ConfigApi.class,
      DriftApi.class,
      NotifyApi.class,
      EventBodiesApi.class,
      io.aftercall.web.api.WebhooksApi.class
    })
class ApiProblems {
  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

  @ExceptionHandler
  ResponseEntity<ObjectNode> badParameter(BadRequestException problem) {
    ResponseEntity<ObjectNode> answer =
        ProblemResponses.of(HttpStatus.BAD_REQUEST, problem.getMessage());
    problem.code().ifPresent(code -> answer.getBody().put("code", code));
    return answer;
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> notPossible(AccessException problem) {
    return ProblemResponses.of(HttpStatus.BAD_REQUEST, problem.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> notThere(NotFoundException problem) {
    return ProblemResponses.of(HttpStatus.NOT_FOUND, problem.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> notAllowed(AccessDeniedException problem) {
    return ProblemResponses.of(
        HttpStatus.FORBIDDEN,
        "this needs a role that may see people, erase them, or change the rules");
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> notReadable(HttpMessageNotReadableException problem) {
    return ProblemResponses.of(HttpStatus.BAD_REQUEST, "the body is not JSON");
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> away(StoreUnavailableException problem) {
    // The store told it already, once.
    LOG.debug("api.store_unavailable");
    ResponseEntity<ObjectNode> answer =
        ProblemResponses.of(
            HttpStatus.SERVICE_UNAVAILABLE, "the database does not answer; try again in a moment");
    return ResponseEntity.status(answer.getStatusCode())
        .header(HttpHeaders.RETRY_AFTER, "5")
        .headers(answer.getHeaders())
        .body(answer.getBody());
  }
}
