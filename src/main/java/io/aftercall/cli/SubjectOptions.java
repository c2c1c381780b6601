package io.aftercall.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** A person by phone, or one call by its id. */
final class SubjectOptions {
  @Option(names = "--phone", paramLabel = "PHONE", description = "A person, in any notation.")
  private String phone;

  @Option(names = "--call", paramLabel = "ID", description = "One call, by the sender's id.")
  private String call;

  @Option(names = "--source", paramLabel = "NAME", description = "Of this source only.")
  private String source;

  String query() {
    if ((phone == null) == (call == null)) {
      throw new CliException(Exit.USAGE, "Say whose data: --phone PHONE of a person, or --call ID");
    }
    Map<String, String> said = new LinkedHashMap<>();
    said.put("phone", phone);
    said.put("call", call);
    said.put("source", source);
    said.values().removeIf(value -> value == null);
    return said.entrySet().stream()
        .map(one -> one.getKey() + "=" + FilterOptions.encoded(one.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }
}
