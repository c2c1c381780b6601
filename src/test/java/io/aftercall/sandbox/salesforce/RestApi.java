package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.web.Answer;
import java.time.Duration;
import java.util.List;

/** The resources under {@code /services/data/vXX.0}, for a caller who is known. */
final class RestApi {
  private final Org org;
  private final SingleRecords singles;
  private final RecordBatches batches;
  private final Composite composite;
  private final Queries queries;
  private final Searches searches;
  private final Limits limits;

  RestApi(Org org, Saves saves, Limits limits) {
    this.org = org;
    this.limits = limits;
    singles = new SingleRecords(org, saves);
    batches = new RecordBatches(org, saves);
    composite = new Composite(org, this);
    queries = new Queries(org);
    searches = new Searches(org);
  }

  void searchLag(Duration behind) {
    searches.lag(behind);
  }

  void queryPage(int records) {
    queries.page(records);
  }

  /** Refusals become answers here, and nothing of a refused request stays. */
  Answer answer(Call call) {
    int before = org.mark();
    try {
      return route(call);
    } catch (Refusal refusal) {
      org.rollBack(before);
      return SalesforceError.answer(refusal.errors());
    }
  }

  private Answer route(Call call) {
    return switch (call.segment(0)) {
      case "" -> resources(call);
      case "limits" -> Json.answer(200, limits.describe());
      case "query", "queryAll" -> queries.answer(call);
      case "parameterizedSearch" -> searches.byParameters(call);
      case "search" -> searches.answer(call);
      case "sobjects" -> call.path().size() == 1 ? objects(call) : singles.answer(call);
      case "composite" ->
          call.segment(1).equals("sobjects") ? batches.answer(call) : composite.answer(call);
      default -> throw Refusal.of(SalesforceError.notFound());
    };
  }

  static ArrayNode versions() {
    ArrayNode versions = Json.array();
    for (int number = 60; number <= 67; number++) {
      versions
          .addObject()
          .put("label", "Release " + number)
          .put("url", "/services/data/v" + number + ".0")
          .put("version", number + ".0");
    }
    return versions;
  }

  private static Answer resources(Call call) {
    ObjectNode resources = Json.object();
    for (String name : List.of("composite", "limits", "query", "search", "sobjects")) {
      resources.put(name, call.base() + "/" + name);
    }
    return Json.answer(200, resources);
  }

  private Answer objects(Call call) {
    ObjectNode body = Json.object().put("encoding", "UTF-8").put("maxBatchSize", 200);
    ArrayNode list = body.putArray("sobjects");
    org.tables().forEach(table -> list.add(table.type().summary(call.version())));
    return Json.answer(200, body);
  }
}
