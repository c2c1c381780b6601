/**
 * Reads {@code config/} and {@code routes/} into immutable, checked values; every {@code Problem}
 * has file, line, column and hint.
 *
 * <p>For other packages: {@code Workspace} (the files as they are), {@code Sources} (who may send
 * calls), {@code YamlReader} and {@code YamlObjectReader} (YAML with positions, read field by
 * field).
 */
package io.aftercall.config;
