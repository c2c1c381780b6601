package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.web.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /query} and {@code /queryAll}: at most a page of records an answer, the rest behind {@code
 * nextRecordsUrl}.
 */
final class Queries {
  private record Found(Soql query, List<Row> rows) {}

  private final Org org;
  private final Map<String, Found> open = new HashMap<>();
  private long lastCursor;
  private int page = 2_000;

  Queries(Org org) {
    this.org = org;
  }

  void page(int records) {
    page = records;
  }

  Answer answer(Call call) {
    if (!call.method().equals("GET")) {
      throw Refusal.of(SalesforceError.method(call.method()));
    }
    if (call.path().size() > 1) {
      return more(call);
    }
    String text = call.ask().parameters().getOrDefault("q", "");
    Soql query = new SoqlReader(org, text).read();
    Found found = new Found(query, query.run(call.segment(0).equals("queryAll")));
    String cursor = "";
    if (found.rows().size() > page) {
      cursor = Ids.numbered("01g", ++lastCursor);
      open.put(cursor, found);
    }
    return page(call, found, cursor, 0);
  }

  private Answer more(Call call) {
    String[] place = call.segment(1).split("-", 2);
    Found found = open.get(place[0]);
    if (found == null || place.length != 2) {
      throw Refusal.of(SalesforceError.of(400, "INVALID_QUERY_LOCATOR", "invalid query locator"));
    }
    return page(call, found, place[0], Integer.parseInt(place[1]));
  }

  private Answer page(Call call, Found found, String cursor, int from) {
    int to = Math.min(found.rows().size(), from + page);
    boolean done = to == found.rows().size();
    ObjectNode body = Json.object().put("totalSize", found.rows().size()).put("done", done);
    if (done) {
      open.remove(cursor);
    } else {
      body.put("nextRecordsUrl", call.base() + "/query/" + cursor + "-" + to);
    }
    ArrayNode records = body.putArray("records");
    if (!found.query().fields().isEmpty()) {
      found.rows().subList(from, to).forEach(row -> records.add(view(call, found.query(), row)));
    }
    return Json.answer(200, body);
  }

  /** A field of another record stands within that one. */
  static void show(ObjectNode view, Field field, Row row) {
    int dot = field.name().indexOf('.');
    if (dot < 0) {
      view.set(field.name(), row.value(field));
    } else if (row.value(field).isNull()) {
      view.putNull(field.name().substring(0, dot));
    } else {
      view.putObject(field.name().substring(0, dot))
          .set(field.name().substring(dot + 1), row.value(field));
    }
  }

  private static ObjectNode view(Call call, Soql query, Row row) {
    ObjectNode view = Json.object();
    view.putObject("attributes")
        .put("type", row.object())
        .put("url", query.table().type().url(call.version(), row.id()));
    query.fields().forEach(field -> show(view, field, row));
    return view;
  }
}
