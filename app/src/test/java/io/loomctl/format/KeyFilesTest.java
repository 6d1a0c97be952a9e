package io.loomctl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.loomctl.failure.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of public and of secret keys: what counts, and what is said of what does not. */
class KeyFilesTest {

  private static final String SECRET =
      "AGE-SECRET-KEY-1C2GPSC3ZHWMWAU7NVXP6E28QKLYUXR0XCVT4GL08XGHNQNAPTAJQ7SS39J";

  @TempDir Path folder;

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("keys.txt"), List.of(lines));
  }

  @Test
  void commentsAndEmptyLinesDoNotCount() throws IOException {
    Path file = file("# the team", "", AgeFiles.STRANGER, "", "#" + AgeFiles.STRANGER);
    assertThat(Recipient.read(file.toString())).containsExactly(new Recipient(AgeFiles.STRANGER));
    assertThat(Identity.read(file("# mine", "", SECRET, SECRET).toString())).hasSize(2);
  }

  @Test
  void aKeyMayStandForItself() {
    assertThat(Recipient.read(AgeFiles.STRANGER)).containsExactly(new Recipient(AgeFiles.STRANGER));
  }

  @Test
  void aMistypedRecipientIsNamedWithItsLine() throws IOException {
    String mistyped = AgeFiles.STRANGER.replace("yq5", "yq6");
    Path file = file("# one", AgeFiles.STRANGER, mistyped);
    assertThatThrownBy(() -> Recipient.read(file.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessage(file + ":3: \"" + mistyped + "\" is no recipient: a character is wrong");
  }

  @ParameterizedTest
  @CsvSource({
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN me",
    "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t",
    "age1pq1qqqq"
  })
  void keysOfOtherKindsAreRefusedByName(String key) {
    assertThatThrownBy(() -> Recipient.read(key))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("\"" + key.substring(0, 11))
        .hasMessageEndingWith("is a key that loomctl cannot encrypt to");
  }

  @Test
  void aPointThatNoSecretCanBeSharedWithIsNoRecipient() {
    // Bech32 of 32 bytes of zero.
    String zero = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqs3x8p5x";
    assertThatThrownBy(() -> Recipient.read(zero)).isInstanceOf(UsageException.class);
  }

  @Test
  void aSecretKeyIsNoRecipientAndIsNotShown() throws IOException {
    String lower = SECRET.toLowerCase(Locale.ROOT);
    for (String given : List.of(SECRET, lower, file("# oops", SECRET).toString())) {
      UsageException failure =
          catchThrowableOfType(UsageException.class, () -> Recipient.read(given));
      assertThat(failure).hasMessageContaining("this is a secret key");
      assertThat(everything(failure)).doesNotContainIgnoringCase(SECRET.substring(16, 30));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AGE-SECRET-KEY-1C2GPSC3ZHWMWAU7NVXP6E28QKLYUXR0XCVT4GL08XGHNQNAPTAJQ7SS39K",
        "AGE-SECRET-KEY-1C2GPSC3ZHWMWAU7NVXP6E28QKLYUXR0XCVT4GL08XGHN",
        " AGE-SECRET-KEY-1C2GPSC3ZHWMWAU7NVXP6E28QKLYUXR0XCVT4GL08XGHNQNAPTAJQ7SS39J",
        "AGE-SECRET-KEY-1C2GPSC3ZHWMWAU7NVXP6E28QKLYUXR0XCVT4GL08XGHN\u00e4NAPTAJQ7SS39J",
        "secret: C2GPSC3ZHWMWAU7NVXP6E28QKLYUXR0XCVT4GL08XGHNQNAPTAJQ7SS39J",
        "AGE-SECRET-KEY-PQ-1C2GPSC3ZHWMWAU7NVXP6E28",
        "AGE-PLUGIN-YUBIKEY-1C2GPSC3ZHWMWAU7NVXP6E28",
      })
  void aSecretKeyThatIsNoneIsNamedByItsLineAndNotShown(String line) throws IOException {
    Path file = file("# one", SECRET, line);
    UsageException failure =
        catchThrowableOfType(UsageException.class, () -> Identity.read(file.toString()));
    assertThat(failure).hasMessageStartingWith(file + ":3: this is ");
    assertThat(everything(failure)).doesNotContainIgnoringCase("C2GPSC3ZH");
  }

  @Test
  void anSshKeyIsRefused() throws IOException {
    Path file = file("-----BEGIN OPENSSH PRIVATE KEY-----", "b3BlbnNzaC1rZXktdjEA");
    assertThatThrownBy(() -> Identity.read(file.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(":1: this is an SSH key");
  }

  @Test
  void anEncryptedFileOfKeysIsRefused() {
    for (String name : List.of("to-key.age", "to-key-armored.age")) {
      assertThatThrownBy(() -> Identity.read(AgeFiles.MADE_BY_AGE.resolve(name).toString()))
          .isInstanceOf(UsageException.class)
          .hasMessageEndingWith("this file is itself encrypted");
    }
  }

  @Test
  void aFileWithoutKeysIsRefused() throws IOException {
    Path file = file("# nothing yet", "");
    assertThatThrownBy(() -> Identity.read(file.toString()))
        .hasMessage(file + ": there is no secret key in this file");
    assertThatThrownBy(() -> Recipient.read(file.toString()))
        .hasMessage(file + ": there is no recipient in this file");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    Path none = folder.resolve("none.txt");
    assertThatThrownBy(() -> Identity.read(none.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessage(none + ": cannot read the file of identities: no such file");
    assertThatThrownBy(() -> Recipient.read(folder.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(folder + ": cannot read the file of recipients: ");
    assertThatThrownBy(() -> Recipient.read("no\0path")).isInstanceOf(UsageException.class);
  }

  @Test
  void nothingShowsASecret() throws IOException {
    Passphrase passphrase = Passphrase.of("hush".getBytes(StandardCharsets.UTF_8));
    assertThat(passphrase).hasToString("a passphrase");
    assertThat(Identity.read(file(SECRET).toString()).get(0)).hasToString("a secret key");
    assertThat(KeyFile.read(file(SECRET).toString(), "identities", "").toString())
        .doesNotContain("C2GPSC3ZH");
  }

  private static String everything(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
