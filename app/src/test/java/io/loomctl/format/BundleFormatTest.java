package io.loomctl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loomctl.failure.SnapshotException;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.SampleSnapshots;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.testing.Forgery;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The form as a tar: what is in it, and that no other tar passes for it. */
class BundleFormatTest {

  private static final TableHeader TEAM =
      SampleSnapshots.table("team", "name: text!", "n: integer");
  private static final ZipEncoding ASCII = ZipEncodingHelper.getZipEncoding("US-ASCII");
  private static final String NOTES = "tables/001_public.notes.copy";
  private static final String TEAM_ROWS = "tables/002_public.team.copy";

  @TempDir Path folder;

  private Path snapshot;
  private byte[] bundle;
  private List<Entry> entries;

  /** An entry as it goes into a tar. */
  private record Entry(TarArchiveEntry header, String content) {

    static Entry file(String name, String content) {
      TarArchiveEntry header = new TarArchiveEntry(name, true);
      header.setSize(content.length());
      return new Entry(header, content);
    }

    static Entry of(String name, byte type, String link) {
      TarArchiveEntry header = new TarArchiveEntry(name, type, true);
      header.setLinkName(link);
      header.setSize(0);
      return new Entry(header, "");
    }
  }

  @BeforeEach
  void setUp() throws IOException {
    snapshot = folder.resolve("s.sql");
    SnapshotHeader header = SampleSnapshots.header("general", 3, SampleSnapshots.NOTES, TEAM);
    SampleSnapshots.file(
        snapshot, header, List.of(List.of("1\tHome", "2\tÜber \\n", "3\t\\N"), List.of("a\t1")));
    bundle = form().write(snapshot);
    entries = new ArrayList<>();
    entries.add(Entry.file("index.json", content("index.json")));
    entries.add(Entry.file(NOTES, content(NOTES)));
    entries.add(Entry.file(TEAM_ROWS, content(TEAM_ROWS)));
  }

  private FormTrial form() {
    return new FormTrial(new BundleFormat(), folder);
  }

  /** What is in an entry of the bundle, found by the format's description alone. */
  private String content(String name) {
    for (int at = 0; at < bundle.length; ) {
      String found = FormTrial.latin(Arrays.copyOfRange(bundle, at, at + 100)).replace("\0", "");
      int size =
          Integer.parseInt(FormTrial.latin(Arrays.copyOfRange(bundle, at + 124, at + 135)), 8);
      if (found.equals(name)) {
        return FormTrial.latin(Arrays.copyOfRange(bundle, at + 512, at + 512 + size));
      }
      at += 512 + (size + 511) / 512 * 512;
    }
    throw new AssertionError(name);
  }

  @Test
  void aBundleHoldsTheRowsAsTheyAreAndAnIndex() throws Exception {
    assertThat(content(NOTES))
        .isEqualTo(
            FormTrial.latin("1\tHome\n2\tÜber \\n\n3\t\\N\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(content("index.json").lines())
        .hasSize(10)
        .contains("{", "\"format\": 1,", "\"files\": [", "]", "}")
        .anyMatch(line -> line.startsWith("{\"name\":\"" + NOTES + "\",\"table\":\"public.notes\""))
        .anyMatch(line -> line.startsWith("\"header\": {\"scenario\":\"general\""))
        .contains(
            "\"statements\": {\"before\":[],\"deletion\":[],\"after\":[\"%s\"]},"
                .formatted(SampleSnapshots.SEQUENCE.sql().text().replace("\"", "\\\"")));
    assertThat(form().read(bundle).sql()).isEqualTo(FormTrial.sql(snapshot));
    assertThat(form().write(snapshot)).isEqualTo(bundle);
    assertThat(form().read(tar(entries)).sql()).isEqualTo(FormTrial.sql(snapshot));
  }

  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd, tables/001_public.------etc-passwd.copy",
    "/etc/passwd, tables/001_public.-etc-passwd.copy",
    "UPPER Case\", tables/001_public.UPPER-Case-.copy",
    "größe, tables/001_public.gr--e.copy",
    "'a\nb\u001b[0m', tables/001_public.a-b--0m.copy",
    "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg,"
        + " tables/001_public.aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeefff.copy"
  })
  void aTableGivesAFileASafeName(String table, String name) throws Exception {
    SnapshotHeader header =
        SampleSnapshots.header("general", 3, SampleSnapshots.table(table, "id: text!"));
    SampleSnapshots.file(snapshot, header, List.of(List.of("x")));
    bundle = form().write(snapshot);
    assertThat(content(name)).isEqualTo("x\n");
    assertThat(form().read(bundle).sql()).isEqualTo(FormTrial.sql(snapshot));
  }

  @Test
  void theTarProgramOpensItAndWhatItPacksAgainIsRead() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/tar")), "skipped: there is no /bin/tar");
    Path file = Files.write(folder.resolve("b.tar"), bundle);
    Path out = Files.createDirectory(folder.resolve("out"));
    assertThat(run("/bin/tar", "tf", file.toString()))
        .isEqualTo("index.json\n" + NOTES + "\n" + TEAM_ROWS + "\n");
    run("/bin/tar", "xf", file.toString(), "-C", out.toString());
    assertThat(Files.readString(out.resolve(NOTES))).isEqualTo("1\tHome\n2\tÜber \\n\n3\t\\N\n");
    for (String format : List.of("ustar", "gnu")) {
      Path again = folder.resolve(format);
      run(
          "/bin/tar",
          "cf",
          again.toString(),
          "--format=" + format,
          "-C",
          out.toString(),
          "index.json",
          NOTES,
          TEAM_ROWS);
      assertThat(form().read(Files.readAllBytes(again)).sql()).isEqualTo(FormTrial.sql(snapshot));
    }
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  static List<String> names() {
    return List.of(
        "../../etc/passwd",
        "/etc/passwd",
        "/" + NOTES,
        "./" + NOTES,
        "tables/../" + NOTES,
        "tables//001_public.notes.copy",
        "tables\\001_public.notes.copy",
        "C:\\" + NOTES,
        "TABLES/001_public.notes.copy",
        NOTES + "/",
        NOTES + " ",
        NOTES + "\n",
        NOTES.substring(1),
        "index.json",
        TEAM_ROWS,
        "x".repeat(99));
  }

  @ParameterizedTest
  @MethodSource("names")
  void anEntryOfAnotherNameIsRefused(String name) throws IOException {
    Entry other = Entry.file(name, content(NOTES));
    assertThat(refusal(tar(List.of(entries.get(0), other, entries.get(2))))).contains("the bundle");
    assertThat(refusal(tar(List.of(entries.get(0), other, entries.get(1), entries.get(2)))))
        .contains("the bundle");
    assertThat(refusal(tar(List.of(other, entries.get(0), entries.get(1), entries.get(2)))))
        .contains("the bundle");
    assertThat(refusal(tar(List.of(entries.get(0), entries.get(1), entries.get(2), other))))
        .isEqualTo("the bundle goes on behind its last entry " + TEAM_ROWS);
  }

  @ParameterizedTest
  @CsvSource({
    "1, a hard link",
    "2, a symbolic link",
    "3, a device",
    "4, a device",
    "5, a folder",
    "6, a pipe",
    "7, something unknown",
    "S, a sparse file",
    "x, an extended header",
    "g, an extended header",
    "L, a long name",
    "K, a long name",
    "V, something unknown"
  })
  void anEntryThatIsNoPlainFileIsRefused(char type, String kind) throws IOException {
    for (int place = 0; place < 3; place++) {
      String name = entries.get(place).header().getName();
      Entry other = Entry.of(name, (byte) type, "/etc/passwd");
      List<Entry> instead = new ArrayList<>(entries);
      instead.set(place, other);
      List<Entry> before = new ArrayList<>(entries);
      before.add(place, other);
      for (List<Entry> changed : List.of(instead, before)) {
        assertThat(refusal(tar(changed)))
            .startsWith("the bundle's entry \"" + name)
            .endsWith("is " + kind + ", not a plain file");
      }
    }
  }

  @Test
  void extendedHeadersThatOverruleNamesAndSizesAreRefused() throws IOException {
    String records =
        "19 size=9999999999\n25 path=../../etc/passwd\n30 GNU.sparse.realsize=999999\n";
    for (char type : new char[] {'x', 'g'}) {
      TarArchiveEntry header = new TarArchiveEntry("PaxHeaders/1", (byte) type, true);
      header.setSize(records.length());
      List<Entry> changed = new ArrayList<>(entries);
      changed.add(1, new Entry(header, records));
      assertThat(refusal(tar(changed)))
          .isEqualTo("the bundle's entry \"PaxHeaders/1\" is an extended header, not a plain file");
    }
  }

  @Test
  void sizesHaveToBeThoseOfTheIndex() throws IOException {
    for (long size : new long[] {0, 1, content(NOTES).length() - 1, 1L << 33, Long.MAX_VALUE}) {
      byte[] changed = withSize(1, size);
      assertThat(refusal(changed))
          .isEqualTo(
              "the bundle's entry %s has %s bytes, not %s"
                  .formatted(NOTES, size, content(NOTES).length()));
    }
    assertThat(refusal(withSize(0, 1L << 40))).contains("1099511627776 bytes: that is too long");
    assertThat(refusal(withSize(0, 64 << 20))).contains("the bundle is cut off in its entry index");
    assertThat(refusal(withSize(1, -1))).contains("the bundle is damaged");
  }

  /** The tar with another size in the header of an entry, whose checksum fits. */
  private byte[] withSize(int entry, long size) throws IOException {
    TarArchiveEntry header = new TarArchiveEntry(entries.get(entry).header().getName());
    header.setSize(Math.max(size, 0));
    byte[] block = new byte[512];
    header.writeEntryHeader(block, ASCII, true);
    if (size < 0) {
      Arrays.fill(block, 124, 136, (byte) 0xff);
      int sum = 0;
      Arrays.fill(block, 148, 156, (byte) ' ');
      for (byte b : block) {
        sum += b & 0xff;
      }
      byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(digits, 0, block, 148, digits.length);
    }
    byte[] tar = tar(entries);
    int at = 0;
    for (int i = 0; i < entry; i++) {
      at += 512 + (entries.get(i).content().length() + 511) / 512 * 512;
    }
    System.arraycopy(block, 0, tar, at, block.length);
    return tar;
  }

  @Test
  void filesOfMoreThanEightGibibytesHaveHeadersThatAreRead() throws Exception {
    TarArchiveEntry header = new TarArchiveEntry("a");
    header.setSize(9L << 30);
    byte[] block = new byte[512];
    header.writeEntryHeader(block, ASCII, true);
    new TarInput(new ByteArrayInputStream(block)).next("a", 9L << 30);
  }

  static List<String> changes() {
    return List.of(
        "\"format\": 1|\"format\": 2",
        "\"format\": 1|\"format\": \"1\"",
        "\"format\": 1,|",
        "\"format\": 1,|\"format\": 1, \"format\": 1,",
        "\"format\": 1|\"format\":  1",
        "\"format\": 1,|\"format\": 1,\n\"other\": 1,",
        "{\n|[\n",
        "\"after\":[|\"after\":[\"DROP TABLE x\",",
        "\"before\":[|\"before\":[\"DROP TABLE x\"",
        "\"before\":[|\"before\":[\"SELECT pg_sleep(9)\"",
        "\"before\":[|\"before\":[\"DELETE FROM x\"",
        "\"before\":[|\"before\":[7",
        "\"deletion\":[|\"deletion\":[\"DELETE FROM x; DROP TABLE x\"",
        "\"deletion\":[|\"deletion\":[\"DELETE FROM x;\\nDROP TABLE x\"",
        "\"deletion\":[|\"deletion\":[\"DROP TABLE x\"",
        "\"deletion\":[|\"deletion\":[\"\\\\! touch x\"",
        "\"deletion\":[|\"deletion\":[\"DELETE FROM x\", \"DELETE FROM y\"",
        "\"name\":\"" + NOTES + "\"|\"name\":\"../../etc/passwd\"",
        "\"name\":\"" + NOTES + "\"|\"name\":\"" + TEAM_ROWS + "\"",
        "\"table\":\"public.notes\"|\"table\":\"public.team\"",
        "\"table\":\"public.notes\"|\"table\":\"pg_catalog.pg_authid\"",
        "\"rows\":3,|\"rows\":4,",
        "\"rows\":3,|\"rows\":-3,",
        "\"required\":0|\"required\":-1",
        "\"bytes\":|\"bytes\":1",
        "\"bytes\":|\"bytes\":9223372036854775807,\"x\":",
        "\"scenario\":\"general\"|\"scenario\":\"../../etc\"",
        "\"scenario\":\"general\"|\"scenario\":\"other\"",
        "\"name\":\"public.notes\"|\"name\":\"public.team\"",
        "\"name\":\"public.notes\"|\"name\":\"public.\\\"a\\u0000\\\"\"",
        "\"name\":\"public.notes\"|\"name\":\"public.\\\"a\\ud800\\\"\"",
        "\"name\":\"body\"|\"name\":\"id\"",
        "\"name\":\"body\"|\"name\":\"bo\\u0000dy\"",
        "\"columns\":[|\"columns\":[[",
        "\"files\": [|\"files\": [\n],\n\"files\": [",
        "\"params\":{|\"params\":" + "{\"a\":".repeat(5000),
        "\n]\n}\n|\n]\n}\n{}\n",
        "\n]\n}\n|\n]\n}",
        "{\n|{\n\n",
        "{\n|\u00fe\u00ff{\n");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void anIndexThatLoomctlDoesNotWriteIsRefused(String change) throws IOException {
    String from = change.substring(0, change.indexOf('|'));
    String to = change.substring(change.indexOf('|') + 1);
    String index = entries.get(0).content();
    assertThat(index).contains(from);
    int at = index.indexOf(from);
    String changed = index.substring(0, at) + to + index.substring(at + from.length());
    entries.set(0, Entry.file("index.json", changed));
    assertThat(refusal(tar(entries))).isNotEmpty();
  }

  @Test
  void whatIsWrongWithAnIndexIsSaid() throws IOException {
    assertThat(refusalOf("\"format\": 1", "\"format\": 2"))
        .isEqualTo(
            "the bundle's index.json makes no sense: it has format 2; this loomctl reads format 1");
    assertThat(refusalOf("\"after\":[", "\"after\":[\"DROP TABLE x\","))
        .isEqualTo(
            "the bundle's index.json makes no sense: \"DROP TABLE x\" is a statement that loomctl"
                + " does not write there");
    assertThat(refusalOf("\"scenario\":\"general\"", "\"scenario\":\"other\""))
        .isEqualTo("the snapshot was changed: its checksum differs");
  }

  private String refusalOf(String from, String to) throws IOException {
    List<Entry> changed = new ArrayList<>(entries);
    changed.set(0, Entry.file("index.json", entries.get(0).content().replace(from, to)));
    return refusal(tar(changed));
  }

  @Test
  void otherRowsAreFoundByTheirChecksum() throws IOException {
    entries.set(1, Entry.file(NOTES, content(NOTES).replace("Home", "Hope")));
    assertThat(refusal(tar(entries)))
        .isEqualTo("the rows of public.notes were changed: their checksum differs");
  }

  @Test
  void whatComesBehindTheEndIsRefused() throws Exception {
    String last = "the bundle goes on behind its last entry " + TEAM_ROWS;
    assertThat(refusal(concat(bundle, new byte[511], new byte[] {1}))).isEqualTo(last);
    assertThat(refusal(concat(bundle, bundle))).isEqualTo(last);
    assertThat(refusal(concat(bundle, new byte[] {0}))).isEqualTo("the bundle is cut off");
    assertThat(refusal(concat(bundle, new byte[2 << 20]))).isEqualTo(last);
    assertThat(form().read(concat(bundle, new byte[10240])).sql())
        .isEqualTo(FormTrial.sql(snapshot));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** What fills the last records of a tar may be missing, as long as it ends. */
  @Test
  void aBundleThatIsCutOffAnywhereIsRefused() throws Exception {
    int end = end();
    for (int i = 0; i < 50; i++) {
      refusal(Arrays.copyOf(bundle, (int) ((long) end * i / 50)));
    }
    refusal(Arrays.copyOf(bundle, end));
    refusal(Arrays.copyOf(bundle, end + 512));
    refusal(Arrays.copyOf(bundle, end + 1023));
    assertThat(form().read(Arrays.copyOf(bundle, end + 1024)).sql())
        .isEqualTo(FormTrial.sql(snapshot));
  }

  /** Where the last entry ends. */
  private int end() {
    return entries.stream()
        .mapToInt(entry -> 512 + (entry.content().length() + 511) / 512 * 512)
        .sum();
  }

  /** The number of required rows is what no form of a snapshot has a checksum of. */
  @Test
  void aChangedByteIsRefused() throws IOException {
    Random random = new Random(20260301);
    String expected = FormTrial.sql(snapshot);
    int passed = 0;
    for (int i = 0; i < 200; i++) {
      byte[] changed = bundle.clone();
      changed[random.nextInt(end() + 1024)] ^= (byte) (1 + random.nextInt(255));
      try {
        assertThat(form().read(changed).sql().replaceAll("\"required\":\\d+", "\"required\":0"))
            .isEqualTo(expected);
        passed++;
      } catch (MalformedException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(passed).isLessThan(10);
  }

  /** Many bytes of rows that are one line, in a bundle that says so. */
  @Test
  void aLineThatDoesNotEndIsNotKept() throws IOException {
    long size = 256L << 20;
    entries.set(
        0,
        Entry.file(
            "index.json",
            content("index.json")
                .replace("\"bytes\":" + content(NOTES).length(), "\"bytes\":" + size)));
    byte[] start = tar(entries.subList(0, 1));
    byte[] header = new byte[512];
    entries.get(1).header().setSize(size);
    entries.get(1).header().writeEntryHeader(header, ASCII, true);
    System.arraycopy(header, 0, start, start.length - 1024, header.length);
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream(start, 0, start.length - 512), FormTrial.endless());
    long[] written = {0};
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            written[0]++;
          }

          @Override
          public void write(byte[] content, int from, int length) {
            written[0] += length;
          }
        };
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> new BundleFormat().read(in, out, folder.resolve("scratch")));
    assertThat(written[0]).isGreaterThan(size);
  }

  @Test
  void aDamagedSnapshotIsNotWritten() {
    Path statement =
        Forgery.of(snapshot).statements("COMMIT", "DROP TABLE x;\nCOMMIT").seal(snapshot);
    assertThatExceptionOfType(SnapshotException.class).isThrownBy(() -> form().write(statement));
  }

  @Test
  void onlyATarIsTakenForOne() {
    assertThat(Form.of(Arrays.copyOf(bundle, 512))).contains(Form.BUNDLE);
    assertThat(Form.of(Arrays.copyOf(bundle, 200))).isEmpty();
    assertThat(Form.of(new byte[512])).isEmpty();
  }

  private static byte[] tar(List<Entry> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      byte[] block = new byte[512];
      entry.header().writeEntryHeader(block, ASCII, true);
      out.writeBytes(block);
      out.writeBytes(FormTrial.latin(entry.content()));
      out.writeBytes(new byte[(512 - out.size() % 512) % 512]);
    }
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }

  private String refusal(byte[] changed) throws IOException {
    try {
      form().read(changed);
    } catch (MalformedException e) {
      return Objects.requireNonNull(e.getMessage());
    }
    throw new AssertionError("accepted");
  }
}
