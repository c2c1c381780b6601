package io.aftercall.cli;

import org.springframework.core.env.Environment;

/** Where the service of this folder listens, by the very settings it starts with. */
final class ServiceAddress {
  private static final String CONSOLE_PORT = "8081";
  private static final String WEBHOOK_PORT = "8080";

  private ServiceAddress() {}

  /** Files, environment and secrets of the folder the command stands in. */
  static Environment settings(Cli.CliContext cliContext) {
    try {
      return cliContext.settings().apply(".");
    } catch (RuntimeException e) {
      throw new CliException(
          Exit.CONFIGURATION,
          "The settings in config/application.yaml cannot be read (%s); mend them, or give the"
                  .formatted(e.getMessage())
              + " address with --url or AFTERCALL_URL");
    }
  }

  /** Such as {@code http://127.0.0.1:8081}. */
  static String console(Environment settings) {
    boolean tls =
        settings.getProperty("server.ssl.bundle") != null
            || settings.getProperty("server.ssl.key-store") != null
            || settings.getProperty("server.ssl.certificate") != null;
    return (tls ? "https://" : "http://")
        + host(settings.getProperty("server.address"))
        + ":"
        + port(settings, "server.port", CONSOLE_PORT, "--url or AFTERCALL_URL")
        + settings.getProperty("server.servlet.context-path", "").replaceFirst("/+$", "");
  }

  /** Of one source, such as {@code http://127.0.0.1:8080/webhooks/famulor}. */
  static String webhook(Environment settings, String source) {
    return "http://"
        + host(settings.getProperty("aftercall.webhook.address"))
        + ":"
        + port(settings, "aftercall.webhook.port", WEBHOOK_PORT, "--to")
        + "/webhooks/"
        + source;
  }

  private static String port(Environment settings, String name, String usual, String instead) {
    String port = settings.getProperty(name, usual).strip();
    if (!port.matches("[1-9]\\d{0,4}")) {
      throw new CliException(
          Exit.CONFIGURATION,
          "%s is '%s', which names no port to ask; give the address with %s"
              .formatted(name, port, instead));
    }
    return port;
  }

  /** Whoever listens on every address listens on this one. */
  private static String host(String address) {
    if (address == null
        || address.isBlank()
        || address.equals("0.0.0.0")
        || address.equals("::")
        || address.equals("[::]")) {
      return "127.0.0.1";
    }
    String plain = address.strip();
    return plain.contains(":") && !plain.startsWith("[") ? "[" + plain + "]" : plain;
  }
}
