package io.aftercall.camel.dev;

/** {@code mapping:} without mapping files: the body passes unchanged. */
public final class MappingStandIn extends StandInComponent {}
