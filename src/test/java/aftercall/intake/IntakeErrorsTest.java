package aftercall.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import aftercall.store.StoreUnavailable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, an answer says its sentence and nothing else. */
class IntakeErrorsTest extends IntakeStage {
  private static final String ADMISSION = "proof: [ { token: '${WORD}' } ]\nrate: 1\n";
  private static final byte[] TELLTALE = "{\"id\":\"telltale\"}".getBytes(UTF_8);
  private static final String[] PROVEN = {"X-Webhook-Token", "open sesame"};

  @Test
  void noErrorSaysMoreThanItsSentence() throws Exception {
    Intake intake = intake(ADMISSION, 0);
    List<Answer> answers = new ArrayList<>();
    answers.add(intake.receive("telltale", knock(TELLTALE)).join());
    answers.add(intake.receive("shop", new Knock("PUT", "", "", n -> null, null, TELLTALE)).join());
    answers.add(intake.receive("shop", knock(TELLTALE, "Content-Type", "text/telltale")).join());
    answers.add(intake.receive("shop", knock(TELLTALE, "Content-Encoding", "telltale")).join());
    answers.add(intake.receive("shop", knock(new byte[MAX_BODY + 1])).join());
    answers.add(intake.receive("shop", knock(TELLTALE, "X-Webhook-Token", "telltale")).join());
    intake.receive("shop", knock(TELLTALE, PROVEN)).join();
    answers.add(intake.receive("shop", knock(TELLTALE, PROVEN)).join());
    fault = new StoreUnavailable("telltale disk is full", null);
    answers.add(intake(ADMISSION, 0).receive("shop", knock(TELLTALE, PROVEN)).join());
    fault = new IllegalStateException("telltale in line 7");
    answers.add(intake(ADMISSION, 0).receive("shop", knock(TELLTALE, PROVEN)).join());

    assertThat(answers)
        .extracting(Answer::status)
        .containsExactly(404, 405, 415, 415, 413, 401, 429, 503, 503);
    for (Answer answer : answers) {
      JsonNode problem = new ObjectMapper().readTree(answer.body());
      assertThat(problem.fieldNames())
          .toIterable()
          .containsExactly("type", "title", "status", "detail");
      assertThat(problem.path("status").asInt()).isEqualTo(answer.status());
      assertThat(answer.contentType()).isEqualTo("application/problem+json");
      assertThat(answer.body() + answer.headers())
          .doesNotContainIgnoringCase("telltale", "exception", "java", "camel", "webhooks/");
      assertThat(answer.headers().containsKey("Retry-After"))
          .isEqualTo(answer.status() == 429 || answer.status() == 503);
    }
  }
}
