package aftercall.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML 1.2 with positions. Syntax errors and repeated keys become problems, never exceptions. */
public final class YamlReader {
  private static final Map<Tag, Node.ScalarType> TYPES =
      Map.of(
          Tag.INT, Node.ScalarType.INTEGER,
          Tag.FLOAT, Node.ScalarType.NUMBER,
          Tag.BOOL, Node.ScalarType.BOOLEAN,
          Tag.NULL, Node.ScalarType.NULL);

  private final String file;
  private final List<Problem> problems;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlReader(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * @return the document, or empty when it is empty or cannot be read; the reason is then among the
   *     problems
   */
  public static Optional<Node> read(String file, String text, List<Problem> problems) {
    return new YamlReader(file, problems).document(text);
  }

  private Optional<Node> document(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(true)
            .build();
    try {
      Optional<Node> document = new Compose(settings).composeString(text).map(this::node);
      if (document.isEmpty()) {
        report(Place.of(file), "empty-file", "the file says nothing", "delete it or fill it");
      }
      return document;
    } catch (MarkedYamlEngineException e) {
      YamlComplaint complaint = YamlComplaint.of(e);
      Place place = complaint.mark().map(this::place).orElse(start());
      report(place, "syntax", complaint.message(), complaint.hint());
    } catch (ReaderException e) {
      report(
          place(text, e.getPosition()),
          "syntax",
          "the character U+%04X is not allowed here".formatted(e.getCodePoint()),
          "delete it; it may be invisible");
    } catch (YamlEngineException e) {
      report(start(), "syntax", "not readable as YAML: " + e.getMessage(), "");
    }
    return Optional.empty();
  }

  private Node node(org.snakeyaml.engine.v2.nodes.Node node) {
    Place place = node.getStartMark().map(this::place).orElse(start());
    if (!seen.add(node)) {
      report(place, "alias", "this value is used again by an alias (*)", "write it out twice");
      return new Node.Scalar(place, "", Node.ScalarType.NULL, -1);
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(place, scalar);
    }
    if (node instanceof SequenceNode sequence) {
      return new Node.Sequence(place, sequence.getValue().stream().map(this::node).toList());
    }
    return mapping(place, (MappingNode) node);
  }

  private static Node.Scalar scalar(Place place, ScalarNode scalar) {
    Node.ScalarType type =
        scalar.isPlain()
            ? TYPES.getOrDefault(scalar.getTag(), Node.ScalarType.STRING)
            : Node.ScalarType.STRING;
    int indent =
        switch (scalar.getScalarStyle()) {
          case PLAIN, JSON_SCALAR_STYLE -> 0;
          case SINGLE_QUOTED, DOUBLE_QUOTED -> 1;
          case LITERAL, FOLDED -> -1;
        };
    return new Node.Scalar(place, scalar.getValue(), type, indent);
  }

  private Node mapping(Place place, MappingNode mapping) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = node(tuple.getKeyNode());
      Node value = node(tuple.getValueNode());
      if (!(key instanceof Node.Scalar name)) {
        report(
            key.place(),
            "key",
            "a key must be a plain word, not " + key.kind(),
            YamlComplaint.QUOTES);
        continue;
      }
      Node.Entry first = entries.putIfAbsent(name.text(), new Node.Entry(name, value));
      if (first != null) {
        report(
            key.place(),
            "duplicate-key",
            "'" + name.text() + "' stands twice",
            "the first is in line " + first.key().place().line() + "; delete one of them");
      }
    }
    return new Node.Mapping(place, new ArrayList<>(entries.values()));
  }

  private Place start() {
    return new Place(file, 1, 1);
  }

  private Place place(Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Place place(String text, int codePoint) {
    int end = Math.min(codePoint, text.length());
    int line = (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    return new Place(file, line + 1, end - text.lastIndexOf('\n', Math.max(0, end - 1)));
  }

  private void report(Place place, String code, String message, String hint) {
    problems.add(Problem.at(place, code, message, hint));
  }
}
