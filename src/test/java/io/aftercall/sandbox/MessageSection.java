package io.aftercall.sandbox;

import java.util.Locale;
import java.util.stream.Collectors;

/** Mails and posts on the page, newest first. */
final class MessageSection {
  private final MailStandIn mail;
  private final HttpSink http;

  MessageSection(MailStandIn mail, HttpSink http) {
    this.mail = mail;
    this.http = http;
  }

  String mails() {
    return SandboxPage.section(
        "Mails", "No mail yet.", mail.mails().stream().map(MessageSection::mail).toList());
  }

  String posts() {
    return SandboxPage.section(
        "Posts", "No post yet.", http.posts().stream().map(MessageSection::post).toList());
  }

  private static String mail(Mail mail) {
    String preview =
        mail.html().isEmpty()
            ? ""
            : """
            <div><h4>HTML</h4><iframe sandbox="" title="HTML part" srcdoc="%s"></iframe></div>\
            """
                .formatted(Html.escape(mail.html()));
    String others =
        mail.content().others().stream()
            .map(part -> part(part.type() + " " + part.name(), part.text()))
            .collect(Collectors.joining());
    String headers =
        mail.headers().entrySet().stream()
            .map(header -> Html.definition(header.getKey(), header.getValue()))
            .collect(Collectors.joining());
    return """
    <details class="card"><summary>%s%s<span class="badges">%s</span></summary>
    <div class="parts">%s<div><h4>Text</h4><pre>%s</pre></div></div>%s
    <details class="inner"><summary>Headers</summary><dl>%s</dl></details></details>
    """
        .formatted(
            Html.element("b", "title", mail.subject().isEmpty() ? "(no subject)" : mail.subject()),
            Html.element("span", "subtitle", mail.from() + " → " + mail.to()),
            mail.content().others().isEmpty() ? "" : Html.badge("grey", "with attachment"),
            preview,
            Html.escape(mail.text()),
            others,
            headers);
  }

  private static String post(Post post) {
    String headers =
        post.ask().headers().entrySet().stream()
            .map(header -> Html.definition(header.getKey(), header.getValue()))
            .collect(Collectors.joining());
    return """
    <details class="card"><summary>%s%s<span class="badges">%s%s</span></summary>
    <pre>%s</pre>
    <details class="inner"><summary>Headers</summary><dl>%s</dl></details></details>
    """
        .formatted(
            Html.element("b", "title", post.ask().method() + " " + post.path()),
            Html.element("span", "subtitle", post.body().length() + " characters"),
            signature(post),
            Html.badge(
                post.answered() >= 200 && post.answered() < 300 ? "green" : "red",
                post.answered() == 0 ? "cut" : String.valueOf(post.answered())),
            Html.escape(Pretty.json(post.body())),
            headers);
  }

  private static String signature(Post post) {
    String word = "signature " + post.signature().name().toLowerCase(Locale.ROOT);
    return switch (post.signature()) {
      case NONE -> "";
      case VALID -> Html.badge("green", word);
      case INVALID -> Html.badge("red", word);
    };
  }

  private static String part(String title, String text) {
    return """
    <details class="inner"><summary>%s</summary><pre>%s</pre></details>\
    """
        .formatted(Html.escape(title.strip()), Html.escape(text));
  }
}
