/**
 * Reads dates, times, numbers, phone numbers, names and yes or no as people say them, with the
 * words of each language as resources.
 *
 * <p>For other packages: {@code SpokenDates}, {@code SpokenNumbers}, {@code SpokenYesNo}, {@code
 * Placeholders} and {@code CallMoment}; every value is known, kept as words, or declined.
 */
package io.aftercall.call.text;
