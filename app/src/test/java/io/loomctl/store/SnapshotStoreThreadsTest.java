package io.loomctl.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.snapshot.SnapshotFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreThreadsTest {

  private static final int THREADS = 16;

  @Test
  @Timeout(60)
  void sixteenExportsAtOnceMakeSixteenVersionsAndLoseNone(@TempDir Path folder) throws Exception {
    Snapshots snapshots = new Snapshots(folder.resolve("snapshots"));
    List<StoredSnapshot> published = publishAtOnce(snapshots);
    List<Integer> all = IntStream.rangeClosed(1, THREADS).boxed().toList();
    assertThat(published.stream().map(StoredSnapshot::version).sorted()).isEqualTo(all);
    assertThat(snapshots.versions()).isEqualTo(all);
    assertThat(snapshots.problems()).isEmpty();
    Set<String> checksums = new TreeSet<>();
    for (StoredSnapshot snapshot : published) {
      SnapshotFile file = SnapshotFile.open(snapshots.file(snapshot.version()));
      assertThat(StoredSnapshot.of(file, file.path())).isEqualTo(snapshot);
      checksums.add(snapshot.sha256());
    }
    assertThat(checksums).hasSize(THREADS);
    assertThat(Files.readSymbolicLink(snapshots.pointer()))
        .isEqualTo(Path.of("general_v16_2026-03-01.sql"));
    assertThat(snapshots.files()).hasSize(THREADS + 5);
    assertThat(Manifest.read(snapshots.manifest()))
        .isEqualTo(snapshots.store().content().scenarios());
    String manifest = snapshots.manifestText();
    Files.delete(snapshots.manifest());
    snapshots.publish(row(published, THREADS));
    assertThat(snapshots.manifestText()).isEqualTo(manifest);
  }

  @Test
  @Timeout(60)
  void anAuditSeesNothingWrongWhileExportsArePublished(@TempDir Path folder) throws Exception {
    Snapshots snapshots = new Snapshots(folder.resolve("snapshots"));
    snapshots.publish("1\tfirst");
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> publishing =
          pool.submit(
              () -> {
                for (int i = 0; i < THREADS; i++) {
                  snapshots.publish("1\trow " + i);
                }
                return snapshots.publish("1\tlast");
              });
      while (!publishing.isDone()) {
        FolderAudit.Result audit = snapshots.store().audit(Optional.empty());
        assertThat(audit.manifest()).isEmpty();
        assertThat(audit.pointers()).isEmpty();
      }
      assertThat(publishing.get()).isEqualTo(THREADS + 2);
    } finally {
      pool.shutdownNow();
    }
  }

  /** The row of the thread that made the version. */
  private static String row(List<StoredSnapshot> published, int version) {
    return IntStream.range(0, THREADS)
        .filter(thread -> published.get(thread).version() == version)
        .mapToObj(thread -> "1\tthread " + thread)
        .findFirst()
        .orElseThrow();
  }

  private static List<StoredSnapshot> publishAtOnce(Snapshots snapshots) throws Exception {
    CyclicBarrier ready = new CyclicBarrier(THREADS);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<StoredSnapshot>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String row = "1\tthread " + thread;
        running.add(
            pool.submit(
                () -> {
                  ready.await();
                  return snapshots.publish(Snapshots.GENERAL, false, row).snapshot();
                }));
      }
      List<StoredSnapshot> published = new ArrayList<>();
      for (Future<StoredSnapshot> one : running) {
        published.add(one.get());
      }
      return published;
    } finally {
      pool.shutdownNow();
      assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
