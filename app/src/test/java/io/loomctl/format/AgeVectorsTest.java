package io.loomctl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.failure.SnapshotException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The test vectors of the age format: each is accepted or refused as its header says. */
class AgeVectorsTest {

  private static final Path FOLDER = AgeFiles.MADE_BY_AGE.resolve("vectors");

  /** Whoever finds damage early hands on less: nothing, or the first part, which vectors share. */
  private static final Set<String> PAYLOADS = new HashSet<>(Set.of(DigestUtils.sha256Hex("")));

  @TempDir Path folder;

  @BeforeAll
  static void collectWhatMayBeHandedOn() throws IOException {
    for (String name : vectors().toList()) {
      Optional.ofNullable(Vector.read(name).header.get("payload")).ifPresent(PAYLOADS::add);
    }
  }

  static Stream<String> vectors() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aVectorIsReadAsItsHeaderSays(String name) throws IOException {
    Vector vector = Vector.read(name);
    Identities identities = identities(vector.header);
    ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
    if (vector.expect().equals("success")) {
      AgeFiles.decrypt(vector.file, identities, handedOn);
      assertThat(sha256(handedOn)).isEqualTo(vector.header.get("payload"));
    } else {
      assertThatThrownBy(() -> AgeFiles.decrypt(vector.file, identities, handedOn))
          .isInstanceOf(SnapshotException.class);
      assertThat(sha256(handedOn)).isIn(PAYLOADS);
    }
  }

  private static String sha256(ByteArrayOutputStream bytes) {
    return DigestUtils.sha256Hex(bytes.toByteArray());
  }

  private static final class Vector {

    private final Map<String, String> header;
    private final byte[] file;

    Vector(Map<String, String> header, byte[] file) {
      this.header = header;
      this.file = file;
    }

    static Vector read(String name) throws IOException {
      byte[] content = Files.readAllBytes(FOLDER.resolve(name));
      String text = new String(content, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\n\n");
      Map<String, String> header = new HashMap<>();
      text.substring(0, end)
          .lines()
          .map(line -> line.split(": ", 2))
          .forEach(field -> header.put(field[0], field[1]));
      byte[] file = text.substring(end + 2).getBytes(StandardCharsets.ISO_8859_1);
      return new Vector(
          header,
          header.containsKey("compressed")
              ? new InflaterInputStream(new ByteArrayInputStream(file)).readAllBytes()
              : file);
    }

    String expect() {
      return Objects.requireNonNull(header.get("expect"));
    }
  }

  private Identities identities(Map<String, String> header) throws IOException {
    if (header.containsKey("passphrase")) {
      return AgeFiles.passphrase(Objects.requireNonNull(header.get("passphrase")));
    } else if (!header.containsKey("identity")) {
      return Identities.none();
    }
    Path secret = folder.resolve("secret.txt");
    Files.writeString(secret, header.get("identity"));
    List<Identity> keys = Identity.read(secret.toString());
    return new Identities(() -> keys, Optional::empty);
  }
}
