package io.aftercall.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.call.CallVocabulary;
import io.aftercall.call.SourceRules;
import io.aftercall.call.SourceRules.Variable;
import io.aftercall.config.DidYouMean;
import io.aftercall.config.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one field of a call can hold, as far as that is known. */
final class FieldValueDomain {
  private static final String EXTRACTED = "extracted_variables.";
  private static final Set<SourceRules.Type> DATES =
      Set.of(SourceRules.Type.DATE, SourceRules.Type.DATETIME);

  private static final Set<String> MOMENTS = Set.of("local_date", "created_at", "finished_at");
  private static final String CLOCK = "local_time";
  private static final String NOW = "now";
  private static final Pattern OF_CLOCK = Pattern.compile("\\d{2}:\\d{2}");

  private static final Pattern GERMAN = Pattern.compile("(\\d{1,2})[./](\\d{1,2})[./](\\d{4})");

  private enum Type {
    TEXT("a text"),
    NUMBER("a number"),
    FLAG("true or false");

    private final String words;

    Type(String words) {
      this.words = words;
    }
  }

  /** The only way a declared date or time is written. */
  private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T.*)?|\\d{4}(-\\d{2})?");

  /** An objection to a comparison. */
  record Objection(String code, String effect, String why, String hint) {}

  private final String path;

  /** Null when it is not known, or not the same for all sources. */
  private final Type type;

  /** Null when the list is open. */
  private final List<String> words;

  /** Whether it is a text of the form 2024-02-15. */
  private final boolean date;

  FieldValueDomain(String path, List<Source> sources) {
    this.path = path;
    if (path.startsWith(EXTRACTED)) {
      String name = path.substring(EXTRACTED.length());
      List<Variable> declared =
          sources.stream().map(source -> variable(source, name)).filter(Objects::nonNull).toList();
      // A source that does not declare it may send anything.
      boolean all = !sources.isEmpty() && declared.size() == sources.size();
      type = all ? common(declared) : null;
      words = all ? allowed(declared) : null;
      date = all && declared.stream().allMatch(one -> DATES.contains(one.type()));
    } else {
      type = type(path);
      words =
          path.equals("source")
              ? sources.stream().map(Source::name).toList()
              : CallVocabulary.CLOSED.get(path);
      date = MOMENTS.contains(path);
    }
  }

  private static Type type(String field) {
    if (CallVocabulary.FLAGS.contains(field)) {
      return Type.FLAG;
    }
    if (CallVocabulary.NUMBERS.contains(field)) {
      return Type.NUMBER;
    }
    boolean text = CallVocabulary.CLOSED.containsKey(field) || CallVocabulary.TEXTS.contains(field);
    return text ? Type.TEXT : null;
  }

  private static Variable variable(Source source, String name) {
    return source.rules().variables().stream()
        .filter(variable -> variable.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static Type common(List<Variable> declared) {
    List<Type> types = declared.stream().map(v -> type(v.type())).distinct().toList();
    return types.size() == 1 ? types.get(0) : null;
  }

  private static Type type(SourceRules.Type declared) {
    return switch (declared) {
      case BOOLEAN -> Type.FLAG;
      case NUMBER -> Type.NUMBER;
      case STRING, DATE, DATETIME -> Type.TEXT;
    };
  }

  private static List<String> allowed(List<Variable> declared) {
    TreeSet<String> all = new TreeSet<>();
    for (Variable variable : declared) {
      if (variable.allowed().isEmpty()) {
        return null;
      }
      all.addAll(variable.allowed());
    }
    return List.copyOf(all);
  }

  /**
   * @param sign {@code ==}, {@code >} …
   * @param fixed as written: {@code "high"}, {@code 900}, {@code true}
   */
  Optional<Objection> objection(String sign, String fixed) {
    Type compared = typeOf(fixed);
    boolean equality = sign.equals("==") || sign.equals("!=");
    if (date && compared == Type.TEXT && !equality && !ISO.matcher(bare(fixed)).matches()) {
      return Optional.of(
          new Objection(
              "unlike-types",
              "says nothing about the order of days",
              "a declared date is written 2024-02-15, and texts are compared letter by letter",
              "write " + isoOf(bare(fixed))));
    }
    if (path.equals(CLOCK) && compared == Type.TEXT && !OF_CLOCK.matcher(bare(fixed)).matches()) {
      String why = "a time of day is written 09:30, and texts are compared letter by letter";
      String hint =
          "write \"%s\"".formatted(bare(fixed).matches("\\d:\\d{2}") ? "0" + bare(fixed) : "09:30");
      return Optional.of(
          equality
              ? wrong(sign, why, hint)
              : new Objection("unlike-types", "says nothing about the order of times", why, hint));
    }
    if (type != null && type != compared) {
      String why = "it is %s, or nothing, and never %s".formatted(type.words, compared.words);
      return Optional.of(
          equality
              ? wrong(sign, why, asType(fixed))
              : new Objection(
                  "unlike-types",
                  "says nothing about its size",
                  why + "; jq puts every text behind every number",
                  asType(fixed)));
    }
    if (!equality || compared != Type.TEXT) {
      return Optional.empty();
    }
    String word = fixed.substring(1, fixed.length() - 1);
    if (date && !ISO.matcher(word).matches()) {
      return Optional.of(
          wrong(
              sign,
              "a declared date is written 2024-02-15, and as text it is compared so",
              "write " + isoOf(word)));
    }
    return path.equals("status") ? spelling(sign, word) : unknown(sign, word);
  }

  /** To a key of {@code lookup}, which are compared as people read them. */
  Optional<Objection> objectionToKey(String key) {
    String said = key.strip();
    if (type == Type.FLAG && !said.matches("(?i)true|false")) {
      return Optional.of(
          new Objection(
              "never-comes",
              "",
              "'.%s' is true, false or nothing, and never '%s'".formatted(path, said),
              "write true or false"));
    }
    if (type != Type.TEXT || words == null || words.stream().anyMatch(said::equalsIgnoreCase)) {
      return Optional.empty();
    }
    return Optional.of(
        new Objection(
            "never-comes",
            "",
            "'.%s' is never '%s'".formatted(path, said),
            DidYouMean.hint(said, words)));
  }

  private Optional<Objection> unknown(String sign, String word) {
    return words == null || words.contains(word)
        ? Optional.empty()
        : Optional.of(wrong(sign, "it is never '" + word + "'", DidYouMean.hint(word, words)));
  }

  private static Optional<Objection> spelling(String sign, String word) {
    String spelled = CallVocabulary.status(word);
    return word.equals(spelled) || spelled == null
        ? Optional.empty()
        : Optional.of(
            wrong(
                sign,
                "a status is spelled in small letters and with _, whatever the sender writes",
                "write \"" + spelled + "\""));
  }

  private static Objection wrong(String sign, String why, String hint) {
    return sign.equals("==")
        ? new Objection("never-holds", "never holds", why, hint)
        : new Objection("always-holds", "always holds", why, hint);
  }

  private static String bare(String fixed) {
    return fixed.substring(1, fixed.length() - 1);
  }

  /** {@code 15.02.2024} as it has to be written. */
  private static String isoOf(String word) {
    Matcher german = GERMAN.matcher(word);
    return german.matches()
        ? "\"%s-%02d-%02d\""
            .formatted(
                german.group(3),
                Integer.parseInt(german.group(2)),
                Integer.parseInt(german.group(1)))
        : "\"2024-02-15\"";
  }

  /** The values to try a condition with, nothing among them. */
  List<JsonNode> tried(List<JsonNode> named) {
    if (CallVocabulary.LISTS.containsKey(path)) {
      return ProbeCalls.lists(CallVocabulary.LISTS.get(path), named);
    }
    if (type == null) {
      return ProbeCalls.anything(named);
    }
    List<JsonNode> values = new ArrayList<>();
    values.add(NullNode.getInstance());
    switch (type) {
      case FLAG -> {
        values.add(BooleanNode.TRUE);
        values.add(BooleanNode.FALSE);
      }
      case NUMBER -> {
        values.add(IntNode.valueOf(0));
        named.stream().filter(JsonNode::isNumber).forEach(values::add);
      }
      case TEXT -> values.addAll(texts(named));
    }
    return values;
  }

  private List<JsonNode> texts(List<JsonNode> named) {
    if (words != null) {
      return words.stream().map(word -> (JsonNode) TextNode.valueOf(word)).toList();
    }
    List<JsonNode> values = new ArrayList<>();
    values.add(TextNode.valueOf(date ? "2024-02-15" : "something else"));
    named.stream()
        .filter(one -> one.isTextual() && (!date || ISO.matcher(one.textValue()).matches()))
        .forEach(values::add);
    return values;
  }

  /** Whether every text that can come is known. */
  boolean isClosed() {
    return words != null;
  }

  boolean isFlag() {
    return type == Type.FLAG;
  }

  private static Type typeOf(String fixed) {
    if (fixed.startsWith("\"")) {
      return Type.TEXT;
    }
    return fixed.equals("true") || fixed.equals("false") ? Type.FLAG : Type.NUMBER;
  }

  /** What to write instead. */
  private String asType(String fixed) {
    if (fixed.equals(NOW)) {
      return date ? "write .local_date for the day of the call" : "now is a number of seconds";
    }
    String bare = fixed.startsWith("\"") ? fixed.substring(1, fixed.length() - 1) : fixed;
    if (type == Type.TEXT) {
      return path.startsWith(EXTRACTED)
          ? "write \"%s\", or declare its type in config/sources".formatted(bare)
          : "write \"" + bare + "\"";
    }
    boolean fits =
        type == Type.FLAG
            ? bare.equals("true") || bare.equals("false")
            : bare.matches("-?\\d+(\\.\\d+)?");
    return fits ? "write " + bare + " without quotes" : "compare with " + type.words;
  }
}
