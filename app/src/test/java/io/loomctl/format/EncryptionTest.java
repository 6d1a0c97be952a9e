package io.loomctl.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.UsageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is encrypted comes back, and the age program agrees. */
class EncryptionTest {

  /** What the age program was given for the test resources. */
  private static final String BY_AGE = "age wrote this\n";

  private static final String PASSPHRASE = "correct horse battery";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65535, 65536, 65537, 131072, 3_000_001})
  void aFileOfAnySizeComesBack(int size) {
    byte[] plain = AgeFiles.random(new Random(size), size);
    byte[] file = AgeFiles.encrypted(plain, AgeFiles.toKey());
    assertThat(Identities.begins(Arrays.copyOf(file, Identities.BEGINNING))).isTrue();
    assertThat(AgeFiles.decrypted(file, AgeFiles.key())).isEqualTo(plain);
  }

  @Test
  void whatIsWrittenInAnyPiecesComesBack() throws IOException {
    Random random = new Random(20261121);
    byte[] plain = AgeFiles.random(random, 400_000);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OutputStream out = AgeFiles.toKey().wrap(file)) {
      for (int at = 0; at < plain.length; ) {
        int length = Math.min(1 + random.nextInt(90_000), plain.length - at);
        out.write(plain, at, length);
        at += length;
        out.flush();
      }
      out.write(7);
    }
    try (InputStream in =
        AgeFiles.key().open(new ByteArrayInputStream(file.toByteArray()), "file.age")) {
      for (int at = 0; at < plain.length; ) {
        byte[] piece = in.readNBytes(Math.min(1 + random.nextInt(90_000), plain.length - at));
        assertThat(piece).isEqualTo(Arrays.copyOfRange(plain, at, at + piece.length));
        at += piece.length;
      }
      assertThat(in.read()).isEqualTo(7);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void eachRecipientOpensAFile() {
    List<Recipient> recipients = new ArrayList<>(Recipient.read(AgeFiles.STRANGER));
    recipients.addAll(Recipient.read(AgeFiles.MADE_BY_AGE.resolve("recipient.txt").toString()));
    byte[] file = AgeFiles.encrypted(new byte[] {1, 2, 3}, Encryption.to(recipients));
    assertThat(AgeFiles.decrypted(file, AgeFiles.key())).containsExactly(1, 2, 3);
  }

  @Test
  void aRecipientGivenTwiceIsWrittenOnce() {
    List<Recipient> recipients = new ArrayList<>(Recipient.read(AgeFiles.STRANGER));
    recipients.addAll(Recipient.read(AgeFiles.STRANGER));
    byte[] file = AgeFiles.encrypted(new byte[0], Encryption.to(recipients));
    assertThat(new String(file, StandardCharsets.ISO_8859_1).split("-> X25519 ", -1)).hasSize(2);
  }

  @Test
  void moreRecipientsThanAHeaderHoldsAreRefused() {
    List<Recipient> many = new ArrayList<>();
    for (int i = 0; i < 501; i++) {
      many.add(new Recipient("age1" + i));
    }
    assertThatThrownBy(() -> Encryption.to(many))
        .isInstanceOf(UsageException.class)
        .hasMessage("a file can be encrypted to 1 to 500 recipients, not 501");
  }

  @Test
  void noTwoFilesAreTheSame() {
    byte[] plain = new byte[1000];
    assertThat(AgeFiles.encrypted(plain, AgeFiles.toKey()))
        .isNotEqualTo(AgeFiles.encrypted(plain, AgeFiles.toKey()));
  }

  @Test
  void aPassphraseOpensAFileAndNoOtherDoes() {
    Encryption encryption =
        Encryption.with(Passphrase.of("Täglich grüßt".toCharArray()), AgeFiles.LITTLE_WORK);
    byte[] file = AgeFiles.encrypted(new byte[] {1, 2, 3}, encryption);
    assertThat(AgeFiles.decrypted(file, AgeFiles.passphrase("Täglich grüßt")))
        .containsExactly(1, 2, 3);
    assertThatThrownBy(() -> AgeFiles.decrypted(file, AgeFiles.passphrase("Täglich")))
        .isInstanceOf(SnapshotException.class)
        .hasMessage("file.age: the passphrase does not open this file");
  }

  @Test
  void aPassphraseIsAskedForOnlyWhenAFileNeedsIt() {
    byte[] toKey = AgeFiles.encrypted(new byte[] {1}, AgeFiles.toKey());
    List<Identity> keys = Identity.read(AgeFiles.MADE_BY_AGE.resolve("secret.txt").toString());
    Identities identities =
        new Identities(
            () -> keys,
            () -> {
              throw new AssertionError("asked for");
            });
    assertThat(AgeFiles.decrypted(toKey, identities)).containsExactly(1);
  }

  @Test
  void filesOfTheAgeProgramAreOpened() throws IOException {
    for (String name : List.of("to-key.age", "to-key-armored.age")) {
      byte[] file = Files.readAllBytes(AgeFiles.MADE_BY_AGE.resolve(name));
      assertThat(Identities.begins(Arrays.copyOf(file, Identities.BEGINNING))).isTrue();
      assertThat(AgeFiles.decrypted(file, AgeFiles.key())).isEqualTo(BY_AGE.getBytes(UTF_8));
    }
    byte[] file = Files.readAllBytes(AgeFiles.MADE_BY_AGE.resolve("passphrase.age"));
    assertThat(AgeFiles.decrypted(file, AgeFiles.passphrase(PASSPHRASE)))
        .isEqualTo(BY_AGE.getBytes(UTF_8));
  }

  @Test
  void theAgeProgramOpensOurFiles() throws Exception {
    assumeThat(Path.of("/usr/bin/age")).isExecutable();
    for (int size : new int[] {0, 1, 65536, 65537, 1_000_000}) {
      byte[] plain = AgeFiles.random(new Random(size), size);
      Path encrypted = folder.resolve("ours.age");
      Files.write(encrypted, AgeFiles.encrypted(plain, AgeFiles.toKey()));
      Process age =
          new ProcessBuilder("/usr/bin/age", "-d", "-i", secret(), encrypted.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(age.getInputStream().readAllBytes()).isEqualTo(plain);
      assertThat(age.waitFor()).isZero();
    }
  }

  /** It reads passphrases from a terminal only; {@code script} makes one. */
  @Test
  void theAgeProgramOpensOurFilesWithAPassphrase() throws Exception {
    assumeThat(Path.of("/usr/bin/age")).isExecutable();
    assumeThat(Path.of("/usr/bin/script")).isExecutable();
    Path encrypted = folder.resolve("ours.age");
    Path opened = folder.resolve("opened");
    Encryption encryption = Encryption.with(Passphrase.of(PASSPHRASE.toCharArray()));
    Files.write(encrypted, AgeFiles.encrypted(BY_AGE.getBytes(UTF_8), encryption));
    Process age =
        new ProcessBuilder(
                "/usr/bin/script",
                "--quiet",
                "--return",
                "--command",
                "/usr/bin/age -d -o " + opened + " " + encrypted,
                "/dev/null")
            .redirectErrorStream(true)
            .start();
    try (OutputStream in = age.getOutputStream()) {
      // Its prompt, so that the answer is not taken before the terminal's echo is off.
      StringBuilder prompt = new StringBuilder();
      while (prompt.indexOf("passphrase:") < 0) {
        prompt.append((char) age.getInputStream().read());
      }
      in.write((PASSPHRASE + "\n").getBytes(UTF_8));
      in.flush();
      assertThat(age.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(opened).hasContent(BY_AGE);
  }

  @Test
  void twoThreadsShareAPassphrase() throws Exception {
    byte[] file =
        AgeFiles.encrypted(
            new byte[] {1},
            Encryption.with(Passphrase.of(PASSPHRASE.toCharArray()), AgeFiles.LITTLE_WORK));
    Identities identities =
        new Identities(List::of, () -> Optional.of(Passphrase.of(PASSPHRASE.getBytes(UTF_8))));
    List<Thread> threads = new ArrayList<>();
    List<byte[]> results = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 4; i++) {
      threads.add(new Thread(() -> results.add(AgeFiles.decrypted(file, identities))));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(results).hasSize(4);
  }

  private static String secret() {
    return AgeFiles.MADE_BY_AGE.resolve("secret.txt").toString();
  }
}
