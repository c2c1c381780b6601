package io.aftercall.camel.dev;

/** {@code inbox:} without a journal: no call comes in, and what a route stores is only logged. */
public final class InboxStandIn extends StandInComponent {}
