package io.loomctl.database;

import java.io.IOException;

/** Gives rows of COPY text in pieces of any size. */
@FunctionalInterface
public interface CopySource {

  /** Takes the next piece. */
  @FunctionalInterface
  interface Pieces {

    /**
     * Takes the first bytes of an array.
     *
     * @param length how many; the array may be used again afterwards
     */
    void accept(byte[] content, int length) throws IOException;
  }

  void writeTo(Pieces pieces) throws IOException;
}
