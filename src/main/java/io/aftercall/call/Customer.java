package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.text.Placeholders;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who was called, as far as the variables tell under the usual German and English names. What the
 * campaign's list knows comes before what was passed to the assistant, and that before what was
 * understood on the phone.
 *
 * @param name null, like the others, if nobody says it
 */
record Customer(String name, String company, String email) {
  private static final int LONGEST = 250;
  private static final Pattern EMAIL = Pattern.compile("[^\\s@<>,;]+@[^\\s@<>,;]+\\.[^\\s@<>,;]+");

  private enum Part {
    NAME,
    FIRST,
    LAST,
    COMPANY,
    EMAIL
  }

  private record Place(Part part, int rank) {}

  private static final Map<String, Place> PLACES = new HashMap<>();

  static {
    places(
        Part.NAME,
        "customer_name name full_name contact_name client_name kunde kundenname ansprechpartner");
    places(Part.FIRST, "first_name firstname vorname");
    places(Part.LAST, "last_name lastname surname nachname");
    places(Part.COMPANY, "company customer_company company_name firma firmenname unternehmen");
    places(
        Part.EMAIL, "email customer_email e_mail email_address e_mail_adresse email_adresse mail");
  }

  private static void places(Part part, String names) {
    for (String name : names.split(" ", -1)) {
      PLACES.put(Variables.fold(name), new Place(part, PLACES.size()));
    }
  }

  /** Collects from these objects, the first that says something wins; null ones are skipped. */
  static Customer of(ObjectNode... sources) {
    String name = null;
    String company = null;
    String email = null;
    for (ObjectNode source : sources) {
      if (source != null && !source.isEmpty()) {
        Map<Part, String> found = find(source);
        name = name != null ? name : name(found);
        company = company != null ? company : found.get(Part.COMPANY);
        email = email != null ? email : email(found.get(Part.EMAIL));
      }
    }
    return new Customer(name, company, email);
  }

  private static Map<Part, String> find(ObjectNode source) {
    Map<Part, String> found = new EnumMap<>(Part.class);
    Map<Part, Integer> ranks = new EnumMap<>(Part.class);
    for (Map.Entry<String, JsonNode> field : source.properties()) {
      Place place = PLACES.get(Variables.fold(field.getKey()));
      String said = place == null ? null : field.getValue().textValue();
      if (isNone(place, said) || said.length() > LONGEST) {
        continue;
      }
      Integer rank = ranks.get(place.part());
      if (rank == null || place.rank() < rank) {
        found.put(place.part(), said.strip());
        ranks.put(place.part(), place.rank());
      }
    }
    return found;
  }

  /** Words for "nothing was said", and for somebody whose name is not known. */
  private static boolean isNone(Place place, String said) {
    if (said == null) {
      return true;
    }
    return switch (place.part()) {
      case NAME, FIRST, LAST, COMPANY -> Placeholders.isNoName(said);
      case EMAIL -> Placeholders.isNoAddress(said);
    };
  }

  private static String name(Map<Part, String> found) {
    String whole = found.get(Part.NAME);
    String first = found.get(Part.FIRST);
    String last = found.get(Part.LAST);
    if (whole != null || last == null) {
      return whole != null ? whole : first;
    }
    return first == null ? last : first + " " + last;
  }

  private static String email(String said) {
    return said != null && EMAIL.matcher(said).matches() ? said : null;
  }
}
