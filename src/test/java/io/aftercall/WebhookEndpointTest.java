package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventState;
import io.aftercall.journal.Journal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The webhook endpoint from outside: every row of its contract, and bodies nobody would expect. */
class WebhookEndpointTest extends SandboxStage {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String SOURCE = service.address().replace("/sandbox-token", "");

  @Test
  void theProofMayStandInPathHeaderOrQuery() throws Exception {
    assertThat(status(SOURCE + "/sandbox-token", "{\"x\":1}")).isEqualTo(202);
    assertThat(status(SOURCE + "?token=sandbox-token", "{\"x\":2}")).isEqualTo(202);
    assertThat(
            send(request(SOURCE, "{\"x\":3}").header("X-Webhook-Token", "sandbox-token"))
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void whoProvesNothingIsSentAwayAndNothingIsStored() throws Exception {
    long before = stored();
    for (String address :
        List.of(
            SOURCE,
            SOURCE + "/wrong",
            SOURCE + "?token=",
            SOURCE + "?token=wrong",
            SOURCE + "/sandbox-token/more")) {
      HttpResponse<String> answer = send(request(address, "{\"secret\":\"echo me\"}"));
      assertThat(answer.statusCode()).as(address).isEqualTo(401);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.body()).doesNotContain("echo me").doesNotContain("wrong/");
    }
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void otherAddressesMethodsAndTypesAreRefused() throws Exception {
    String root = SOURCE.replace("/webhooks/famulor", "");
    assertThat(status(root + "/", "{}")).isEqualTo(404);
    assertThat(status(root + "/webhooks/nobody/sandbox-token", "{}")).isEqualTo(404);
    assertThat(status(SOURCE + "more/sandbox-token", "{}")).isEqualTo(404);
    assertThat(status(root + "/actuator/health", "{}")).isEqualTo(404);
    HttpResponse<String> get = send(HttpRequest.newBuilder(URI.create(SOURCE + "/sandbox-token")));
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).hasValue("POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/octet-stream",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "Multipart/Mixed; boundary=x"
      })
  void anyTypeIsKeptOnceItIsAuthenticAndNoFileIsWritten(String type) throws Exception {
    String file =
        "--x\r\nContent-Disposition: form-data; name=a; filename=a.txt\r\n\r\nhi\r\n--x--\r\n";
    HttpRequest.Builder form =
        HttpRequest.newBuilder(URI.create(SOURCE + "/sandbox-token"))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(file + type));
    HttpResponse<String> answer = send(form);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).contains("\"status\":\"quarantined\"");
    assertThat(Path.of("file-uploads")).doesNotExist();
    HttpRequest.Builder unproven =
        HttpRequest.newBuilder(URI.create(SOURCE + "/wrong"))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(file));
    assertThat(send(unproven).statusCode()).isEqualTo(401);
  }

  @Test
  void aBodyAnnouncedAsTooLargeIsRefusedBeforeItIsSent() throws Exception {
    URI endpoint = URI.create(SOURCE + "/sandbox-token");
    try (Socket socket = new Socket("127.0.0.1", endpoint.getPort())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST %s HTTP/1.1\r\n"
              + "Host: x\r\n"
              + "Content-Type: application/json\r\n"
              + "Content-Length: 99999999\r\n\r\n";
      out.write(head.formatted(endpoint.getPath()).getBytes(UTF_8));
      out.flush();
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertThat(new String(answer, UTF_8)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void headersCannotSteerAnything() throws Exception {
    HttpRequest.Builder request =
        request(SOURCE + "/sandbox-token?CamelHttpResponseCode=500&sObjectQuery=x", "{\"x\":4}")
            .header("CamelHttpResponseCode", "500")
            .header("CAmelHttpResponseCode", "500")
            .header("CamelHttpUri", "http://127.0.0.1:1/")
            .header("apexUrl", "/elsewhere")
            .header("mail.smtp.host", "elsewhere")
            .header("X-Echo", "do not come back");
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().map().keySet())
        .containsExactlyInAnyOrder("content-type", "content-length");
  }

  @Test
  void aPackedBodyIsKeptUnpacked() throws Exception {
    byte[] body = "{\"x\":\"packed\"}".getBytes(UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    }
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(SOURCE + "/sandbox-token"))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray())));
    assertThat(answer.statusCode()).isEqualTo(202);
    String receipt = MAPPER.readTree(answer.body()).path("receipt").asText();
    assertThat(service.bean(Journal.class).bodies(List.of(receipt)))
        .singleElement()
        .satisfies(stored -> assertThat(stored.body()).isEqualTo(body));
  }

  @Test
  void whateverTheBodyIsItIsKeptByteForByte() throws Exception {
    List<byte[]> bodies = new ArrayList<>();
    for (String sample :
        List.of(
            "classic-campaign-completed",
            "platform2-call-completed",
            "classic-segments-completed")) {
      mutate(ofNobodyElse(sample(sample)), bodies);
    }
    bodies.add("[".repeat(1000).getBytes(UTF_8));
    bodies.add(
        ("\uFEFF" + sample("classic-campaign-busy").replace("480401", "991001")).getBytes(UTF_8));
    bodies.add(new byte[] {(byte) 0xff, (byte) 0xfe, '{', '}'});
    bodies.add(
        ("{\"id\":991002,\"status\":\"completed\",\"transcript\":\""
                + "\uD83D\uDE00\u05D0".repeat(1_000_000)
                + "\"}")
            .getBytes(UTF_8));
    bodies.add("{\"id\":991003,\"id\":991004,\"status\":\"completed\"}".getBytes(UTF_8));
    for (byte[] body : bodies) {
      HttpResponse<String> answer = service.post(body);
      assertThat(answer.statusCode()).isEqualTo(202);
      String receipt = MAPPER.readTree(answer.body()).path("receipt").asText();
      assertThat(service.bean(Journal.class).bodies(List.of(receipt)))
          .singleElement()
          .satisfies(stored -> assertThat(stored.body()).isEqualTo(body));
    }
    awaitDecided();
  }

  /** Phones and ids of their own, so that other tests' people and calls are left alone. */
  private static String ofNobodyElse(String sample) {
    return sample
        .replaceAll("\\+49\\d{8,}", "+4915155500001")
        .replace("7b0c7c1e-55f1-4a7e-9a1c-1f6f4a0e9f10", "a-call-of-the-door-test");
  }

  /** Every field missing, null, a list, a text, a number; with a call id of its own. */
  private static void mutate(String sample, List<byte[]> bodies) throws IOException {
    Random random = new Random(7);
    ObjectNode tree = (ObjectNode) MAPPER.readTree(sample);
    for (String name : names(tree)) {
      for (JsonNode odd :
          List.of(
              MAPPER.nullNode(),
              MAPPER.createArrayNode(),
              MAPPER.getNodeFactory().textNode("x"),
              MAPPER.getNodeFactory().numberNode(-1))) {
        ObjectNode copy = tree.deepCopy();
        copy.put("id", 2_000_000_000L + random.nextInt(1_000_000_000));
        copy.set(name, odd);
        bodies.add(MAPPER.writeValueAsBytes(copy));
      }
      ObjectNode copy = tree.deepCopy();
      copy.put("id", 2_000_000_000L + random.nextInt(1_000_000_000));
      copy.remove(name);
      bodies.add(MAPPER.writeValueAsBytes(copy));
    }
  }

  private static List<String> names(ObjectNode tree) {
    List<String> names = new ArrayList<>();
    tree.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Nothing that came is left in between: each is routed, held, ignored or quarantined. */
  private static void awaitDecided() throws InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    EventQueries events = service.bean(EventQueries.class);
    while (events.count(EventFilter.all().in(EventState.RECEIVED)) > 0) {
      assertThat(System.nanoTime()).as("time is up, events are still received").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static long stored() {
    return service.bean(EventQueries.class).count(EventFilter.all());
  }

  private static int status(String address, String body) throws Exception {
    return send(request(address, body)).statusCode();
  }

  private static HttpRequest.Builder request(String address, String body) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return Answers.keep(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }
}
