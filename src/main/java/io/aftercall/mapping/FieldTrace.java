package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.mapping.write.FieldWritePolicy;

/**
 * How one field came to its value.
 *
 * @param field its path
 * @param source the expression that was present, "constant", "template", "default", or "" when
 *     nothing was
 * @param before what the source gave; null when nothing was there
 * @param after what the record holds; null when the field is left out
 * @param write when the destination takes it
 * @param why what happened on the way, or ""
 */
public record FieldTrace(
    String field,
    String source,
    JsonNode before,
    JsonNode after,
    FieldWritePolicy.Policy write,
    String why) {}
