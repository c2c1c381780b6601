package io.aftercall.lint;

import io.aftercall.config.SourceLocation;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A route, or whatever else stands at the top of a route file, with everything in it that others
 * must know. Parts are in the order of the file.
 */
public final class RouteModel {
  private final WorkspaceFolder workspaceFolder;
  private final SourceLocation sourceLocation;
  private final List<EndpointRef> endpointRefs = new ArrayList<>();
  private final List<Expression> expressions = new ArrayList<>();
  private final List<YamlNode.Scalar> steps = new ArrayList<>();
  private YamlNode.Scalar id;

  /**
   * @param language where its name stands, or what it is called by
   * @param text null when it is not written as one text
   */
  record Expression(YamlNode.Scalar language, YamlNode.Scalar text) {}

  RouteModel(WorkspaceFolder workspaceFolder, SourceLocation sourceLocation) {
    this.workspaceFolder = workspaceFolder;
    this.sourceLocation = sourceLocation;
  }

  void id(YamlNode.Scalar written) {
    id = written;
  }

  void add(EndpointRef endpointRef) {
    endpointRefs.add(endpointRef);
  }

  void add(Expression expression) {
    expressions.add(expression);
  }

  void step(YamlNode.Scalar name) {
    steps.add(name);
  }

  public WorkspaceFolder folder() {
    return workspaceFolder;
  }

  SourceLocation place() {
    return sourceLocation;
  }

  Optional<YamlNode.Scalar> id() {
    return Optional.ofNullable(id);
  }

  Optional<EndpointRef> from() {
    return endpointRefs.stream().filter(EndpointRef::consumer).findFirst();
  }

  /** Where it sends to. */
  public List<EndpointRef> to() {
    return endpointRefs.stream().filter(endpointRef -> !endpointRef.consumer()).toList();
  }

  List<EndpointRef> endpoints() {
    return endpointRefs;
  }

  List<Expression> expressions() {
    return expressions;
  }

  List<YamlNode.Scalar> steps() {
    return steps;
  }
}
