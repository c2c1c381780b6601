package io.aftercall.web.console;

import io.aftercall.call.SourceRules.Type;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * With what the rules and mappings compare a variable. Read from their text, line by line: what is
 * compared with a text beside the variable's name could be another value, and then too little is
 * allowed, never too much.
 */
final class ComparedVariables {
  /** {@code .extracted_variables.rooms}, also with quotes or brackets around the name. */
  private static final Pattern NAME =
      Pattern.compile(
          "\\.extracted_variables(?:\\.([\\p{L}_][\\p{L}\\p{N}_]*)|\\.?\\[?\\\\?\"([^\"\\\\]+)\\\\?\")");

  private static final Pattern DAY = Pattern.compile("\\\\?\"\\d{4}-\\d{2}-\\d{2}[^\"]*\"");
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:==|!=|<=?|>=?)\\s*\\\\?\"|\\b(?:test|startswith|endswith|contains|split|ltrimstr)\\(|\\bascii_");
  private static final Pattern NUMBER = Pattern.compile("(?:==|!=|<=?|>=?)\\s*-?\\d");
  private static final Pattern YES_NO = Pattern.compile("(?:==|!=)\\s*(?:true|false)\\b");

  private static final Pattern BEFORE =
      Pattern.compile("(\\\\?\"|true|false|\\d)\\s*(?:==|!=|<=?|>=?)\\s*\\(?\\s*$");

  private final Map<String, Set<Type>> types = new HashMap<>();

  private ComparedVariables() {}

  /**
   * @param files path to text
   */
  static ComparedVariables in(Map<String, String> files) {
    ComparedVariables compared = new ComparedVariables();
    files.values().forEach(text -> text.lines().forEach(compared::read));
    return compared;
  }

  private void read(String line) {
    Matcher name = NAME.matcher(line);
    while (name.find()) {
      String read = name.group(1) == null ? name.group(2) : name.group(1);
      Set<Type> found = types.computeIfAbsent(read, same -> EnumSet.noneOf(Type.class));
      String behind = line.substring(name.end());
      add(found, DAY.matcher(behind).find(), Type.DATE);
      add(found, TEXT.matcher(DAY.matcher(behind).replaceAll("day")).find(), Type.STRING);
      add(found, NUMBER.matcher(behind).find(), Type.NUMBER);
      add(found, YES_NO.matcher(behind).find(), Type.BOOLEAN);
      before(line.substring(0, name.start()), found);
    }
  }

  /** {@code "4" == .extracted_variables.rooms}. */
  private static void before(String before, Set<Type> found) {
    Matcher literal = BEFORE.matcher(before);
    if (literal.find()) {
      String said = literal.group(1);
      boolean yesNo = said.equals("true") || said.equals("false");
      add(found, yesNo, Type.BOOLEAN);
      add(found, said.endsWith("\""), Type.STRING);
      add(found, !yesNo && !said.endsWith("\""), Type.NUMBER);
    }
  }

  private static void add(Set<Type> found, boolean holds, Type type) {
    if (holds) {
      found.add(type);
    }
  }

  /** Whether a rule or mapping reads a variable of that name. */
  boolean reads(String variable) {
    return types.containsKey(variable);
  }

  /** Whether no rule compares it with something that this type never is. */
  boolean allows(String variable, Type type) {
    Set<Type> read = types.getOrDefault(variable, Set.of());
    return read.stream().allMatch(one -> one == type || one == Type.DATE && type == Type.DATETIME);
  }
}
