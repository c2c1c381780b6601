package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.DidYouMean;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.config.YamlNode;
import io.aftercall.config.YamlObjectReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The call a test starts from: a sample or a call written in the test, and what is different in it.
 */
public final class TestCallFixture {
  /** The words of a test that say it. */
  public static final List<String> KEYS = List.of("given", "call", "override");

  private final YamlNode.Scalar sample;
  private final YamlNode.Mapping call;
  private final List<YamlNode.Entry> overrides;

  private TestCallFixture(
      YamlNode.Scalar sample, YamlNode.Mapping call, List<YamlNode.Entry> overrides) {
    this.sample = sample;
    this.call = call;
    this.overrides = overrides;
  }

  /** Reads the three keys of a test; what is wrong with them is added to {@code problems}. */
  public static TestCallFixture read(
      YamlObjectReader test, Workspace workspace, List<Problem> problems) {
    TestCallFixture given =
        new TestCallFixture(
            test.scalar("given").orElse(null),
            group(test, "call", problems).orElse(null),
            group(test, "override", problems).map(YamlNode.Mapping::entries).orElse(List.of()));
    given.check(test, workspace);
    return given;
  }

  static Optional<YamlNode.Mapping> group(
      YamlObjectReader yamlObjectReader, String key, List<Problem> problems) {
    Optional<YamlNode> node = yamlObjectReader.node(key);
    if (node.isPresent() && !(node.get() instanceof YamlNode.Mapping)) {
      problems.add(
          Problem.at(node.get().place(), "wrong-type", "'" + key + "' is a group of keys", ""));
    }
    return node.filter(YamlNode.Mapping.class::isInstance).map(YamlNode.Mapping.class::cast);
  }

  private void check(YamlObjectReader test, Workspace workspace) {
    if ((sample == null) == (call == null)) {
      test.report(
          test.place(),
          sample == null ? "missing-key" : "conflict",
          "a test has either 'given' or 'call'",
          "given: config/samples/… or call: { … }");
    }
    if (sample != null && workspace.text(sample.text()).isEmpty()) {
      test.report(
          sample.place(),
          "unknown-sample",
          "there is no file '" + sample.text() + "'",
          DidYouMean.hint(sample.text(), samples(workspace)));
    }
  }

  private static List<String> samples(Workspace workspace) {
    return workspace.files().keySet().stream()
        .filter(path -> path.startsWith("config/samples/"))
        .toList();
  }

  /**
   * @param reader a sample's bytes to its canonical call, or null when it is none
   * @return a call of its own, or empty when the sample is none
   */
  public Optional<ObjectNode> call(Workspace workspace, Function<byte[], JsonNode> reader) {
    Optional<ObjectNode> found =
        call == null ? ofSample(workspace, reader) : Optional.of(written());
    found.ifPresent(changed -> overrides.forEach(override -> set(changed, override)));
    return found;
  }

  private ObjectNode written() {
    ObjectNode written = YamlJson.emptyCall();
    for (Map.Entry<String, JsonNode> field : YamlJson.of(call).properties()) {
      written.set(field.getKey(), field.getValue());
    }
    return written;
  }

  private Optional<ObjectNode> ofSample(Workspace workspace, Function<byte[], JsonNode> reader) {
    return Optional.ofNullable(sample)
        .flatMap(path -> workspace.text(path.text()))
        .map(text -> reader.apply(text.getBytes(StandardCharsets.UTF_8)))
        .filter(ObjectNode.class::isInstance)
        .map(read -> ((ObjectNode) read).deepCopy());
  }

  /** {@code extracted_variables.customer_interested: false}; the dot in front is free. */
  private static void set(ObjectNode call, YamlNode.Entry override) {
    String path = override.key().text();
    String[] keys = (path.startsWith(".") ? path.substring(1) : path).split("\\.", -1);
    ObjectNode parent = call;
    for (int i = 0; i < keys.length - 1; i++) {
      JsonNode child = parent.get(keys[i]);
      parent = child instanceof ObjectNode group ? group : parent.putObject(keys[i]);
    }
    parent.set(keys[keys.length - 1], YamlJson.of(override.value()));
  }
}
