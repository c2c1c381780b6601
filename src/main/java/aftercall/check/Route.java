package aftercall.check;

import aftercall.config.Folder;
import aftercall.config.Node;
import aftercall.config.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A route, or whatever else stands at the top of a route file, with everything in it that others
 * must know. Parts are in the order of the file.
 */
final class Route {
  private final Folder folder;
  private final Place place;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final List<Expression> expressions = new ArrayList<>();
  private final List<Node.Scalar> steps = new ArrayList<>();
  private Node.Scalar id;

  /**
   * @param language where its name stands, or what it is called by
   * @param text null when it is not written as one text
   */
  record Expression(Node.Scalar language, Node.Scalar text) {}

  Route(Folder folder, Place place) {
    this.folder = folder;
    this.place = place;
  }

  void id(Node.Scalar written) {
    id = written;
  }

  void add(Endpoint endpoint) {
    endpoints.add(endpoint);
  }

  void add(Expression expression) {
    expressions.add(expression);
  }

  void step(Node.Scalar name) {
    steps.add(name);
  }

  Folder folder() {
    return folder;
  }

  Place place() {
    return place;
  }

  Optional<Node.Scalar> id() {
    return Optional.ofNullable(id);
  }

  Optional<Endpoint> from() {
    return endpoints.stream().filter(Endpoint::consumer).findFirst();
  }

  /** Where it sends to. */
  List<Endpoint> to() {
    return endpoints.stream().filter(endpoint -> !endpoint.consumer()).toList();
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  List<Expression> expressions() {
    return expressions;
  }

  List<Node.Scalar> steps() {
    return steps;
  }
}
