package io.loomctl.database;

import java.io.IOException;

/** Takes rows of COPY text, each with its line end, in the order in which the server sends them. */
@FunctionalInterface
public interface CopySink {

  void row(byte[] line) throws IOException;
}
