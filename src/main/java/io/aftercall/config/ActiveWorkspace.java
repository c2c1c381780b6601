package io.aftercall.config;

import java.util.function.Supplier;

/** The files that serve; others from one moment to the next. */
@FunctionalInterface
public interface ActiveWorkspace extends Supplier<Workspace> {}
