package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.person.Caller;
import io.aftercall.person.PersonCandidate;
import io.aftercall.person.PersonNames;
import io.aftercall.person.PhoneNotations;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is asked of one object about some callers in one SOQL query: it is exact and current, and
 * {@code queryAll} also tells of what was deleted or merged.
 *
 * @param ids records that stood for one of them earlier
 */
record PersonQuestion(String object, List<Caller> callers, Set<String> ids) {
  /** Salesforce takes 100,000 characters. */
  private static final int MOST = 90_000;

  static final int LONGEST_SEARCH = 9_500;

  /** Most rows of a search. */
  static final int MOST_FOUND = 2_000;

  /** Empty when nothing can be asked of this object. */
  String soql(PersonFields fields) {
    List<String> conditions = new ArrayList<>();
    Set<String> phones = new LinkedHashSet<>();
    Set<String> emails = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> keys = new LinkedHashSet<>();
    Set<String> companies = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    for (Caller caller : callers) {
      if (!caller.phone().isEmpty()) {
        phones.addAll(PhoneNotations.exact(caller.phone()));
      }
      emails.add(caller.email());
      keys.add(caller.personKey());
      if (!caller.company().isEmpty() && !caller.name().isEmpty()) {
        companies.add(caller.company());
        names.addAll(PersonNames.lastNames(caller.name()));
      }
    }
    fields.phones(object).forEach(field -> add(conditions, field, phones));
    if (fields.has(object, "Email")) {
      add(conditions, "Email", emails);
    }
    if (fields.has(object, PersonFields.KEY)) {
      add(conditions, PersonFields.KEY, keys);
    }
    add(conditions, "Id", ids);
    if (!companies.isEmpty()
        && !object.equals(PersonCandidate.ACCOUNT)
        && !fields.company(object).isEmpty()) {
      conditions.add(
          "(LastName IN "
              + list(names)
              + " AND "
              + fields.company(object)
              + " IN "
              + list(companies)
              + ")");
    }
    return conditions.isEmpty()
        ? ""
        : "SELECT %s FROM %s WHERE %s"
            .formatted(
                String.join(", ", fields.read(object)), object, String.join(" OR ", conditions));
  }

  /** By our own mark alone; empty when the object has none. */
  String soqlByKey(PersonFields fields) {
    List<String> keys = callers.stream().map(Caller::personKey).distinct().toList();
    List<String> condition = new ArrayList<>();
    if (fields.has(object, PersonFields.KEY)) {
      add(condition, PersonFields.KEY, keys);
    }
    return condition.isEmpty()
        ? ""
        : "SELECT Id,%s FROM %s WHERE %s".formatted(PersonFields.KEY, object, condition.get(0));
  }

  private static void add(List<String> conditions, String field, Collection<String> values) {
    List<String> known = values.stream().filter(value -> !value.isEmpty()).toList();
    if (!known.isEmpty()) {
      conditions.add(field + " IN " + list(known));
    }
  }

  private static String list(Collection<String> values) {
    return values.stream()
        .map(BatchedSoqlQuery::literal)
        .collect(Collectors.joining(",", "(", ")"));
  }

  /** The same in pieces that are short enough. */
  List<PersonQuestion> fitting(PersonFields fields) {
    return callers.size() < 2 || soql(fields).length() <= MOST
        ? List.of(this)
        : halves().stream().flatMap(half -> half.fitting(fields).stream()).toList();
  }

  /** Only for several callers. */
  List<PersonQuestion> halves() {
    int middle = callers.size() / 2;
    return List.of(
        new PersonQuestion(object, callers.subList(0, middle), ids),
        new PersonQuestion(object, callers.subList(middle, callers.size()), Set.of()));
  }

  ObjectNode subrequest(PersonFields fields, String base, int number) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("method", "GET")
        .put("referenceId", "q" + number)
        .put(
            "url", base + "/queryAll?q=" + URLEncoder.encode(soql(fields), StandardCharsets.UTF_8));
  }

  /** The words by which the search index finds these numbers, joined. */
  static String terms(Collection<String> phones) {
    return phones.stream()
        .flatMap(phone -> PhoneNotations.searchTerms(phone).stream())
        .distinct()
        .collect(Collectors.joining(" OR "));
  }

  /** A parameterized search over all phone fields of these objects. */
  static ObjectNode search(Collection<String> phones, List<String> objects, PersonFields fields) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("q", terms(phones))
            .put("in", "PHONE")
            .put("overallLimit", MOST_FOUND)
            .put("defaultLimit", MOST_FOUND);
    ArrayNode sobjects = body.putArray("sobjects");
    for (String object : objects) {
      ArrayNode names = sobjects.addObject().put("name", object).putArray("fields");
      fields.read(object).forEach(names::add);
    }
    return body;
  }
}
