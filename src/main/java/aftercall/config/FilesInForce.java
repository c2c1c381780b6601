package aftercall.config;

import java.util.function.Supplier;

/** The files that serve; others from one moment to the next. */
@FunctionalInterface
public interface FilesInForce extends Supplier<Workspace> {}
