package io.aftercall.dryrun;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DryRunResponder;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.PlannedRequest;
import io.aftercall.destination.Previewable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.util.URISupport;

/**
 * The dry run: every step that leads outside is replaced by one that notes "would send". The very
 * routes run; only their last step does not happen. What is not known to stay inside counts as
 * outside. Questions that come before the sending are answered by {@link DryRunResponder}s.
 */
public final class OutboundInterceptor implements EndpointStrategy {
  private static final Set<String> INSIDE =
      Set.of(
          "inbox",
          "outbox",
          "mapping",
          "kamelet",
          "direct",
          "bean",
          "class",
          "log",
          "language",
          "platform-http");

  @Override
  public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
    String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
    return INSIDE.contains(scheme) ? endpoint : new Captured(uri, endpoint);
  }

  private static final class Captured extends DefaultEndpoint {
    private final Endpoint outside;

    Captured(String uri, Endpoint outside) {
      this.outside = outside;
      setEndpointUriIfNotSpecified(uri);
      setCamelContext(outside.getCamelContext());
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) {
          String uri = URISupport.sanitizeUri(getEndpointUri()).replaceFirst("://", ":");
          answer(exchange, uri, outside);
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new IllegalStateException("a dry run listens to nothing outside");
    }
  }

  private static void answer(Exchange exchange, String uri, Endpoint outside) {
    DryRunConversation told =
        exchange.getProperty(DryRunConversation.PROPERTY, DryRunConversation.class);
    for (DryRunResponder responder :
        exchange.getContext().getRegistry().findByType(DryRunResponder.class)) {
      Optional<PlannedRequest> request =
          told == null ? Optional.empty() : responder.request(exchange, outside);
      Optional<String> nothing = responder.to(uri);
      if (nothing.isPresent()) {
        request
            .flatMap(one -> told.ask(responder.question(uri), one))
            .ifPresentOrElse(
                given -> responder.answer(exchange, given),
                () -> exchange.getMessage().setBody(nothing.get()));
        return;
      }
      request.ifPresent(one -> told.send(one));
    }
    note(exchange, uri);
  }

  private static void note(Exchange exchange, String uri) {
    DeliveryBatch deliveryBatch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    if (deliveryBatch != null) {
      int end = uri.indexOf('?');
      String where = end < 0 ? uri : uri.substring(0, end);
      deliveryBatch.completeRemaining(
          new Outcome.DryRun("would be sent to " + where, content(exchange.getMessage())));
    }
  }

  private static String content(Message message) {
    Object body = message.getBody();
    if (body instanceof Previewable previewable) {
      return previewable.preview();
    }
    if (body instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return body == null ? "" : body.toString();
  }
}
