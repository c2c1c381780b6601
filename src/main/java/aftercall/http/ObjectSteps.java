package aftercall.http;

import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The steps of the kamelet {@code put-object}, bean {@code http-objects}: an archived recording
 * goes into a bucket of S3, or of what speaks like it.
 */
public final class ObjectSteps {
  static final String PROPERTY = "httpObject";

  private static final Pattern STEP =
      Pattern.compile("^kamelet:put-object\\?(?=.*?\\bfolder=([^&]+))(?=.*?\\burl=([^&]+))");

  private final UnaryOperator<String> settings;
  private final HttpAnswers answers;
  private final HttpFailures failures;
  private final InstantSource clock;

  /**
   * @param settings value by name, null or empty when unset
   */
  ObjectSteps(
      UnaryOperator<String> settings,
      HttpAnswers answers,
      HttpFailures failures,
      InstantSource clock) {
    this.settings = settings;
    this.answers = answers;
    this.failures = failures;
    this.clock = clock;
  }

  /**
   * A file on its way into the bucket.
   *
   * @param address of the object
   */
  public record Upload(Parcel parcel, Path file, String sha256, URI address) {
    /** Whether it is still to be sent. Public for the kamelet's filter. */
    public boolean isOpen() {
      return parcel.mayLeave();
    }
  }

  /** What a step {@code kamelet:put-object?folder=…&url=…} of a route still needs. */
  Optional<String> missing(String step) {
    Matcher names = STEP.matcher(step);
    return names.find() ? unset(names.group(1), names.group(2)) : Optional.empty();
  }

  private Optional<String> unset(String folder, String url) {
    for (String name : List.of(folder, url, beside(url, "key-id"), beside(url, "key"))) {
      if (setting(name).isEmpty()) {
        return Optional.of("not configured: set " + variable(name));
      }
    }
    return bucket(url).getHost() == null
        ? Optional.of("not configured: " + variable(url) + " is no address")
        : Optional.empty();
  }

  /**
   * The body becomes the uploads of all open records.
   *
   * @param folder name of the setting that holds the archive's folder
   * @param url name of the setting that holds the bucket's address; beside it key-id, key, region
   */
  public void begin(Exchange exchange, String folder, String url) throws IOException {
    Shipment shipment = exchange.getProperty(Shipment.PROPERTY, Shipment.class);
    unset(folder, url).ifPresent(what -> shipment.settleOpen(Outcome.Stopped.because(what)));
    List<Upload> uploads = new ArrayList<>();
    for (Parcel parcel : shipment.open()) {
      Archive archive = new Archive(Path.of(setting(folder)));
      String name = parcel.record().path("name").asText("");
      Path file = archive.place(name).orElse(null);
      Optional<String> sha256 = file == null ? Optional.empty() : archive.checksum(file);
      if (sha256.isPresent() && Files.exists(file)) {
        URI address = URI.create(bucket(url) + "/" + name);
        uploads.add(new Upload(parcel, file, sha256.get(), address));
      } else {
        parcel.settle(new Outcome.Refused("there is no archived file of this name", "name"));
      }
    }
    exchange.getMessage().setBody(uploads);
  }

  /** The signed request with the file as it lies on the disk. */
  public void put(Exchange exchange, String url) {
    Message message = exchange.getMessage();
    Upload upload = message.getBody(Upload.class);
    URI address = upload.address();
    AwsSignature.Content content =
        new AwsSignature.Content(upload.sha256(), AwsSignature.time(clock.instant()));
    String region = setting(beside(url, "region"));
    AwsSignature signature =
        new AwsSignature(
            setting(beside(url, "key-id")),
            setting(beside(url, "key")),
            region.isEmpty() ? "us-east-1" : region);
    exchange.setProperty(PROPERTY, upload);
    message.setHeader(Exchange.HTTP_URI, address.toString());
    message.setHeader(Exchange.HTTP_METHOD, "PUT");
    message.setHeader(Exchange.CONTENT_TYPE, "application/octet-stream");
    message.setHeader("User-Agent", "Aftercall");
    message.setHeader("x-amz-date", content.time());
    message.setHeader("x-amz-content-sha256", content.sha256());
    message.setHeader(
        "Authorization",
        signature.authorization("PUT", address.getRawPath(), "", host(address), content));
    message.setBody(upload.file().toFile());
  }

  /**
   * Settles the record by what came back.
   *
   * @param keep whether the file stays in the folder; its checksum always does
   */
  public void settle(Exchange exchange, boolean keep) throws IOException {
    Upload upload = exchange.getProperty(PROPERTY, Upload.class);
    FileAnswer answer = new FileAnswer(exchange.getMessage());
    if (!answer.came()) {
      return;
    }
    Outcome outcome =
        answers.read(answer.status(), answer.retryAfter(), "", HttpAnswers.Reading.STATUS);
    if (outcome instanceof Outcome.Delivered) {
      outcome = Outcome.Delivered.as(upload.address().getRawPath());
      if (!keep) {
        Files.deleteIfExists(upload.file());
      }
    }
    settle(exchange, upload, outcome, "HTTP " + answer.status());
  }

  /** No answer came; the others still go. */
  public void failed(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    // The address is the operator's, so it is wrong for all records.
    Outcome outcome =
        failure instanceof ForbiddenAddress
            ? Outcome.Stopped.because(failure.getMessage())
            : failures.read(failure).orElseThrow(() -> failure);
    settle(exchange, exchange.getProperty(PROPERTY, Upload.class), outcome, outcome.reason());
  }

  private static void settle(Exchange exchange, Upload upload, Outcome outcome, String answer) {
    upload.parcel().answer(answer);
    upload.parcel().settle(outcome);
    if (outcome instanceof Outcome.Stopped) {
      exchange.getProperty(Shipment.PROPERTY, Shipment.class).settleOpen(outcome);
    }
  }

  /** As the HTTP client writes the header: the usual port is left out. */
  private static String host(URI address) {
    boolean usual = address.getPort() < 0 || address.getPort() == (isTls(address) ? 443 : 80);
    return usual ? address.getHost() : address.getHost() + ":" + address.getPort();
  }

  private static boolean isTls(URI address) {
    return "https".equals(address.getScheme());
  }

  private URI bucket(String url) {
    try {
      URI bucket = URI.create(setting(url).replaceFirst("/+$", ""));
      boolean http = isTls(bucket) || "http".equals(bucket.getScheme());
      return http && bucket.getQuery() == null ? bucket : URI.create("");
    } catch (IllegalArgumentException malformed) {
      return URI.create("");
    }
  }

  private String setting(String name) {
    String value = settings.apply(name);
    return value == null ? "" : value.strip();
  }

  private static String beside(String url, String what) {
    return url.replaceFirst("\\.url$", "." + what);
  }

  private static String variable(String name) {
    return name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
