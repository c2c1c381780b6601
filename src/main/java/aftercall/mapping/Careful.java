package aftercall.mapping;

/**
 * How a field of a record must be written with care.
 *
 * @param write never {@link Write#ALWAYS}
 * @param max longest text of the field in characters; {@link Integer#MAX_VALUE} when the file names
 *     none
 */
public record Careful(Write write, int max) {}
