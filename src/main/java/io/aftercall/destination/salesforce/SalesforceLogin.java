package io.aftercall.destination.salesforce;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceComponentConfigurer;
import org.apache.camel.component.salesforce.SalesforceEndpoint;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The settings {@code camel.component.salesforce.*}: the same names and meanings as Camel's own
 * starter, applied by the component's own configurer. Client credentials, JWT ({@code keystore.*}
 * and {@code user-name}) and user name with password are served; the login happens with the first
 * request, so that an unreachable org never keeps the webhook endpoint shut.
 */
public final class SalesforceLogin {
  private static final String PREFIX = "camel.component.salesforce.";

  /**
   * Ours where Camel's defaults do not serve: 10 s is too short, API 56 too old, and 4 MB are less
   * than the answer to one question: 200 long texts of 32,000 characters in up to three bytes.
   */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "apiversion", "62.0",
          "httpclientidletimeout", "120000",
          "httprequesttimeout", "120000",
          "httpmaxcontentlength", String.valueOf(32 * 1024 * 1024));

  private final Binder settings;
  private final Optional<String> missing;
  private final LeaseCheckOnSend leaseCheckOnSend = new LeaseCheckOnSend();
  private final AnswerWatch answerWatch;

  public SalesforceLogin(Environment environment) {
    this(environment, Duration.ofSeconds(10));
  }

  /**
   * @param readingTime how long Camel may take to read an answer that is wholly there
   */
  SalesforceLogin(Environment environment, Duration readingTime) {
    answerWatch = new AnswerWatch(readingTime);
    settings = Binder.get(environment);
    missing = Optional.ofNullable(whatIsMissing());
  }

  /** What an operator has to set before anything can be sent; empty when all is there. */
  public Optional<String> missing() {
    return missing;
  }

  /** Where the REST API lies: {@code /services/data/v62.0}. */
  String base() {
    String version = setting("api-version");
    return "/services/data/v" + (version.isEmpty() ? DEFAULTS.get("apiversion") : version);
  }

  /** Those of the component's requests. */
  LeaseCheckOnSend departures() {
    return leaseCheckOnSend;
  }

  SalesforceComponent component(CamelContext context) {
    SalesforceComponent component =
        new SalesforceComponent() {
          @Override
          protected void doStart() throws Exception {
            super.doStart();
            getHttpClient().getRequestListeners().addBeginListener(leaseCheckOnSend);
            getHttpClient().getRequestListeners().addBeginListener(answerWatch);
          }

          @Override
          protected Endpoint createEndpoint(
              String uri, String remaining, Map<String, Object> parameters) throws Exception {
            Endpoint endpoint = super.createEndpoint(uri, remaining, parameters);
            return endpoint instanceof SalesforceEndpoint asked && asked.getTopicName() == null
                ? new AnsweredEndpoint(
                    asked, answerWatch, Duration.ofMillis(getHttpRequestTimeout()))
                : endpoint;
          }
        };
    SalesforceComponentConfigurer configurer = new SalesforceComponentConfigurer();
    options()
        .forEach((option, value) -> configurer.configure(context, component, option, value, true));
    component.setLazyLogin(true);
    // Jetty would carry records and the client secret to any host that an answer names.
    component.setHttpClientProperties(new HashMap<>(Map.of("followRedirects", false)));
    settings.bind(PREFIX + "keystore", KeyStoreParameters.class).ifBound(component::setKeystore);
    return component;
  }

  /** Set options by Camel's name in lower case; the same option may be written in several ways. */
  private Map<String, String> options() {
    Map<String, String> written =
        settings
            .bind(
                PREFIX.substring(0, PREFIX.length() - 1),
                Bindable.mapOf(String.class, String.class))
            .orElse(Map.of());
    Map<String, String> options = new HashMap<>();
    written.forEach(
        (name, value) -> {
          if (!value.isBlank()) {
            options.putIfAbsent(
                name.replaceAll("[._-]", "").toLowerCase(Locale.ROOT), value.strip());
          }
        });
    DEFAULTS.forEach(options::putIfAbsent);
    return options;
  }

  private String whatIsMissing() {
    List<String> unset = new ArrayList<>();
    require("login-url", unset);
    require("client-id", unset);
    boolean jwt = !setting("keystore.resource").isEmpty();
    require(jwt ? "user-name" : "client-secret", unset);
    if (!jwt && !setting("user-name").isEmpty()) {
      require("password", unset);
    }
    if (!unset.isEmpty()) {
      return "not configured: set " + String.join(", ", unset);
    }
    if (!isGuarded(setting("login-url"))) {
      return "not configured: " + variable("login-url") + " must be an https address";
    }
    return isRecent(setting("api-version"))
        ? null
        : "not configured: " + variable("api-version") + " must be 60.0 or later";
  }

  private void require(String name, List<String> unset) {
    if (setting(name).isEmpty()) {
      unset.add(variable(name));
    }
  }

  private String setting(String name) {
    return settings.bind(PREFIX + name, String.class).map(String::strip).orElse("");
  }

  private static String variable(String name) {
    return (PREFIX + name).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  /** The client secret travels here; in clear only to this machine. */
  private static boolean isGuarded(String url) {
    try {
      URI login = URI.create(url);
      String host = login.getHost() == null ? "" : login.getHost();
      boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
      return "https".equals(login.getScheme()) || ("http".equals(login.getScheme()) && here);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static boolean isRecent(String apiVersion) {
    return apiVersion.isEmpty() || apiVersion.matches("([6-9]\\d|\\d{3})\\.\\d");
  }
}
