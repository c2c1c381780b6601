package io.aftercall.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What a YAML parser says about a file, in words for people.
 *
 * @param mark where; empty when the parser does not know
 */
record YamlSyntaxProblem(String message, String hint, Optional<Mark> mark) {
  static final String QUOTES = "put texts that start with { [ * & ! % @ ` in quotes";

  private static final Pattern NO_START = Pattern.compile("found character '(\\S).*cannot start.*");

  static YamlSyntaxProblem of(MarkedYamlEngineException complaint) {
    String said = String.valueOf(complaint.getProblem());
    Optional<Mark> here = complaint.getProblemMark().or(complaint::getContextMark);
    Optional<Mark> opened = complaint.getContextMark().or(complaint::getProblemMark);
    if (said.contains("TAB")) {
      return new YamlSyntaxProblem(
          "here stands a tab", "YAML is indented with blanks, never with tabs", here);
    }
    if (said.startsWith("expected <block end>")) {
      return said.contains("<scalar>")
          ? new YamlSyntaxProblem(
              "the value has ended, and more stands behind it",
              "put the whole text in quotes; a quote inside is doubled",
              here)
          : new YamlSyntaxProblem(
              "this line starts in a column where none of its neighbours does",
              "indent it with as many blanks as the lines it belongs to",
              here);
    }
    if (said.startsWith("expected ',' or")) {
      String bracket = said.contains("']'") ? "[" : "{";
      String line = opened.map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
      return new YamlSyntaxProblem(
          "the list or group that '" + bracket + "' opens" + line + " goes on here",
          "put a comma between, or close the bracket before",
          here);
    }
    if (said.contains("mapping values are not allowed")) {
      return new YamlSyntaxProblem(
          "no ':' can stand here",
          "a text that holds ': ' needs quotes, a key's colon a blank behind it; else check the"
              + " indentation",
          here);
    }
    if (said.contains("could not find expected ':'")) {
      return new YamlSyntaxProblem(
          "this line is no key with a value", "a blank must follow the colon", opened);
    }
    if (said.contains("unexpected end of stream")) {
      return new YamlSyntaxProblem(
          "what is opened here is never closed", "close the quote or bracket", opened);
    }
    if (said.contains("undefined alias")) {
      return new YamlSyntaxProblem(
          "a value that starts with * means another value", "put the text in quotes", here);
    }
    Matcher character = NO_START.matcher(said);
    if (character.matches()) {
      return new YamlSyntaxProblem("no value can start with " + character.group(1), QUOTES, here);
    }
    String context = complaint.getContext();
    return new YamlSyntaxProblem(context == null ? said : said + " " + context, "", here);
  }
}
