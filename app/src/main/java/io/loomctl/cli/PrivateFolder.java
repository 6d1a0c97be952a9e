package io.loomctl.cli;

import io.loomctl.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that only this user can read; closing it deletes it with everything in it. */
record PrivateFolder(Path path) implements AutoCloseable {

  static PrivateFolder create() {
    try {
      return new PrivateFolder(Files.createTempDirectory("loomctl-"));
    } catch (IOException e) {
      throw StoreFailure.writing(e, Path.of(System.getProperty("java.io.tmpdir")));
    }
  }

  @Override
  public void close() {
    try (Stream<Path> content = Files.walk(path)) {
      List<Path> deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw StoreFailure.writing(e, path);
    }
  }
}
