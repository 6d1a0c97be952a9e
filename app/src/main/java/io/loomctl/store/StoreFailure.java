package io.loomctl.store;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What went wrong with a file, in plain words. */
public final class StoreFailure {

  /** Streams of {@code java.io} say the path and, in brackets, the reason. */
  private static final Pattern OPENED = Pattern.compile(".* \\(([^()]+)\\)", Pattern.DOTALL);

  private StoreFailure() {}

  /** A failure to write below a folder. */
  public static SnapshotException writing(IOException exception, Path file) {
    return new SnapshotException(problem(exception, file, "write"), exception);
  }

  /** A failure to read a file. */
  public static SnapshotException reading(IOException exception, Path file) {
    return new SnapshotException(problem(exception, file, "read"), exception);
  }

  static Problem problem(IOException exception, Path file, String verb) {
    Path place =
        exception instanceof FileSystemException named && named.getFile() != null
            ? Path.of(named.getFile())
            : file;
    return Problem.at(Where.file(place), "cannot " + verb + ": " + reason(exception))
        .hint(hint(exception, place));
  }

  private static @Nullable String hint(IOException exception, Path place) {
    if (isFull(exception)) {
      return "free some space, then run the command again";
    }
    boolean itself = exception instanceof FileAlreadyExistsException;
    for (Path way = itself ? place : place.getParent(); way != null; way = way.getParent()) {
      if (Files.isRegularFile(way)) {
        return "\"" + way + "\" is a file where a folder belongs: move it away, or write elsewhere";
      }
    }
    return null;
  }

  private static String reason(IOException exception) {
    if (isFull(exception)) {
      return "no space left on the disk";
    } else if (exception instanceof AccessDeniedException) {
      return "permission denied";
    } else if (exception instanceof FileAlreadyExistsException) {
      return "a file is in the way";
    } else if (exception instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if ("Is a directory".equals(exception.getMessage())) {
      return "it is a folder";
    }
    Matcher opened = OPENED.matcher(String.valueOf(exception.getMessage()));
    if (exception instanceof FileNotFoundException && opened.matches()) {
      return switch (opened.group(1)) {
        case "No such file or directory" -> "no such file or folder";
        case "Is a directory" -> "it is a folder";
        case "Permission denied" -> "permission denied";
        default -> opened.group(1);
      };
    }
    String reason =
        exception instanceof FileSystemException named ? named.getReason() : exception.getMessage();
    return reason == null ? exception.getClass().getSimpleName() : reason;
  }

  private static boolean isFull(IOException exception) {
    String message = String.valueOf(exception.getMessage());
    return message.contains("No space left")
        || message.contains("not enough space")
        || message.contains("quota");
  }
}
