/**
 * Reads {@code config/} and {@code routes/} into immutable, checked sets; every {@link
 * aftercall.config.Problem} has file, line, column and hint.
 *
 * <p>Doors: {@link aftercall.config.Workspace} (the files as they are), {@link
 * aftercall.config.Sources} (who may send us calls), {@link aftercall.config.YamlReader} and {@link
 * aftercall.config.Form} (a YAML text with positions, read field by field).
 */
package aftercall.config;
