package io.aftercall.destination.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.ActiveWorkspace;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/**
 * The letters of {@code config/templates}: {@code <name>.txt} and {@code <name>.html}, in
 * Thymeleaf; {@code <name>-de.txt} and so on where the record's {@code language} is {@code de} and
 * they are there, and {@code <name>.subject.txt} for a subject that stands beside them. A template
 * sees each field of the record under its own name, and all of them in order as {@code fields}, so
 * that a field added to the mapping shows in the letter at once. They are those of the files in
 * force: an edited template serves when the edit as a whole does.
 */
public final class MailTemplates {
  private static final Set<String> ENVELOPE =
      Set.of(
          "to",
          "from",
          "subject",
          "reply_to",
          "cc",
          "bcc",
          "language",
          "calendar",
          "was_day",
          "was_time");
  private static final String LINK = "_link";
  private static final String SUBJECT = ".subject" + TemplateFiles.PLAIN;
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}\\b");
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
  private static final Pattern PHONE = Pattern.compile("\\+\\d{6,15}");
  private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w.-]+\\.\\w+");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ActiveWorkspace files;
  private volatile Letters letters;

  private record Letters(Workspace files, SpringTemplateEngine engine) {}

  /**
   * The two forms of one letter.
   *
   * @param subject of {@code <name>.subject.txt}, else the record's
   */
  public record Rendered(String subject, String plain, String html) {}

  /**
   * One field of the record as people read it.
   *
   * @param name as the mapping calls it: {@code customer_phone}
   * @param label {@code Customer phone}
   * @param value text; yes or no for a boolean
   * @param href a link that dials, writes or opens, or an empty text; the field {@code phone_link}
   *     is what {@code phone} dials
   */
  public record Field(String name, String label, String value, String href) {}

  public MailTemplates(ActiveWorkspace files) {
    this.files = files;
  }

  private SpringTemplateEngine engine() {
    Workspace now = files.get();
    Letters known = letters;
    if (known == null || known.files() != now) {
      known = new Letters(now, TemplateFiles.engine(now));
      letters = known;
    }
    return known.engine();
  }

  /**
   * @param name of the template, without its ending
   * @throws org.thymeleaf.exceptions.TemplateEngineException if the template is missing or wrong
   */
  public Rendered render(String name, ObjectNode record) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a template's name has small letters, digits and hyphens");
    }
    String own = inLanguage(name, record.path("language").asText(""));
    Context context = new Context(Locale.ROOT);
    record
        .properties()
        .forEach(
            f -> context.setVariable(f.getKey(), JSON.convertValue(f.getValue(), Object.class)));
    context.setVariable("fields", fields(record));
    SpringTemplateEngine engine = engine();
    String subject = record.path("subject").asText("");
    if (isThere(own + SUBJECT)) {
      subject = engine.process(own + SUBJECT, context).strip();
      context.setVariable("subject", subject);
    }
    return new Rendered(
        subject,
        engine.process(own + TemplateFiles.PLAIN, context),
        engine.process(own + TemplateFiles.HTML, context));
  }

  private String inLanguage(String name, String language) {
    Matcher code = LANGUAGE.matcher(language.toLowerCase(Locale.ROOT));
    String own = code.lookingAt() ? name + "-" + code.group() : name;
    return isThere(own + TemplateFiles.PLAIN) && isThere(own + TemplateFiles.HTML) ? own : name;
  }

  private boolean isThere(String file) {
    return files.get().text(WorkspaceFolder.TEMPLATES.path() + "/" + file).isPresent();
  }

  private static List<Field> fields(ObjectNode record) {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : record.properties()) {
      String name = entry.getKey();
      String value = text(entry.getValue());
      if (!value.isBlank() && isRead(name)) {
        String target = text(record.path(name + LINK));
        fields.add(
            new Field(name, label(name), value, href(name, target.isBlank() ? value : target)));
      }
    }
    return fields;
  }

  private static boolean isRead(String name) {
    return !name.startsWith("_") && !name.endsWith(LINK) && !ENVELOPE.contains(name);
  }

  private static String text(JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue() ? "yes" : "no";
    }
    if (value.isArray()) {
      return String.join(
          ", ", StreamSupport.stream(value.spliterator(), false).map(MailTemplates::text).toList());
    }
    return value.isObject() || value.isNull() || value.isMissingNode() ? "" : value.asText();
  }

  private static String label(String name) {
    String words = name.replaceFirst("_url$", "").replace('_', ' ').strip();
    return words.isEmpty() ? name : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** What an AI heard is no link by itself: only forms that cannot lead elsewhere become one. */
  private static String href(String name, String value) {
    if (PHONE.matcher(value).matches()) {
      return "tel:" + value;
    }
    if (ADDRESS.matcher(value).matches()) {
      return "mailto:" + value;
    }
    return name.endsWith("_url") && value.startsWith("https://") ? value : "";
  }
}
