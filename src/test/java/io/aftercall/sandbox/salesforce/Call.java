package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.web.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of the REST API.
 *
 * @param version the number in {@code /services/data/v62.0}
 * @param path decoded segments after the version
 */
record Call(Ask ask, int version, List<String> path) {
  private static final Pattern VERSIONED = Pattern.compile("/services/data/v(\\d+)\\.0(/.*)?");
  private static final int OLDEST = 31;
  private static final int NEWEST = 67;

  static Call of(Ask ask) {
    Matcher matcher = VERSIONED.matcher(ask.path());
    if (!matcher.matches()) {
      throw Refusal.of(SalesforceError.notFound());
    }
    int version = Integer.parseInt(matcher.group(1));
    if (version < OLDEST) {
      throw Refusal.of(
          SalesforceError.of(410, "UNSUPPORTED_API_VERSION", "This API version is retired."));
    }
    if (version > NEWEST) {
      throw Refusal.of(SalesforceError.notFound());
    }
    List<String> segments = ask.segments();
    boolean slashAtTheEnd = ask.path().endsWith("/");
    int end = segments.size() - (slashAtTheEnd ? 1 : 0);
    return new Call(ask, version, segments.subList(3, end));
  }

  /** A tool that cannot send PATCH says so in the query. */
  String method() {
    return ask.method().equals("POST")
        ? ask.parameters().getOrDefault("_HttpMethod", "POST")
        : ask.method();
  }

  String base() {
    return "/services/data/v" + version + ".0";
  }

  String segment(int index) {
    return index < path.size() ? path.get(index) : "";
  }

  ObjectNode json() {
    return Json.readObject(ask.body());
  }

  /** Method and path after the version, for counting: the values in the path are left out. */
  static String kind(Ask ask) {
    try {
      Call call = of(ask);
      return call.method() + " /" + String.join("/", call.names());
    } catch (Refusal refusal) {
      return ask.method() + " " + ask.path();
    }
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(path);
    boolean byId = path.size() == 3 && !segment(2).equals("describe");
    if (segment(0).equals("sobjects") && (byId || path.size() == 4)) {
      names.set(path.size() - 1, "*");
    } else if (segment(0).equals("query") && path.size() == 2) {
      names.set(1, "*");
    }
    return names;
  }
}
