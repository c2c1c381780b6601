package io.aftercall.destination.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fault of the settings pauses the destination, a fault of the file does not. */
class S3ErrorClassifierTest {
  private static final String XML =
      "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>no</Message>%s</Error>";

  @ParameterizedTest
  @CsvSource({
    "400, AuthorizationHeaderMalformed, Paused",
    "400, InvalidRequest, Paused",
    "400, IllegalLocationConstraintException, Paused",
    "400, ExpiredToken, Paused",
    "400, InvalidBucketName, Paused",
    "400, EntityTooLarge, Rejected",
    "400, KeyTooLongError, Rejected",
    "400, RequestTimeout, Retry",
    "400, IncompleteBody, Retry",
  })
  void theCodeTellsWhoseFaultItIs(int status, String code, String outcome) {
    Outcome read =
        S3ErrorClassifier.read(status, XML.formatted(code, ""), "X_REGION").orElseThrow();

    assertThat(read.getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(read.reason()).startsWith("HTTP " + status + " " + code + ": ");
  }

  @Test
  void theRightRegionIsNamedWithItsSetting() {
    String said = XML.formatted("AuthorizationHeaderMalformed", "<Region>eu-central-1</Region>");

    assertThat(S3ErrorClassifier.read(400, said, "AFTERCALL_ARCHIVE_REGION").orElseThrow())
        .isEqualTo(
            Outcome.Paused.because(
                "HTTP 400 AuthorizationHeaderMalformed: the bucket lies in another region; set"
                    + " AFTERCALL_ARCHIVE_REGION to eu-central-1"));
  }

  @Test
  void whereTheStatusSaysEnoughItIsLeftToIt() {
    assertThat(S3ErrorClassifier.read(400, null, "R")).isEmpty();
    assertThat(S3ErrorClassifier.read(400, "<html>no</html>", "R")).isEmpty();
    assertThat(S3ErrorClassifier.read(403, XML.formatted("SignatureDoesNotMatch", ""), "R"))
        .isEmpty();
    assertThat(S3ErrorClassifier.read(503, XML.formatted("SlowDown", ""), "R")).isEmpty();
  }
}
