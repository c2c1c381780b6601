package io.aftercall.mapping;

/**
 * How a field of a record must be written with care.
 *
 * @param write never {@link WriteMode#ALWAYS}
 * @param max longest text of the field in characters; {@link Integer#MAX_VALUE} when the file names
 *     none
 */
public record CarefulWrite(WriteMode write, int max) {}
