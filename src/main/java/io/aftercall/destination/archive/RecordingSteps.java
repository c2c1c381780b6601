package io.aftercall.destination.archive;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.http.HttpExceptionClassifier;
import io.aftercall.destination.http.HttpSettings;
import io.aftercall.destination.http.HttpStatusClassifier;
import io.aftercall.destination.http.RequestLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The steps of the kamelet {@code archive-recording}, bean {@code http-recordings}: a record's
 * {@code url} is fetched into the file {@code name} of a folder. The address came with a call, so
 * whatever is wrong with it is wrong for that record only.
 */
public final class RecordingSteps {
  static final String PROPERTY = "httpRecording";

  /** Exchange property: a {@link Runnable} that ends the connection under way. */
  public static final String HANG_UP = "httpHangUp";

  private static final Pattern STEP =
      Pattern.compile("^kamelet:archive-recording\\?.*?\\bfolder=([^&]+)");
  private static final long MEGABYTE = 1024 * 1024;

  private final Archives archives;
  private final HttpStatusClassifier answers;
  private final HttpExceptionClassifier failures;

  public RecordingSteps(
      Archives archives, HttpStatusClassifier answers, HttpExceptionClassifier failures) {
    this.archives = archives;
    this.answers = answers;
    this.failures = failures;
  }

  /** What a step {@code kamelet:archive-recording?folder=…} of a route still needs. */
  public Optional<String> missing(String step) {
    Matcher folder = STEP.matcher(step);
    if (!folder.find()) {
      return Optional.empty();
    }
    return archives.of(folder.group(1)).isPresent()
        ? Optional.empty()
        : Optional.of(HttpSettings.unset(folder.group(1)));
  }

  /**
   * The body becomes the recordings of all open records that are not there yet.
   *
   * @param folder name of the setting that holds the folder
   * @param maxMegabytes most a file may have
   * @param types content types it may have, with commas between
   * @param maxSeconds most of the time one attempt at a file may take
   */
  public void begin(
      Exchange exchange, String folder, int maxMegabytes, String types, int maxSeconds)
      throws IOException {
    DeliveryBatch deliveryBatch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    List<RecordingDownload> recordingDownloads = new ArrayList<>();
    Archive archive = archives.of(folder).orElse(null);
    if (archive == null) {
      deliveryBatch.completeRemaining(Outcome.Paused.because(HttpSettings.unset(folder)));
    }
    List<String> admitted = Arrays.stream(types.split(",")).map(String::strip).toList();
    RecordingDownload.DownloadLimits downloadLimits =
        new RecordingDownload.DownloadLimits(
            maxMegabytes * MEGABYTE, admitted, Duration.ofSeconds(maxSeconds));
    for (DeliveryItem deliveryItem : deliveryBatch.open()) {
      recording(deliveryItem, archive, downloadLimits).ifPresent(recordingDownloads::add);
    }
    exchange.getMessage().setBody(recordingDownloads);
  }

  private static Optional<RecordingDownload> recording(
      DeliveryItem deliveryItem, Archive archive, RecordingDownload.DownloadLimits downloadLimits)
      throws IOException {
    URI address = address(deliveryItem.record().path("url").asText(""));
    Path target = archive.place(deliveryItem.record().path("name").asText("")).orElse(null);
    if (address == null || target == null) {
      String poisonRecord = address == null ? "url" : "name";
      String reason =
          address == null
              ? "there is no recording, or the caller did not agree to it"
              : "the file cannot be called so: letters, digits, . - _ and / between folders";
      deliveryItem.completeLocally(new Outcome.Rejected(reason, poisonRecord));
      return Optional.empty();
    }
    RecordingDownload recordingDownload =
        new RecordingDownload(deliveryItem, address, archive, target, downloadLimits);
    String checksum = archive.checksum(target).orElse(null);
    if (checksum != null) {
      archive.belongs(target, deliveryItem.eventId());
      recordingDownload.complete(delivered(checksum), "is there already");
      return Optional.empty();
    }
    return Optional.of(recordingDownload);
  }

  /** The request; of a file that broke off only the rest is asked for. */
  public void ask(Exchange exchange) throws IOException {
    Message message = exchange.getMessage();
    RecordingDownload recordingDownload = message.getBody(RecordingDownload.class);
    exchange.setProperty(PROPERTY, recordingDownload);
    message.setHeader(Exchange.HTTP_URI, recordingDownload.address().toString().split("\\?", 2)[0]);
    message.setHeader(Exchange.HTTP_RAW_QUERY, recordingDownload.address().getRawQuery());
    message.setHeader(Exchange.HTTP_METHOD, "GET");
    message.setHeader("User-Agent", "Aftercall");
    PartialDownload partial = recordingDownload.partial();
    if (partial.size() > 0) {
      message.setHeader("Range", "bytes=" + partial.size() + "-");
      message.setHeader("If-Range", partial.mark());
    }
    message.setBody(null);
    exchange.setProperty(RequestLimits.PROPERTY, new RequestLimits(null, RequestLimits.UNREAD));
  }

  /** Writes what comes, and settles the record. */
  public void store(Exchange exchange) {
    RecordingDownload recordingDownload = exchange.getProperty(PROPERTY, RecordingDownload.class);
    DownloadResponse answer = new DownloadResponse(exchange.getMessage());
    if (!answer.came()) {
      return;
    }
    String said = "HTTP " + answer.status();
    InputStream body = exchange.getMessage().getBody(InputStream.class);
    try {
      recordingDownload.complete(outcome(recordingDownload, answer, body), said);
    } catch (PartialDownload.TooLarge e) {
      recordingDownload.complete(
          Outcome.Rejected.because(said + ": the recording is larger than the route allows"), said);
      forget(recordingDownload);
    } catch (PartialDownload.BrokenOff e) {
      recordingDownload.complete(
          Outcome.Retry.because(said + ": the recording broke off; the rest is fetched later"),
          said);
    } catch (IOException e) {
      recordingDownload.complete(
          Outcome.Paused.because(
              "the archive's folder takes nothing: " + e.getClass().getSimpleName()),
          said);
    } finally {
      abortConnection(exchange, body);
    }
  }

  /** To close the stream alone would be to read all that still comes, which may have no end. */
  private static void abortConnection(Exchange exchange, InputStream body) {
    Runnable hangUp = exchange.getProperty(HANG_UP, Runnable.class);
    if (hangUp != null) {
      hangUp.run();
    }
    if (body != null) {
      try {
        body.close();
      } catch (IOException e) {
        // It was cut off just now.
      }
    }
  }

  private Outcome outcome(
      RecordingDownload recordingDownload, DownloadResponse answer, InputStream body)
      throws IOException, PartialDownload.TooLarge, PartialDownload.BrokenOff {
    PartialDownload partial = recordingDownload.partial();
    int status = answer.status();
    boolean rest = answer.isRestFrom(partial.size());
    if (status == 416 || status == 206 && !rest) {
      partial.delete();
      return Outcome.Retry.because("HTTP " + status + ": it is fetched from the beginning");
    }
    if (status != 200 && !rest) {
      return aboutThisRecordOnly(
          answers.read(status, answer.retryAfter(), "", HttpStatusClassifier.Reading.RECORD));
    }
    if (!recordingDownload.gates().admits(answer.type())) {
      return Outcome.Rejected.because(
          "HTTP " + status + ": what is there is no recording by its type");
    }
    if (answer.length() > recordingDownload.gates().most()) {
      throw new PartialDownload.TooLarge();
    }
    if (!rest) {
      partial.begin(answer.mark());
    }
    Duration overall = recordingDownload.gates().overall();
    long end = System.nanoTime() + overall.toNanos();
    BooleanSupplier goOn = () -> System.nanoTime() < end && recordingDownload.item().tryStartSend();
    if (body != null && !partial.append(body, recordingDownload.gates().most(), goOn)) {
      return Outcome.Retry.because(
          System.nanoTime() < end
              ? "the loan ended; the rest is fetched later"
              : "the recording did not come within %d s; the rest is fetched later"
                  .formatted(overall.toSeconds()));
    }
    // First whose it is: a file nobody is named for would be found by no erasure.
    recordingDownload
        .archive()
        .belongs(recordingDownload.target(), recordingDownload.item().eventId());
    String checksum = partial.finish(recordingDownload.target());
    recordingDownload.archive().seal(recordingDownload.target(), checksum);
    return delivered(checksum);
  }

  /** No answer came. */
  public void failed(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    RecordingDownload recordingDownload = exchange.getProperty(PROPERTY, RecordingDownload.class);
    Outcome outcome = aboutThisRecordOnly(failures.read(failure).orElseThrow(() -> failure));
    recordingDownload.complete(outcome, outcome.reason());
  }

  private static Outcome aboutThisRecordOnly(Outcome outcome) {
    return outcome.fold(
        delivered -> outcome,
        later -> new Outcome.Retry(later.after(), later.reason(), Outcome.Retry.Scope.RECORD),
        rejected -> outcome,
        paused -> Outcome.Rejected.because(paused.reason()),
        suppressed -> outcome,
        dryRun -> outcome);
  }

  private static void forget(RecordingDownload recordingDownload) {
    try {
      recordingDownload.partial().delete();
    } catch (IOException e) {
      // The next attempt begins anew anyway.
    }
  }

  private static Outcome delivered(String checksum) {
    return Outcome.Delivered.as("sha256:" + checksum);
  }

  private static URI address(String text) {
    try {
      URI address = URI.create(text.strip());
      boolean http = List.of("http", "https").contains(String.valueOf(address.getScheme()));
      return http && address.getHost() != null ? address : null;
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
