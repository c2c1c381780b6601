/**
 * When what was promised in a call is due: never earlier than said, never outside the campaign's
 * hours and days, never on a public holiday. Purely: values in, values out, no clock, no I/O.
 *
 * <p>For other packages: {@code PromiseRules} (the settings of a source), {@code WorkHours}, {@code
 * Holidays} and {@code Promise}.
 */
package io.aftercall.promise;
