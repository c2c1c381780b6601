package io.aftercall.security;

import java.io.PrintStream;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Says the made-up password once, at the first start. To standard output and not to the log, for
 * logs are kept and shipped.
 */
final class InitialPassword implements ApplicationListener<ApplicationReadyEvent> {
  private final PrintStream out;
  private String password;

  InitialPassword(PrintStream out, Optional<String> password) {
    this.out = out;
    this.password = password.orElse(null);
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    if (password != null) {
      out.printf(
          "%nConsole: %s  user %s  password %s%n"
              + "This password is shown only now. Lost it? Delete the file users in the data"
              + " folder and start again.%n%n",
          address(event.getApplicationContext().getEnvironment()), Users.FIRST, password);
      out.flush();
      password = null;
    }
  }

  private static String address(Environment environment) {
    String host = environment.getProperty("server.address", "127.0.0.1");
    String shown = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return "http://%s:%s/console".formatted(shown, environment.getProperty("local.server.port"));
  }
}
