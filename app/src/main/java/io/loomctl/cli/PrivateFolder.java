package io.loomctl.cli;

import io.loomctl.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder that only this user can read, made when it is first asked for; closing it
 * deletes it with everything in it.
 */
final class PrivateFolder implements AutoCloseable {

  private @Nullable Path folder;

  Path path() {
    if (folder == null) {
      folder = create();
    }
    return folder;
  }

  private static Path create() {
    try {
      return Files.createTempDirectory("loomctl-");
    } catch (IOException e) {
      throw StoreFailure.writing(e, Path.of(System.getProperty("java.io.tmpdir")));
    }
  }

  @Override
  public void close() {
    if (folder != null) {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> content = Files.walk(folder)) {
      List<Path> deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw StoreFailure.writing(e, folder);
    }
  }
}
