package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.call.SourceRules.Type;
import io.aftercall.call.SourceRules.Variable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What was seen of one variable. Holds values, shortened and a few of them only: for those who may
 * see people.
 */
public final class VariableStatistic {
  private static final int EXAMPLES = 5;
  private static final int MOST_WORDS = 20;
  private static final int LONGEST = 60;
  private static final Pattern NO_NUMBER = Pattern.compile("[+0]\\d.*");
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private final String name;
  private final Variable variable;
  private final boolean isProtective;
  private final Map<Type, Integer> fits = new EnumMap<>(Type.class);
  private final Map<Type, Integer> forms = new EnumMap<>(Type.class);
  private final Map<String, Integer> sentAs = new TreeMap<>();
  private final Map<String, Integer> words = new TreeMap<>();
  private final Map<String, Integer> misfitWords = new TreeMap<>();
  private final Map<String, Integer> newWords = new TreeMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> misfitCalls = new ArrayList<>();
  private final List<String> newWordCalls = new ArrayList<>();
  private int seen;
  private int empty;
  private int misfits;

  VariableStatistic(String name, Variable variable, boolean isProtective) {
    this.name = name;
    this.variable = variable;
    this.isProtective = isProtective;
  }

  void count(String sentName, JsonNode value, String callId, VariableCoercion variableCoercion) {
    seen++;
    more(sentAs, brief(sentName));
    if (VariableCoercion.isAbsent(value)) {
      empty++;
      return;
    }
    example(calls, callId);
    more(words, text(value));
    more(forms, value.isNumber() ? Type.NUMBER : value.isBoolean() ? Type.BOOLEAN : Type.STRING);
    for (Type type : Type.values()) {
      if (couldBe(type, value) && variableCoercion.of(value, plain(type)).value() != null) {
        fits.merge(type, 1, Integer::sum);
      }
    }
    if (isProtective) {
      if (ClearAnswer.of(name, value) == ClearAnswer.UNCLEAR) {
        misfits(value, callId);
      }
      return;
    }
    if (variable != null && variableCoercion.of(value, variable).value() == null) {
      misfit(value, callId, variableCoercion);
    }
  }

  private void misfit(JsonNode value, String callId, VariableCoercion variableCoercion) {
    boolean ofType = variableCoercion.of(value, plain(variable.type())).value() != null;
    if (ofType && !variable.allowed().isEmpty()) {
      more(newWords, text(value));
      example(newWordCalls, callId);
    } else {
      misfits(value, callId);
    }
  }

  private void misfits(JsonNode value, String callId) {
    misfits++;
    more(misfitWords, text(value));
    example(misfitCalls, callId);
  }

  private static String text(JsonNode value) {
    return brief(value.isContainerNode() ? value.toString() : value.asText().strip());
  }

  private Variable plain(Type type) {
    return new Variable(name, type, List.of(), List.of());
  }

  /** Postal codes and phones are no numbers, and 1 is no yes. */
  private static boolean couldBe(Type type, JsonNode value) {
    String text = value.asText().strip();
    return switch (type) {
      case NUMBER -> !value.isTextual() || !NO_NUMBER.matcher(text).matches();
      case BOOLEAN -> !value.isNumber() && !DIGITS.matcher(text).matches();
      default -> true;
    };
  }

  private static <K> void more(Map<K, Integer> counts, K key) {
    if (counts.containsKey(key) || counts.size() < MOST_WORDS) {
      counts.merge(key, 1, Integer::sum);
    }
  }

  private static void example(List<String> examples, String callId) {
    if (examples.size() < EXAMPLES) {
      examples.add(callId);
    }
  }

  static String brief(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  public String name() {
    return name;
  }

  /** Null for a name that nobody declared. */
  public Variable variable() {
    return variable;
  }

  /** Whether it protects people: what is not clear in it is read on the safe side. */
  public boolean isProtective() {
    return isProtective;
  }

  /** Calls that brought it, with or without a value. */
  public int seen() {
    return seen;
  }

  /** Calls that brought it with nothing in it, or a word for nothing. */
  public int empty() {
    return empty;
  }

  /** Values that could not become the declared type. */
  public int misfits() {
    return misfits;
  }

  /** Values that came, shortened, with their number; not all of them. */
  public Map<String, Integer> words() {
    return Map.copyOf(words);
  }

  /** Values that could not become the declared type, shortened, with their number; not all. */
  public Map<String, Integer> misfitWords() {
    return Map.copyOf(misfitWords);
  }

  /** Values that the closed list does not have, shortened, with their number. */
  public Map<String, Integer> newWords() {
    return Map.copyOf(newWords);
  }

  /** The names under which it came, with their number. */
  public Map<String, Integer> sentAs() {
    return new TreeMap<>(sentAs);
  }

  /** Whether it comes now as a number, now as a text or as true and false. */
  public boolean isOfSeveralForms() {
    return forms.size() > 1;
  }

  /** The narrowest type that all values fit. */
  public Type bestType() {
    int filled = seen - empty;
    for (Type type : List.of(Type.BOOLEAN, Type.NUMBER, Type.DATETIME, Type.DATE)) {
      if (filled > 0 && fits.getOrDefault(type, 0) == filled) {
        return type;
      }
    }
    return Type.STRING;
  }

  /** Ids of a few calls in which it had a value, the first that were counted. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public List<String> misfitCalls() {
    return List.copyOf(misfitCalls);
  }

  public List<String> newWordCalls() {
    return List.copyOf(newWordCalls);
  }
}
