package io.aftercall.destination.archive;

import io.aftercall.destination.Outcome;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a store that speaks like S3 means by a refusal. Its status alone tells a fault of one object
 * from one of the settings as little as 400 does; its code does.
 */
final class S3ErrorClassifier {
  private static final Pattern CODE = Pattern.compile("<Code>\\s*([A-Za-z0-9_.]{1,64})\\s*</Code>");
  private static final Pattern REGION =
      Pattern.compile("<Region>\\s*([a-z0-9-]{1,40})\\s*</Region>");

  /** The object itself is at fault. */
  private static final Set<String> OF_OBJECT =
      Set.of(
          "BadDigest",
          "EntityTooLarge",
          "EntityTooSmall",
          "InvalidDigest",
          "InvalidObjectName",
          "InvalidURI",
          "KeyTooLongError",
          "MaxMessageLengthExceeded",
          "MetadataTooLarge",
          "XAmzContentSHA256Mismatch");

  /** It did not get there whole, or not in time. */
  private static final Set<String> OF_THE_WAY =
      Set.of("IncompleteBody", "RequestTimeout", "OperationAborted", "SlowDown", "InternalError");

  private S3ErrorClassifier() {}

  /**
   * @param said the answer's text, or its beginning; may be null
   * @param region name of the setting of the region
   * @return empty where the status says enough
   */
  static Optional<Outcome> read(int status, String said, String region) {
    Matcher code = CODE.matcher(said == null ? "" : said);
    if (status < 400 || status >= 500 || !code.find()) {
      return Optional.empty();
    }
    String what = "HTTP " + status + " " + code.group(1);
    if (OF_THE_WAY.contains(code.group(1))) {
      return Optional.of(Outcome.Retry.because(what + ": the store did not get the whole file"));
    }
    if (status != 400) {
      return Optional.empty();
    }
    return Optional.of(
        OF_OBJECT.contains(code.group(1))
            ? Outcome.Rejected.because(what + ": the store refuses the file")
            : Outcome.Paused.because(what + ": " + hint(code.group(1), said, region)));
  }

  /** The store names the right region where it knows it. */
  private static String hint(String code, String said, String region) {
    Matcher right = REGION.matcher(said);
    if (right.find()) {
      return "the bucket lies in another region; set " + region + " to " + right.group(1);
    }
    return code.startsWith("Authorization") || code.contains("Region") || code.contains("Location")
        ? "the store does not take the signature; set " + region + " to the bucket's region"
        : "the store takes no file with these settings; look at the bucket's address, "
            + region
            + " and the key";
  }
}
