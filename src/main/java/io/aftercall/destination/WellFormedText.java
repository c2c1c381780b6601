package io.aftercall.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Text as strict readers want it: half of a surrogate pair, as a cut emoji leaves it, becomes
 * U+FFFD.
 */
public final class WellFormedText {
  private static final char REPLACEMENT = '\uFFFD';

  private WellFormedText() {}

  /** The same text when nothing is wrong with it; null stays null. */
  public static String of(String text) {
    int first = text == null ? -1 : firstHalf(text, 0);
    if (first < 0) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text);
    for (int at = first; at >= 0; at = firstHalf(text, at + 1)) {
      whole.setCharAt(at, REPLACEMENT);
    }
    return whole.toString();
  }

  private static int firstHalf(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.isHighSurrogate(text.charAt(i))
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else {
          return i;
        }
      }
    }
    return -1;
  }

  /** All texts and names in it, in place; gives the tree itself, or what stands for a text. */
  public static JsonNode in(JsonNode tree) {
    if (tree instanceof TextNode text) {
      String whole = of(text.textValue());
      return whole.equals(text.textValue()) ? tree : TextNode.valueOf(whole);
    }
    if (tree instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode whole = in(array.get(i));
        if (whole != array.get(i)) {
          array.set(i, whole);
        }
      }
    } else if (tree instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        JsonNode value = object.get(name);
        JsonNode whole = in(value);
        String wholeName = of(name);
        if (!wholeName.equals(name)) {
          object.remove(name);
        }
        if (whole != value || !wholeName.equals(name)) {
          object.set(wholeName, whole);
        }
      }
    }
    return tree;
  }
}
