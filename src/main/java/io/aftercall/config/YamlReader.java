package io.aftercall.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML 1.2 with positions. Syntax errors and repeated keys become problems, never exceptions. */
public final class YamlReader {
  private static final Map<Tag, YamlNode.ScalarType> TYPES =
      Map.of(
          Tag.INT, YamlNode.ScalarType.INTEGER,
          Tag.FLOAT, YamlNode.ScalarType.NUMBER,
          Tag.BOOL, YamlNode.ScalarType.BOOLEAN,
          Tag.NULL, YamlNode.ScalarType.NULL);

  /** Nothing people write is nested deeper, and what reads it goes down with it. */
  private static final int DEEPEST = 100;

  /** What looks at texts goes down with longer ones. */
  private static final int LONGEST_TEXT = 50_000;

  /** More of one file help nobody. */
  private static final int MOST_PROBLEMS = 100;

  private static final YamlCache READ_BEFORE = new YamlCache();
  private static final LongAdder PARSED = new LongAdder();

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
  public static Optional<YamlNode> read(String file, String text, List<Problem> problems) {
    BoundedParsing.of(file);
    // A check looks at a file from a dozen sides.
    YamlCache.Document document =
        READ_BEFORE.get(
            file,
            text,
            () -> {
              PARSED.increment();
              List<Problem> found = new ArrayList<>();
              Optional<YamlNode> root = new YamlReader(file, found).document(text);
              return new YamlCache.Document(root, List.copyOf(found));
            });
    problems.addAll(document.problems());
    return document.root();
  }

  /** How many documents were parsed since the start, and not only found among those read before. */
  public static long parsed() {
    return PARSED.sum();
  }

  /**
   * Parses without recursion, so it can say that a document is too deep, or holds itself, before
   * others go down or round for ever.
   */
  private static final class BoundedParser implements Parser {
    private final Parser parser;

    /** Anchors of the collections that are open; an empty text where there is none. */
    private final Deque<String> open = new ArrayDeque<>();

    BoundedParser(LoadSettings settings, String text) {
      parser = new ParserImpl(settings, new StreamReader(settings, text));
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
      return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
      return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
      return parser.hasNext();
    }

    @Override
    public Event next() {
      Event event = parser.next();
      if (event instanceof CollectionStartEvent start) {
        open.push(start.getAnchor().map(Anchor::getValue).orElse(""));
        if (open.size() > DEEPEST) {
          throw new UnusableException(
              event, "too-deep", "the file is nested deeper than " + DEEPEST + " levels");
        }
      } else if (event instanceof CollectionEndEvent) {
        open.pop();
      } else if (event instanceof AliasEvent alias && open.contains(alias.getAlias().getValue())) {
        throw new UnusableException(event, "alias", "what this alias (*) names holds the alias");
      }
      return event;
    }
  }

  private static final class UnusableException extends YamlEngineException {
    private static final long serialVersionUID = 1L;
    private final transient Optional<Mark> mark;
    private final String code;

    UnusableException(Event event, String code, String message) {
      super(message);
      mark = event.getStartMark();
      this.code = code;
    }
  }

  private Optional<YamlNode> document(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(true)
            .build();
    try {
      Optional<YamlNode> document =
          new Composer(settings, new BoundedParser(settings, text)).getSingleNode().map(this::node);
      if (document.isEmpty()) {
        report(
            SourceLocation.of(file), "empty-file", "the file says nothing", "delete it or fill it");
      }
      return document;
    } catch (MarkedYamlEngineException e) {
      YamlSyntaxProblem complaint = YamlSyntaxProblem.of(e);
      SourceLocation sourceLocation = complaint.mark().map(this::place).orElse(start());
      report(sourceLocation, "syntax", complaint.message(), complaint.hint());
    } catch (ReaderException e) {
      report(
          place(text, e.getPosition()),
          "syntax",
          "the character U+%04X is not allowed here".formatted(e.getCodePoint()),
          "delete it; it may be invisible");
    } catch (UnusableException e) {
      report(
          e.mark.map(this::place).orElse(start()), e.code, e.getMessage(), "write it out, flatter");
    } catch (YamlEngineException e) {
      report(start(), "syntax", "not readable as YAML: " + e.getMessage(), "");
    } catch (StackOverflowError e) {
      report(start(), "too-deep", "the file is nested too deep", "write it flatter");
    }
    return Optional.empty();
  }

  private YamlNode node(org.snakeyaml.engine.v2.nodes.Node node) {
    SourceLocation sourceLocation = node.getStartMark().map(this::place).orElse(start());
    if (!seen.add(node)) {
      report(
          sourceLocation,
          "alias",
          "this value is used again by an alias (*)",
          "write it out twice");
      return new YamlNode.Scalar(sourceLocation, "", YamlNode.ScalarType.NULL, -1);
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(sourceLocation, scalar);
    }
    if (node instanceof SequenceNode sequence) {
      return new YamlNode.Sequence(
          sourceLocation, sequence.getValue().stream().map(this::node).toList());
    }
    return mapping(sourceLocation, (MappingNode) node);
  }

  private YamlNode.Scalar scalar(SourceLocation sourceLocation, ScalarNode scalar) {
    if (scalar.getValue().length() > LONGEST_TEXT) {
      report(
          sourceLocation,
          "too-long",
          "this text has more than " + LONGEST_TEXT + " letters",
          "make it shorter");
      return new YamlNode.Scalar(sourceLocation, "", YamlNode.ScalarType.STRING, -1);
    }
    YamlNode.ScalarType type =
        scalar.isPlain()
            ? TYPES.getOrDefault(scalar.getTag(), YamlNode.ScalarType.STRING)
            : YamlNode.ScalarType.STRING;
    int indent =
        switch (scalar.getScalarStyle()) {
          case PLAIN, JSON_SCALAR_STYLE -> 0;
          case SINGLE_QUOTED, DOUBLE_QUOTED -> 1;
          case LITERAL, FOLDED -> -1;
        };
    return new YamlNode.Scalar(sourceLocation, scalar.getValue(), type, indent);
  }

  private YamlNode mapping(SourceLocation sourceLocation, MappingNode mapping) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      YamlNode key = node(tuple.getKeyNode());
      YamlNode value = node(tuple.getValueNode());
      if (!(key instanceof YamlNode.Scalar name)) {
        report(
            key.place(),
            "key",
            "a key must be a plain word, not " + key.kind(),
            YamlSyntaxProblem.QUOTES);
        continue;
      }
      YamlNode.Entry first = entries.putIfAbsent(name.text(), new YamlNode.Entry(name, value));
      if (first != null) {
        report(
            key.place(),
            "duplicate-key",
            "'" + name.text() + "' stands twice",
            "the first is in line " + first.key().place().line() + "; delete one of them");
      }
    }
    return new YamlNode.Mapping(sourceLocation, new ArrayList<>(entries.values()));
  }

  private SourceLocation start() {
    return new SourceLocation(file, 1, 1);
  }

  private SourceLocation place(Mark mark) {
    return new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private SourceLocation place(String text, int codePoint) {
    int end = Math.min(codePoint, text.length());
    int line = (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    return new SourceLocation(file, line + 1, end - text.lastIndexOf('\n', Math.max(0, end - 1)));
  }

  private void report(SourceLocation sourceLocation, String code, String message, String hint) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(Problem.at(sourceLocation, code, message, hint));
    }
  }
}
