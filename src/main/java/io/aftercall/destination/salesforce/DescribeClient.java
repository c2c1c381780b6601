package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.destination.Outcome;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.salesforce.api.NoSuchSObjectException;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.core.env.Environment;

/** Asks an org what its objects look like, with the login the service has. Reads only. */
public final class DescribeClient implements AutoCloseable {
  private static final String ASK = "salesforce:getDescription?rawPayload=true";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DefaultCamelContext camel;
  private final ProducerTemplate template;
  private final Map<String, Optional<ObjectDescription>> known = new HashMap<>();

  /** The org cannot be asked. The message is for people and quotes no answer. */
  public static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean unset;

    private NoAnswer(String message, boolean unset) {
      super(message);
      this.unset = unset;
    }

    /** Whether settings of the login are missing. */
    public boolean isUnset() {
      return unset;
    }
  }

  private DescribeClient(DefaultCamelContext camel) {
    this.camel = camel;
    this.template = camel.createProducerTemplate();
  }

  /**
   * @param settings with {@code camel.component.salesforce.*}
   * @throws NoAnswer when they are not all there
   */
  public static DescribeClient open(Environment settings) {
    SalesforceLogin login = new SalesforceLogin(settings);
    login
        .missing()
        .ifPresent(
            missing -> {
              throw new NoAnswer(missing, true);
            });
    DefaultCamelContext camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.addComponent("salesforce", login.component(camel));
    camel.start();
    return new DescribeClient(camel);
  }

  /**
   * Asks once per object.
   *
   * @return empty when the org has no such object, or the user may not see it
   * @throws NoAnswer when it cannot be reached, or refuses
   */
  public Optional<ObjectDescription> describe(String object) {
    Optional<ObjectDescription> description = known.get(object);
    if (description == null) {
      description = ask(object);
      known.put(object, description);
    }
    return description;
  }

  private Optional<ObjectDescription> ask(String object) {
    try {
      byte[] body = template.requestBodyAndHeader(ASK, null, "sObjectName", object, byte[].class);
      JsonNode json = JSON.readTree(body);
      return Optional.of(new ObjectDescription(json));
    } catch (IOException e) {
      throw new NoAnswer("the answer is no description of an object", false);
    } catch (RuntimeException e) {
      if (isNotThere(e)) {
        return Optional.empty();
      }
      // Never its own text, which holds the whole answer.
      Optional<Outcome> outcome = new SalesforceExceptionClassifier().read(e);
      throw new NoAnswer(outcome.map(Outcome::reason).orElse("no answer"), false);
    }
  }

  private static boolean isNotThere(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NoSuchSObjectException) {
        return true;
      }
      if (cause instanceof SalesforceException known && known.getStatusCode() == 404) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    camel.stop();
  }
}
