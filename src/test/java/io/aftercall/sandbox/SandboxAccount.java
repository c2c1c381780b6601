package io.aftercall.sandbox;

import io.aftercall.sandbox.salesforce.Row;
import io.aftercall.sandbox.salesforce.SalesforceStandIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What reached the stand-ins, as a text people read on a console. */
public final class SandboxAccount {
  private static final int MOST = 10;
  private static final int MOST_LINES = 30;
  private static final int LABEL = 24;
  private static final Set<String> HOUSEKEEPING = Set.of("Id", "CreatedDate", "LastModifiedDate");

  private final SalesforceStandIn salesforce;
  private final List<Mail> mails;
  private final List<Post> posts;
  private final StringBuilder text = new StringBuilder();

  SandboxAccount(SalesforceStandIn salesforce, MailStandIn mail, HttpSink http) {
    this.salesforce = salesforce;
    mails = mail.mails();
    posts = http.posts();
  }

  /** The whole account, lines separated by {@code \n}. */
  @Override
  public String toString() {
    text.setLength(0);
    List<Row> leads = salesforce.rows("Lead");
    List<Row> tasks = salesforce.rows("Task");
    List<Row> events = salesforce.rows("Event");
    heading(
        "Salesforce: "
            + String.join(
                ", ",
                counted(leads.size(), "lead"),
                counted(tasks.size(), "task"),
                counted(events.size(), "event")));
    section("Lead", leads);
    section("Task", tasks);
    section("Event", events);
    heading("Mail: " + counted(mails.size(), "message"));
    mails.stream().limit(MOST).forEach(this::mail);
    rest(mails.size());
    heading("HTTP: " + counted(posts.size(), "request"));
    posts.stream().limit(MOST).forEach(this::post);
    rest(posts.size());
    return text.toString();
  }

  /** A line for each thing that arrived; the fields are on the page and in {@link #toString}. */
  public String summary() {
    List<String> lines = new ArrayList<>();
    for (String object : List.of("Lead", "Task", "Event")) {
      for (Row row : salesforce.rows(object)) {
        String title = row.text(object.equals("Lead") ? "Name" : "Subject");
        lines.add("Salesforce  %s \"%s\"".formatted(object, title));
      }
    }
    mails.forEach(
        mail -> lines.add("Mail        \"%s\" to %s".formatted(mail.subject(), mail.to())));
    posts.forEach(
        post ->
            lines.add(
                "HTTP        %s %s, answered %d"
                    .formatted(post.ask().method(), post.path(), post.answered())));
    return lines.stream().limit(MOST_LINES).collect(Collectors.joining("\n  ", "  ", "\n"));
  }

  private void section(String object, List<Row> rows) {
    for (Row row : rows.subList(0, Math.min(MOST, rows.size()))) {
      String title = row.text(object.equals("Lead") ? "Name" : "Subject");
      line("  " + object + " \"" + title + "\"");
      row.fields()
          .properties()
          .forEach(
              field -> {
                if (!HOUSEKEEPING.contains(field.getKey())) {
                  entry(field.getKey(), shown(field.getKey(), field.getValue().asText()));
                }
              });
      line("");
    }
    rest(rows.size());
  }

  private void mail(Mail mail) {
    line("  Message \"" + mail.subject() + "\"");
    entry("from", mail.from());
    entry("to", mail.to());
    entry("text", mail.text());
    if (!mail.html().isEmpty()) {
      entry("also as", "HTML");
    }
    mail.content()
        .others()
        .forEach(part -> entry("with", (part.type() + " " + part.name()).strip()));
    line("");
  }

  private void post(Post post) {
    line("  " + post.ask().method() + " " + post.path());
    entry("answered", post.answered() == 0 ? "connection cut" : String.valueOf(post.answered()));
    if (post.signature() != Post.Signature.NONE) {
      entry("signature", post.signature().name().toLowerCase(Locale.ROOT));
    }
    entry("body", Pretty.json(post.body()));
    line("");
  }

  /** Who a record points at is worth more than an id. */
  private String shown(String field, String value) {
    return field.equals("WhoId")
        ? salesforce.byId(value).map(who -> value + " (" + who.text("Name") + ")").orElse(value)
        : value;
  }

  private void heading(String title) {
    line(title);
    line("-".repeat(title.length()));
  }

  /** A name and its value; further lines of the value stand under its first one. */
  private void entry(String name, String value) {
    List<String> lines = value.strip().lines().toList();
    String indent = " ".repeat(4 + LABEL);
    String label = "    " + name + " ".repeat(Math.max(1, LABEL - name.length()));
    line(label + (lines.isEmpty() ? "" : lines.get(0)));
    lines.stream().limit(MOST_LINES).skip(1).forEach(more -> line(indent + more));
    if (lines.size() > MOST_LINES) {
      line(indent + "(" + (lines.size() - MOST_LINES) + " more lines)");
    }
  }

  private void rest(int count) {
    if (count > MOST) {
      line("  and " + (count - MOST) + " more");
      line("");
    }
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** For callers that want numbers: the same counts by noun. */
  public Map<String, Integer> counts() {
    return Map.of(
        "leads", salesforce.rows("Lead").size(),
        "tasks", salesforce.rows("Task").size(),
        "events", salesforce.rows("Event").size(),
        "mails", mails.size(),
        "posts", posts.size());
  }
}
