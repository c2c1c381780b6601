package io.aftercall.sandbox;

import io.aftercall.sandbox.salesforce.SalesforceStandIn;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.sandbox.web.Ask;
import io.aftercall.sandbox.web.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * {@code /sandbox}: one page with everything that arrived. It needs nothing from elsewhere and
 * renews itself when something new is there.
 */
final class SandboxPage implements AutoCloseable {
  private static final int MOST = 50;
  private static final String STYLE = resource("page.css");
  private static final String SCRIPT = resource("page.js");
  private static final String SECURITY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-%s'; connect-src 'self';"
          + " frame-src 'self'; base-uri 'none'; form-action 'none'";

  private final SalesforceStandIn salesforce;
  private final MailStandIn mail;
  private final HttpSink http;
  private final LoopbackServer server;

  private SandboxPage(int port, SalesforceStandIn salesforce, MailStandIn mail, HttpSink http) {
    this.salesforce = salesforce;
    this.mail = mail;
    this.http = http;
    server = LoopbackServer.start(port, this::answer);
  }

  static SandboxPage start(
      int port, SalesforceStandIn salesforce, MailStandIn mail, HttpSink http) {
    return new SandboxPage(port, salesforce, mail, http);
  }

  String url() {
    return server.url() + "/sandbox";
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(Ask ask) {
    return switch (ask.path()) {
      case "/" -> Answer.empty(302).with("Location", "/sandbox");
      case "/sandbox" -> {
        String nonce = UUID.randomUUID().toString();
        yield Answer.html(200, page(nonce))
            .with("Content-Security-Policy", SECURITY.formatted(nonce))
            .with("Cache-Control", "no-store");
      }
      case "/sandbox/state" -> Answer.text(200, state()).with("Cache-Control", "no-store");
      default -> Answer.text(404, "There is only /sandbox here.");
    };
  }

  /** Changes whenever something arrives or is changed. */
  private String state() {
    return salesforce.writes().size() + "." + mail.mails().size() + "." + http.posts().size();
  }

  private String page(String nonce) {
    SalesforceSection crm = new SalesforceSection(salesforce);
    MessageSection messages = new MessageSection(mail, http);
    return """
    <!doctype html>
    <html lang="en" data-state="%s"><head><meta charset="utf-8"><title>Aftercall sandbox</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <noscript><meta http-equiv="refresh" content="5"></noscript>
    <style>%s</style></head>
    <body><header><h1>Aftercall sandbox</h1>
    <p>What reached the outside world: a Salesforce org, a mail server and HTTP systems that
    live only in this process.</p></header>
    <nav>%s</nav><main>%s</main><script nonce="%s">%s</script></body></html>
    """
        .formatted(
            state(),
            STYLE,
            tiles(),
            crm.leads() + crm.tasks() + crm.events() + messages.mails() + messages.posts(),
            nonce,
            SCRIPT);
  }

  private String tiles() {
    return tile("Leads", salesforce.rows("Lead").size())
        + tile("Tasks", salesforce.rows("Task").size())
        + tile("Events", salesforce.rows("Event").size())
        + tile("Mails", mail.mails().size())
        + tile("Posts", http.posts().size())
        + "<div class=\"tile\"><b>%d</b><span>Salesforce calls</span></div>"
            .formatted(salesforce.calls().total());
  }

  private static String tile(String name, int count) {
    return "<a class=\"tile\" href=\"#%s\"><b>%d</b><span>%s</span></a>"
        .formatted(name, count, name);
  }

  /** A heading and the newest cards, or a sentence when there are none. */
  static String section(String name, String empty, List<String> cards) {
    List<String> newest = new ArrayList<>(cards);
    Collections.reverse(newest);
    String body =
        cards.isEmpty()
            ? Html.element("p", "empty", empty)
            : String.join("", newest.subList(0, Math.min(MOST, newest.size())));
    if (cards.size() > MOST) {
      body += Html.element("p", "empty", "and " + (cards.size() - MOST) + " older ones");
    }
    return "<section id=\"%s\"><h2>%s <span class=\"count\">%d</span></h2>%s</section>"
        .formatted(name, name, cards.size(), body);
  }

  private static String resource(String name) {
    try (InputStream in = SandboxPage.class.getResourceAsStream("/sandbox/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
