/**
 * Finds mistakes in every file of {@code config/} and {@code routes/}, each by itself and with the
 * others, before they serve.
 *
 * <p>For other packages: {@code Linter}.
 */
package io.aftercall.lint;
