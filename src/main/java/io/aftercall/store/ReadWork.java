package io.aftercall.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A question to the database, on a connection that cannot write. */
@FunctionalInterface
public interface ReadWork<T> {
  T from(JdbcClient db);
}
