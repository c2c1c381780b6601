/**
 * When a field of a record may be written over what a system already holds: written in mappings,
 * heeded by destinations.
 *
 * <p>For other packages: {@code FieldWritePolicy}.
 */
package io.aftercall.mapping.write;
