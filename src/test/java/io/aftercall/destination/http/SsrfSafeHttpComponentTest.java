package io.aftercall.destination.http;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.LoopbackServer;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsrfSafeHttpComponentTest extends HttpStage {
  private final List<String> looked = new ArrayList<>();

  @Test
  void whatIsNotPublicIsNotDialledUnlessTheDestinationMay() throws Exception {
    start(PLAIN, "/", request -> Answer.json(200, "{}"));

    stage.reaching("");
    assertThat(outcome())
        .isEqualTo(
            Outcome.Paused.because(
                "HTTP: the address leads to 127.0.0.1, a loopback address, and nothing is sent"
                    + " there; if it is the system you mean, add allowIps: \"127.0.0.1\" to the"
                    + " parameters of this destination's outbox: in routes/deliver"));
    assertThat(system.asked()).isEmpty();

    stage.reaching("127.0.0.0/8");
    assertThat(outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(system.asked()).hasSize(1);
  }

  @Test
  void aConnectionThatIsOpenIsNotAnotherDestinations() throws Exception {
    start(PLAIN, "/", request -> Answer.json(200, "{}"));
    assertThat(outcome()).isInstanceOf(Outcome.Delivered.class);

    stage.reaching("10.0.0.7");
    assertThat(outcome()).isInstanceOf(Outcome.Paused.class);
    assertThat(system.asked()).hasSize(1);
  }

  @Test
  void aNameThatAnswersOtherwiseTheSecondTimeIsRefusedThen() throws Exception {
    names = resolver(new String[] {"127.0.0.1"}, new String[] {"10.9.9.9"});
    system = new LoopbackServer(request -> Answer.json(200, "{}").with("Connection", "close"));
    settings.put("aftercall.crm-http.url", system.url().replace("127.0.0.1", "crm.example"));
    stage = stage(PLAIN);

    assertThat(outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(looked).as("judged and dialled is one answer").containsExactly("crm.example");
    assertThat(outcome())
        .satisfies(
            outcome ->
                assertThat(outcome.reason()).contains("leads to 10.9.9.9, a private address"));
    assertThat(system.asked()).hasSize(1);
  }

  @Test
  void ofSeveralAddressesOnlyThePermittedAreDialled() throws Exception {
    names = resolver(new String[] {"10.9.9.9", "192.168.1.1", "127.0.0.1"});
    system = new LoopbackServer(request -> Answer.json(200, "{}"));
    settings.put("aftercall.crm-http.url", system.url().replace("127.0.0.1", "crm.example"));
    stage = stage(PLAIN);

    assertThat(outcome()).isInstanceOf(Outcome.Delivered.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://2130706433:9/", "http://localhost:9/", "http://[::ffff:127.0.0.1]:9/"})
  void otherWaysToWriteAnAddressAreTheSameAddress(String url) throws Exception {
    settings.put("aftercall.crm-http.url", url);
    stage = stage(PLAIN).reaching("");

    assertThat(outcome().reason()).contains("1, a loopback address");
  }

  @Test
  void aRoutesOwnHttpStepIsGuardedToo() throws Exception {
    system = new LoopbackServer(request -> Answer.json(200, "{}"));
    stage = stage(system.url() + "/hook").reaching("");

    Exchange exchange = stage.deliver(batch("{}"));

    assertThat(
            new HttpExceptionClassifier(new HttpStatusClassifier(clock))
                .read(exchange.getException()))
        .hasValueSatisfying(outcome -> assertThat(outcome).isInstanceOf(Outcome.Rejected.class));
    assertThat(system.asked()).isEmpty();
  }

  @Test
  void aRedirectIsFollowedToTheSameHostOnly() throws Exception {
    try (LoopbackServer other = new LoopbackServer(request -> Answer.json(200, "{}"))) {
      system =
          new LoopbackServer(
              request ->
                  switch (request.target()) {
                    case "/near" -> Answer.json(307, "").with("Location", "/here");
                    case "/far" -> Answer.json(307, "").with("Location", other.url() + "/there");
                    default -> Answer.json(200, "{}");
                  });
      String follow =
          "?httpMethod=GET&followRedirects=true&throwExceptionOnFailure=false&bridgeEndpoint=true";
      stage = stage(system.url() + "/near" + follow);
      assertThat(status()).isEqualTo(200);
      stage.close();
      stage = stage(system.url() + "/far" + follow);
      assertThat(status()).isEqualTo(307);

      assertThat(system.asked()).extracting(Asked::target).contains("/near", "/here", "/far");
      assertThat(other.asked()).isEmpty();
    }
  }

  private int status() throws Exception {
    return stage
        .deliver(batch("{}"))
        .getMessage()
        .getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
  }

  private Outcome outcome() throws Exception {
    DeliveryBatch deliveryBatch = batch("{}");
    stage.deliver(deliveryBatch);
    return outcomes(deliveryBatch).get(0);
  }

  /** Answers each question with the next addresses. */
  private DnsResolver resolver(String[]... answers) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        looked.add(host);
        return addresses(answers[looked.size() - 1]);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  private static InetAddress[] addresses(String... written) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[written.length];
    for (int i = 0; i < written.length; i++) {
      addresses[i] = InetAddress.getByName(written[i]);
    }
    return addresses;
  }
}
