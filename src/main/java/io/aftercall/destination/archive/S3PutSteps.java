package io.aftercall.destination.archive;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.http.HttpExceptionClassifier;
import io.aftercall.destination.http.HttpSettings;
import io.aftercall.destination.http.HttpStatusClassifier;
import io.aftercall.destination.http.NotConfiguredException;
import io.aftercall.destination.http.RequestLimits;
import io.aftercall.destination.http.ResponseText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The steps of the kamelet {@code put-object}, bean {@code http-objects}: an archived recording
 * goes into a bucket of S3, or of what speaks like it.
 */
public final class S3PutSteps {
  static final String PROPERTY = "httpObject";
  private static final String REGION = "httpObjectRegion";

  /** A recording of an hour goes over a slow line in less. */
  private static final Duration UPLOAD = Duration.ofMinutes(10);

  private static final Pattern STEP =
      Pattern.compile("^kamelet:put-object\\?(?=.*?\\bfolder=([^&]+))(?=.*?\\burlSetting=([^&]+))");

  private final HttpSettings settings;
  private final HttpStatusClassifier answers;
  private final HttpExceptionClassifier failures;
  private final InstantSource clock;

  public S3PutSteps(
      HttpSettings settings,
      HttpStatusClassifier answers,
      HttpExceptionClassifier failures,
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
  public record Upload(DeliveryItem item, Path file, String sha256, URI address) {
    /** Whether it is still to be sent. Public for the kamelet's filter. */
    public boolean isOpen() {
      return item.tryStartSend();
    }
  }

  /** What a step {@code kamelet:put-object?folder=…&urlSetting=…} of a route still needs. */
  public Optional<String> missing(String step) {
    Matcher names = STEP.matcher(step);
    if (!names.find()) {
      return Optional.empty();
    }
    try {
      whole(names.group(1), names.group(2));
      return Optional.empty();
    } catch (NotConfiguredException what) {
      return Optional.of(what.getMessage());
    }
  }

  /** Whether all is set. */
  private void whole(String folder, String url) throws NotConfiguredException {
    for (String name : List.of(folder, url, beside(url, "key-id"), beside(url, "key"))) {
      settings.text(name);
    }
    bucket(url);
  }

  /**
   * The body becomes the uploads of all open records.
   *
   * @param folder name of the setting that holds the archive's folder
   * @param url name of the setting that holds the bucket's address; beside it key-id, key, region
   */
  public void begin(Exchange exchange, String folder, String url) throws IOException {
    DeliveryBatch deliveryBatch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    List<Upload> uploads = new ArrayList<>();
    try {
      whole(folder, url);
      Archive archive = new Archive(Path.of(settings.text(folder)));
      for (DeliveryItem deliveryItem : deliveryBatch.open()) {
        upload(deliveryItem, archive, bucket(url)).ifPresent(uploads::add);
      }
    } catch (NotConfiguredException what) {
      deliveryBatch.completeRemaining(Outcome.Paused.because(what.getMessage()));
    }
    exchange.getMessage().setBody(uploads);
  }

  private static Optional<Upload> upload(DeliveryItem deliveryItem, Archive archive, String bucket)
      throws IOException {
    String name = deliveryItem.record().path("name").asText("");
    Path file = archive.place(name).orElse(null);
    Optional<String> sha256 = file == null ? Optional.empty() : archive.checksum(file);
    if (sha256.isEmpty() || !Files.exists(file)) {
      deliveryItem.completeLocally(
          new Outcome.Rejected("there is no archived file of this name", "name"));
      return Optional.empty();
    }
    return Optional.of(
        new Upload(deliveryItem, file, sha256.get(), URI.create(bucket + "/" + name)));
  }

  /** The signed request with the file as it lies on the disk. */
  public void put(Exchange exchange, String url) throws NotConfiguredException {
    Message message = exchange.getMessage();
    Upload upload = message.getBody(Upload.class);
    URI address = upload.address();
    AwsSignature.Content content =
        new AwsSignature.Content(upload.sha256(), AwsSignature.time(clock.instant()));
    AwsSignature signature =
        new AwsSignature(
            settings.text(beside(url, "key-id")),
            settings.text(beside(url, "key")),
            settings.given(beside(url, "region")).orElse("us-east-1"));
    exchange.setProperty(PROPERTY, upload);
    exchange.setProperty(REGION, HttpSettings.variable(beside(url, "region")));
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
    exchange.setProperty(RequestLimits.PROPERTY, new RequestLimits(UPLOAD, 64 * 1024));
  }

  /**
   * Settles the record by what came back.
   *
   * @param keep whether the file stays in the folder; its checksum always does
   */
  public void complete(Exchange exchange, boolean keep) throws IOException {
    Upload upload = exchange.getProperty(PROPERTY, Upload.class);
    DownloadResponse answer = new DownloadResponse(exchange.getMessage());
    if (!answer.came()) {
      return;
    }
    ResponseText said = ResponseText.of(exchange);
    Outcome outcome =
        S3ErrorClassifier.read(
                answer.status(), said.text(), exchange.getProperty(REGION, String.class))
            .orElseGet(
                () ->
                    answers.read(
                        answer.status(),
                        answer.retryAfter(),
                        said,
                        HttpStatusClassifier.Reading.STATUS));
    upload.item().rawAnswer(said.text());
    if (outcome instanceof Outcome.Delivered) {
      outcome = Outcome.Delivered.as(upload.address().getRawPath());
      if (!keep) {
        Files.deleteIfExists(upload.file());
      }
    }
    complete(exchange, upload, outcome, "HTTP " + answer.status());
  }

  /** No answer came; the others still go. */
  public void failed(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Outcome outcome = failures.ofOperators(failure);
    complete(exchange, exchange.getProperty(PROPERTY, Upload.class), outcome, outcome.reason());
  }

  private static void complete(Exchange exchange, Upload upload, Outcome outcome, String answer) {
    upload.item().answer(answer);
    upload.item().complete(outcome);
    if (outcome instanceof Outcome.Paused) {
      exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class).completeRemaining(outcome);
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

  /** Without a slash at its end. */
  private String bucket(String url) throws NotConfiguredException {
    URI bucket = settings.address(url);
    if (bucket.getQuery() != null) {
      throw HttpSettings.noAddress(url, null);
    }
    return bucket.toString().replaceFirst("/+$", "");
  }

  private static String beside(String url, String what) {
    return url.replaceFirst("\\.url$", "." + what);
  }
}
