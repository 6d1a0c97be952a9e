package io.loomctl.exporter;

import io.loomctl.database.Database;
import io.loomctl.database.Session;
import io.loomctl.database.TransactionMode;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.snapshot.Content;
import io.loomctl.snapshot.RowBlock;
import io.loomctl.sql.Sql;
import io.loomctl.store.Draft;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tables read ahead by further connections that share the main one's view of the data, each into a
 * file of its own. Only tables that are taken whole: sets of keys live in temporary tables, which
 * other connections cannot see. The main connection reads whatever nobody has begun when its turn
 * comes.
 */
final class ParallelTables implements AutoCloseable {

  /** A table that was read ahead. */
  private record Spooled(Draft file, RowBlock.Summary summary) {}

  private final Database database;
  private final Path folder;
  private final AtomicBoolean stop;
  private final Queue<TableRows> waiting = new ConcurrentLinkedQueue<>();
  private final Map<TableName, CompletableFuture<Spooled>> begun = new ConcurrentHashMap<>();
  private final List<Thread> workers = new ArrayList<>();
  private final Queue<Draft> files = new ConcurrentLinkedQueue<>();

  private ParallelTables(Database database, Path folder, AtomicBoolean stop) {
    this.database = database;
    this.folder = folder;
    this.stop = stop;
  }

  /**
   * Starts reading ahead.
   *
   * @param workers the number of further connections
   * @param folder where the files go
   */
  static ParallelTables start(
      Database database,
      Session main,
      List<TableRows> tables,
      int workers,
      Path folder,
      AtomicBoolean stop) {
    ParallelTables parallel = new ParallelTables(database, folder, stop);
    if (workers > 0) {
      tables.stream()
          .filter(rows -> rows.table().whole())
          .sorted(Comparator.comparingLong((TableRows rows) -> -size(rows.table())))
          .forEach(parallel.waiting::add);
      String view = main.queryOne(Sql.of("SELECT pg_export_snapshot()"), row -> row.getString(1));
      for (int i = 0; i < Math.min(workers, parallel.waiting.size()); i++) {
        Thread worker = new Thread(() -> parallel.work(view), "loomctl-export-" + (i + 1));
        worker.start();
        parallel.workers.add(worker);
      }
    }
    return parallel;
  }

  private static long size(SelectedTable table) {
    return table.table().table().estimatedRows();
  }

  private void work(String view) {
    while (!stop.get() && !waiting.isEmpty()) {
      TableRows rows = waiting.poll();
      CompletableFuture<Spooled> result = new CompletableFuture<>();
      if (rows != null && begun.putIfAbsent(rows.table().name(), result) == null) {
        try {
          result.complete(spool(rows, view));
        } catch (IOException e) {
          result.completeExceptionally(new UncheckedIOException(e));
        } catch (RuntimeException | Error e) {
          // Thrown again by the main thread when the table's turn comes.
          result.completeExceptionally(e);
        }
      }
    }
  }

  private Spooled spool(TableRows rows, String view) throws IOException {
    Draft file = Draft.unnamed(folder);
    files.add(file);
    RowBlock.Summary summary =
        database.inTransaction(
            TransactionMode.READ_ONLY,
            Sql.of("SET TRANSACTION SNAPSHOT {}", Sql.literal(view)),
            session -> {
              rows.prepare(session);
              return rows.copy(session, file.stream());
            });
    return new Spooled(file, summary);
  }

  /** Writes the table's rows: those read ahead, or read now by the main connection. */
  RowBlock.Summary write(TableRows rows, Session main, OutputStream out) throws IOException {
    CompletableFuture<Spooled> mine = new CompletableFuture<>();
    CompletableFuture<Spooled> theirs = begun.putIfAbsent(rows.table().name(), mine);
    if (theirs == null) {
      return rows.copy(main, out);
    }
    try (Draft file = await(theirs, main).file()) {
      try (Content content = file.content().open()) {
        content.from(0, content.size()).transferTo(out);
      }
      return await(theirs, main).summary();
    }
  }

  /** Without the main connection others cannot share its view; its own failure says more then. */
  private static Spooled await(CompletableFuture<Spooled> result, Session main) throws IOException {
    try {
      return result.join();
    } catch (CompletionException e) {
      main.execute(Sql.of("SELECT 1"));
      throw rethrow(e.getCause());
    }
  }

  private static IOException rethrow(@Nullable Throwable cause) throws IOException {
    if (cause instanceof UncheckedIOException io && io.getCause() != null) {
      throw io.getCause();
    } else if (cause instanceof RuntimeException runtime) {
      throw runtime;
    } else if (cause instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException(cause);
  }

  @Override
  public void close() throws IOException {
    stop.set(true);
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    for (Draft file : files) {
      file.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
