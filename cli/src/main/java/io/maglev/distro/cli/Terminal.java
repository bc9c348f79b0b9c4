package io.maglev.distro.cli;

/** What a process knows of the terminal it may be attached to. Thread-safe. */
public interface Terminal {

  /** No terminal at all: output goes to files and pipes. */
  Terminal NONE =
      new Terminal() {
        @Override
        public boolean showsOut() {
          return false;
        }

        @Override
        public boolean showsErr() {
          return false;
        }

        @Override
        public Size size() {
          return Size.USUAL;
        }
      };

  /** Whether stdout is seen by a person. */
  boolean showsOut();

  /** Whether stderr is seen by a person. */
  boolean showsErr();

  /** The size as it is now; {@link Size#USUAL} if nobody knows. */
  Size size();

  /** A number of character cells, each at least 1. */
  record Size(int rows, int columns) {
    /** What terminals have had since there were any. */
    public static final Size USUAL = new Size(24, 80);
  }
}
