package io.aftercall.sandbox;

import io.aftercall.sandbox.salesforce.SalesforceStandIn;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** All stand-ins at once, the settings that point the product at them, and a page to look at. */
public final class Sandbox implements AutoCloseable {
  private final SalesforceStandIn salesforce;
  private final MailStandIn mail = MailStandIn.start();
  private final HttpSink http = HttpSink.start();
  private final PlatformStandIn platform = PlatformStandIn.start();
  private final SandboxPage page;
  private final String secret = freshSecret();

  private Sandbox(int pagePort, InstantSource clock) {
    salesforce = SalesforceStandIn.start(0, clock);
    http.answering("/chat", ChatRules::answer).verifying(secret);
    page = SandboxPage.start(pagePort, salesforce, mail, http);
  }

  /** On any free ports. */
  public static Sandbox start() {
    return start(0, InstantSource.system());
  }

  public static Sandbox start(int pagePort, InstantSource clock) {
    return new Sandbox(pagePort, clock);
  }

  public SalesforceStandIn salesforce() {
    return salesforce;
  }

  public MailStandIn mail() {
    return mail;
  }

  public HttpSink http() {
    return http;
  }

  /** The sender's own platform. */
  public PlatformStandIn platform() {
    return platform;
  }

  /** Where to look with a browser. */
  public String pageUrl() {
    return page.url();
  }

  /** What has reached the outside world so far. */
  public SandboxAccount account() {
    return new SandboxAccount(salesforce, mail, http);
  }

  /** Everything the product must be told, by the names of its environment variables. */
  public Map<String, String> environment() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("CAMEL_COMPONENT_SALESFORCE_LOGIN_URL", salesforce.url());
    names.put("CAMEL_COMPONENT_SALESFORCE_CLIENT_ID", salesforce.account().clientId());
    names.put("CAMEL_COMPONENT_SALESFORCE_CLIENT_SECRET", salesforce.account().clientSecret());
    names.put("CAMEL_COMPONENT_SALESFORCE_AUTHENTICATION_TYPE", "CLIENT_CREDENTIALS");
    names.put("AFTERCALL_MAIL_HOST", mail.host());
    names.put("AFTERCALL_MAIL_PORT", String.valueOf(mail.port()));
    names.put("AFTERCALL_MAIL_FROM", "aftercall@sandbox.example");
    names.put("AFTERCALL_MAIL_TO", "sales@sandbox.example");
    names.put("AFTERCALL_CHAT_URL", http.url("/chat"));
    names.put("AFTERCALL_CRM_HTTP_URL", http.url("/crm"));
    names.put("AFTERCALL_CRM_HTTP_SECRET", secret);
    names.put("AFTERCALL_ARCHIVE_URL", http.url("/bucket"));
    names.put("AFTERCALL_ARCHIVE_KEY_ID", "sandbox");
    names.put("AFTERCALL_ARCHIVE_KEY", "sandbox-key");
    names.put("AFTERCALL_ARCHIVE_ALLOW_IPS", "127.0.0.1");
    names.put("AFTERCALL_CHAT_ALLOW_IPS", "127.0.0.1");
    names.put("AFTERCALL_CRM_HTTP_ALLOW_IPS", "127.0.0.1");
    names.put("AFTERCALL_FAMULOR_TOKEN", "sandbox-token");
    names.put("AFTERCALL_FAMULOR_API_URL", platform.url());
    names.put("AFTERCALL_FAMULOR_API_TOKEN", platform.token());
    return names;
  }

  /**
   * The same as properties for a start in this process. Names that begin with AFTERCALL stand in
   * both spellings, {@code AFTERCALL_MAIL_HOST} and {@code aftercall.mail.host}.
   */
  public Map<String, String> settings() {
    Map<String, String> properties = new LinkedHashMap<>();
    environment()
        .forEach(
            (name, value) -> {
              if (name.startsWith("CAMEL_COMPONENT_SALESFORCE_")) {
                String option = name.substring("CAMEL_COMPONENT_SALESFORCE_".length());
                properties.put("camel.component.salesforce." + spelled(option, '-'), value);
              } else {
                properties.put(name, value);
                properties.put(spelled(name, '.'), value);
              }
            });
    return properties;
  }

  @Override
  public void close() {
    page.close();
    platform.close();
    http.close();
    mail.close();
    salesforce.close();
  }

  private static String spelled(String name, char joint) {
    return name.toLowerCase(Locale.ROOT).replace('_', joint);
  }

  private static String freshSecret() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }
}
