package io.aftercall.camel;

import io.aftercall.config.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of {@code src/docs/recipes}: its files and its edits, as somebody would copy them. */
record RecipePage(Map<String, String> files, Map<String, String> edits) {
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^`([a-z]+/[^`]+)`\n\n```(\\w+)\n(.*?)^```", Pattern.DOTALL);

  static RecipePage read(String name) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    Map<String, String> edits = new LinkedHashMap<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of("src/docs/recipes", name + ".md")));
    while (block.find()) {
      (block.group(2).equals("diff") ? edits : files).put(block.group(1), block.group(3));
    }
    return new RecipePage(files, edits);
  }

  Workspace over(Workspace shipped) {
    Workspace laid = shipped;
    for (Map.Entry<String, String> file : files.entrySet()) {
      laid = laid.with(file.getKey(), file.getValue());
    }
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      String before = laid.text(edit.getKey()).orElseThrow();
      String old = lines(edit.getValue(), '-');
      if (before.indexOf(old) < 0 || before.indexOf(old) != before.lastIndexOf(old)) {
        throw new AssertionError("not once in " + edit.getKey() + ":\n" + old);
      }
      laid = laid.with(edit.getKey(), before.replace(old, lines(edit.getValue(), '+')));
    }
    return laid;
  }

  private static String lines(String diff, char sign) {
    return diff.lines()
        .filter(line -> line.charAt(0) == sign)
        .map(line -> line.substring(1) + "\n")
        .collect(Collectors.joining());
  }
}
