package io.aftercall.backup;

/** Why nothing was copied or put back, in a sentence for the person who asked. */
public final class BackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Kind kind;

  /** Whose turn it is. */
  public enum Kind {
    /** The file that was named is at fault. */
    ARCHIVE,
    /** A service runs, or something is away: again later. */
    BUSY,
    /** Something is missing on this machine. */
    SETUP
  }

  BackupException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
