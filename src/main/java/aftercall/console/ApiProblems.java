package aftercall.console;

import aftercall.access.AccessProblem;
import aftercall.access.Problems;
import aftercall.store.StoreUnavailable;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
      OrderApi.class,
      CallApi.class,
      StatusApi.class,
      ReconcileApi.class,
      PrivacyApi.class,
      AccessApi.class,
      RulesApi.class,
      DriftApi.class,
      BodiesApi.class
    })
class ApiProblems {
  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

  @ExceptionHandler
  ResponseEntity<ObjectNode> badParameter(BadParameter problem) {
    return Problems.of(HttpStatus.BAD_REQUEST, problem.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> notPossible(AccessProblem problem) {
    return Problems.of(HttpStatus.BAD_REQUEST, problem.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> notThere(NotThere problem) {
    return Problems.of(HttpStatus.NOT_FOUND, problem.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> notAllowed(AccessDeniedException problem) {
    return Problems.of(
        HttpStatus.FORBIDDEN,
        "this needs a role that may see people, erase them, or change the rules");
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> notReadable(HttpMessageNotReadableException problem) {
    return Problems.of(HttpStatus.BAD_REQUEST, "the body is not JSON");
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> away(StoreUnavailable problem) {
    LOG.warn("api.store_unavailable");
    ResponseEntity<ObjectNode> answer =
        Problems.of(
            HttpStatus.SERVICE_UNAVAILABLE, "the database does not answer; try again in a moment");
    return ResponseEntity.status(answer.getStatusCode())
        .header(HttpHeaders.RETRY_AFTER, "5")
        .headers(answer.getHeaders())
        .body(answer.getBody());
  }
}
