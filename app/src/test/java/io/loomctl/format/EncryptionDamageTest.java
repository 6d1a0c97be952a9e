package io.loomctl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.failure.SnapshotException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damage is always noticed, and nothing of a damaged part is handed on. */
class EncryptionDamageTest {

  private static final long SEED = 20261121;
  private static final int CHUNK = 1 << 16;
  private static final int TAG = 16;
  private static final int CHUNKS = 4;

  private final Random random = new Random(SEED);
  private final byte[] plain = AgeFiles.random(random, CHUNKS * CHUNK);
  private final byte[] file = AgeFiles.encrypted(plain, AgeFiles.toKey());
  private final int payload = file.length - CHUNKS * (CHUNK + TAG);
  private final Identities key = AgeFiles.key();

  /** How much of the plain text was in whole chunks before this place of the file. */
  private int before(int place) {
    return place < payload ? 0 : (place - payload) / (CHUNK + TAG) * CHUNK;
  }

  private void assertNoticed(byte[] damaged, int place, String what) {
    ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
    assertThatThrownBy(() -> AgeFiles.decrypt(damaged, key, handedOn))
        .as(what)
        .isInstanceOf(SnapshotException.class)
        .hasMessageStartingWith("file.age: ");
    byte[] intact = Arrays.copyOf(plain, handedOn.size());
    assertThat(handedOn.size()).as(what).isLessThanOrEqualTo(before(place));
    assertThat(handedOn.toByteArray()).as(what).isEqualTo(intact);
  }

  @Test
  void aFlippedBitAnywhereInTheHeaderIsNoticed() {
    for (int place = 0; place < payload; place++) {
      byte[] damaged = file.clone();
      damaged[place] ^= (byte) (1 << random.nextInt(8));
      assertNoticed(damaged, place, "seed " + SEED + ", bit flipped in byte " + place);
    }
  }

  @Test
  void aChangedByteAnywhereInTheContentIsNoticed() {
    for (int i = 0; i < 200; i++) {
      int place = payload + random.nextInt(file.length - payload);
      byte[] damaged = file.clone();
      damaged[place] ^= (byte) (1 + random.nextInt(255));
      assertNoticed(damaged, place, "seed " + SEED + ", byte " + place + " changed");
    }
  }

  @Test
  void aFileCutOffAnywhereIsNoticed() {
    for (int i = 0; i < 50; i++) {
      int place = random.nextInt(file.length);
      assertNoticed(Arrays.copyOf(file, place), place, "seed " + SEED + ", cut off at " + place);
    }
    for (int place = 0; place <= payload; place++) {
      assertNoticed(Arrays.copyOf(file, place), place, "cut off in the header, at " + place);
    }
  }

  @Test
  void aFileCutOffBetweenTwoPartsIsNoticed() {
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      int place = payload + chunk * (CHUNK + TAG);
      int last = Math.max(payload, place - (CHUNK + TAG));
      assertNoticed(Arrays.copyOf(file, place), last, "cut off after " + chunk + " parts");
    }
  }

  @Test
  void whatComesBehindTheEndIsNoticed() {
    int last = payload + (CHUNKS - 1) * (CHUNK + TAG);
    for (int length : new int[] {1, TAG, TAG + 1, CHUNK + TAG, 2 * CHUNK}) {
      byte[] longer = Arrays.copyOf(file, file.length + length);
      assertNoticed(longer, last, length + " bytes behind the end");
    }
    byte[] twice = Arrays.copyOf(file, 2 * file.length);
    System.arraycopy(file, 0, twice, file.length, file.length);
    assertNoticed(twice, last, "the file twice");
  }

  @Test
  void partsInAnotherOrderAreNoticed() {
    byte[] swapped = file.clone();
    int first = payload;
    int second = payload + CHUNK + TAG;
    System.arraycopy(file, second, swapped, first, CHUNK + TAG);
    System.arraycopy(file, first, swapped, second, CHUNK + TAG);
    assertNoticed(swapped, first, "parts 1 and 2 swapped");
  }

  @Test
  void whatWasNoticedOnceStaysSo() throws IOException {
    byte[] damaged = file.clone();
    damaged[payload + CHUNK + TAG] ^= 1;
    try (InputStream in = key.open(new ByteArrayInputStream(damaged), "file.age")) {
      byte[] buffer = new byte[1000];
      assertThatThrownBy(() -> in.transferTo(new ByteArrayOutputStream()))
          .isInstanceOf(SnapshotException.class);
      assertThatThrownBy(() -> in.read(buffer)).isInstanceOf(SnapshotException.class);
      assertThatThrownBy(in::read).isInstanceOf(SnapshotException.class);
      assertThat(buffer).containsOnly(0);
    }
  }

  @Test
  void damageToTheTextFormIsNoticed() throws IOException {
    byte[] text = Files.readAllBytes(AgeFiles.MADE_BY_AGE.resolve("to-key-armored.age"));
    int end = new String(text, StandardCharsets.US_ASCII).stripTrailing().length();
    for (int place = 0; place < end; place++) {
      byte[] damaged = text.clone();
      // Below 0x20 the format has the line end alone, which other line ends may stand for.
      damaged[place] ^= (byte) (1 << (1 + random.nextInt(3)));
      assertRefused(damaged, "seed " + SEED + ", byte " + place + " changed");
      assertRefused(Arrays.copyOf(text, place), "cut off at " + place);
    }
  }

  private void assertRefused(byte[] damaged, String what) {
    ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
    assertThatThrownBy(() -> AgeFiles.decrypt(damaged, key, handedOn))
        .as(what)
        .isInstanceOf(SnapshotException.class);
    assertThat(handedOn.size()).as(what).isZero();
  }

  @Test
  void damageToAFileWithAPassphraseIsNoticed() {
    byte[] with =
        AgeFiles.encrypted(
            new byte[100], Encryption.with(Passphrase.of("x".toCharArray()), AgeFiles.LITTLE_WORK));
    Identities identities = AgeFiles.passphrase("x");
    for (int place = 0; place < with.length; place++) {
      byte[] damaged = with.clone();
      damaged[place] ^= 1;
      assertThatThrownBy(() -> AgeFiles.decrypted(damaged, identities))
          .as("byte " + place + " changed")
          .isInstanceOf(SnapshotException.class);
    }
  }

  @Test
  void anAbsurdWorkFactorIsRefusedAtOnce() {
    byte[] with =
        AgeFiles.encrypted(
            new byte[100], Encryption.with(Passphrase.of("x".toCharArray()), AgeFiles.LITTLE_WORK));
    String header = new String(with, StandardCharsets.ISO_8859_1);
    byte[] absurd = header.replaceFirst(" 10\n", " 63\n").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> AgeFiles.decrypted(absurd, AgeFiles.passphrase("x")))
        .isInstanceOf(SnapshotException.class)
        .hasMessage(
            "file.age: its passphrase asks for 2^63 rounds of work, and loomctl does 2^20 at most");
  }

  @Test
  void withoutAKeyTheMessageSaysHowToGiveOne() {
    assertThatThrownBy(() -> AgeFiles.decrypted(file, Identities.none()))
        .isInstanceOfSatisfying(
            SnapshotException.class,
            failure -> {
              assertThat(failure.problems().get(0).message())
                  .isEqualTo("this file is encrypted to a key");
              assertThat(failure.problems().get(0).hint())
                  .contains("--identity FILE")
                  .contains("LOOMCTL_IDENTITY");
            });
  }

  @Test
  void anotherKeyDoesNotOpenAFile() {
    byte[] other =
        AgeFiles.encrypted(new byte[10], Encryption.to(Recipient.read(AgeFiles.STRANGER)));
    assertThatThrownBy(() -> AgeFiles.decrypted(other, key))
        .isInstanceOf(SnapshotException.class)
        .hasMessage("file.age: the secret key that was given does not open this file");
  }
}
