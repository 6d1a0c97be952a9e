package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.catalog.CatalogReader;
import io.loomctl.database.Database;
import io.loomctl.database.DatabaseAddress;
import io.loomctl.database.TransactionMode;
import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.Where;
import io.loomctl.proposal.Choices;
import io.loomctl.proposal.Survey;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The questions that {@code init} asks on a terminal. */
class DialogueTest {

  @SuppressWarnings("NullAway.Init")
  private static Survey survey;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @BeforeAll
  static void readADatabase() throws IOException {
    TestDatabase database =
        TestServer.main()
            .database(
                """
                CREATE TABLE status (id int PRIMARY KEY, name text);
                CREATE TABLE customer (id int PRIMARY KEY, email text, status int REFERENCES status);
                CREATE TABLE supplier (id int PRIMARY KEY, email text, status int REFERENCES status);
                CREATE TABLE invoice (id int PRIMARY KEY, customer int REFERENCES customer, status int REFERENCES status);
                INSERT INTO status VALUES (1), (2); INSERT INTO customer VALUES (1); INSERT INTO invoice VALUES (1);
                """);
    DatabaseAddress address = DatabaseAddress.parse(database.url(), Map.of(), Where.NOWHERE);
    try (Database open = Database.connect("test", address, Where.NOWHERE, 1)) {
      survey =
          open.inTransaction(
              TransactionMode.READ_ONLY,
              session -> Survey.of(session, CatalogReader.read(session), List.of()));
    }
  }

  @Test
  void emptyAnswersTakeWhatStandsInBrackets() {
    assertThat(ask("", "", "")).isEqualTo(Choices.defaults(survey));
    assertThat(text())
        .isEqualTo(
            """
            Tables to start an example scenario from: customer, invoice, status
            Which one? [customer] \
            Columns that look personal are in customer, supplier
            Mask them now? (all, none, or tables) [none] \
            Lists that other tables choose from: status
            Do migrations fill them, so that imports only match their rows? (all, none, or tables)\
             [none] \
            """);
  }

  @Test
  void answersAreTakenAtTheirWord() {
    Choices choices = ask("invoice", "supplier", "all");
    assertThat(choices.roots().get(0)).hasToString("public.invoice");
    assertThat(choices.masked()).extracting(Object::toString).containsExactly("public.supplier");
    assertThat(choices.lookups()).extracting(Object::toString).containsExactly("public.status");
  }

  @Test
  void anAnswerThatFitsNothingIsAskedForAgain() {
    Choices choices = ask("nonsense", " public.invoice ", "customer, nobody", "all", "none");
    assertThat(choices.roots().get(0)).hasToString("public.invoice");
    assertThat(choices.masked()).hasSize(2);
    assertThat(choices.lookups()).isEmpty();
    assertThat(text()).contains("There is no table with rows and of that name").contains("Not all");
  }

  @Test
  void masksThatWereAskedForOnTheCommandLineAreNoQuestion() {
    Deque<String> answers = new ArrayDeque<>(List.of("", ""));
    Choices choices = new Dialogue(survey, stream(), answers::poll).ask(true);
    assertThat(choices.masked()).hasSize(2);
    assertThat(text()).doesNotContain("Mask");
  }

  @Test
  void theEndOfTheInputEndsTheDialogue() {
    assertThatThrownBy(() -> ask("", ""))
        .isInstanceOf(InterruptedCommandException.class)
        .hasMessageContaining("no answer, so nothing was written");
  }

  private Choices ask(String... answers) {
    Deque<String> lines = new ArrayDeque<>(List.of(answers));
    return new Dialogue(survey, stream(), lines::poll).ask(false);
  }

  private PrintStream stream() {
    return new PrintStream(shown, true, StandardCharsets.UTF_8);
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
