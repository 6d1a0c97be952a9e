package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loomctl.diagram.ManyTables;
import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people, browsers and programs that draw read of {@code graph}. */
@SuppressWarnings("NullAway.Init")
class GraphCommandTest {

  private static final boolean[] PIPED = {false, false};
  private static final boolean[] TERMINAL = {true, true};

  /** Names that mean something to a terminal, a browser, Mermaid, Markdown or Graphviz. */
  private static final List<String> HOSTILE =
      List.of(
          "</script><script>alert(1)</script>",
          "<!--<script>",
          "\" onclick=\"alert(1)",
          "it's",
          "\u202egnp.exe",
          "\u001b[31mred\u0007",
          "two\nlines",
          "end",
          "1. list",
          "`code` #35; &lt; \\N \\",
          "__bold__ $$x^2$$ [a](b)",
          "日本語");

  @TempDir static Path folder;

  private static Cli cli;
  private static TestDatabase demo;

  @BeforeAll
  static void setUp() throws IOException {
    StringBuilder sql = new StringBuilder();
    for (String file : List.of("01_schema", "02_data", "03_bulk")) {
      sql.append(Files.readString(Path.of("../config/demo/" + file + ".sql"))).append(";\n");
    }
    String config = Files.readString(Path.of("../config/loomctl.yaml"));
    demo = TestServer.main().database(sql.toString());
    cli =
        new Cli(folder.resolve("demo"))
            .config(Map.of("demo", demo), config.substring(config.indexOf("\nschemas:")));
  }

  @Test
  void help() {
    says("help", 0, cli.run("graph", "--help"));
  }

  @Test
  void text() {
    says("general", 0, cli.run("graph", "general"));
    says("developer", 0, cli.run("graph", "developer"));
    says("all", 0, cli.run("graph"));
    says("terminal", 0, cli.run(TERMINAL, Map.of("TERM", "xterm"), "graph", "general", "-q"));
    says("ascii", 0, cli.run(PIPED, Map.of("LC_ALL", "C"), "graph", "writer"));
  }

  @Test
  void otherForms() {
    says("mermaid", 0, cli.run("graph", "general", "--as", "mermaid"));
    says("dot", 0, cli.run("graph", "general", "--as", "dot"));
    says("json", 0, cli.run("graph", "developer", "--format", "json"));
    says("html", 0, cli.run("graph", "general", "--as", "html"));
  }

  @Test
  void failures() {
    Cli.Run onTerminal = cli.run(TERMINAL, Map.of("TERM", "dumb"), "graph", "--as", "html", "-q");
    says("html-on-a-terminal", 2, onTerminal);
    says("html-as-format", 2, cli.run("graph", "--format", "html"));
    says("as-with-json", 2, cli.run("graph", "--format", "json", "--as", "dot"));
    says("unknown-form", 2, cli.run("graph", "--as", "png"));
    says("unknown-scenario", 2, cli.run("graph", "genral"));
    says("folder-as-file", 4, cli.run("graph", "-o", folder.toString()));
  }

  @Test
  void aFileHoldsWhatWouldHaveBeenPrintedAndNoColours() throws IOException {
    for (String form : List.of("text", "mermaid", "dot", "html")) {
      Path file = folder.resolve("graph." + form);
      Cli.Run run =
          cli.run(TERMINAL, Map.of("TERM", "xterm"), "graph", "--as", form, "-o", file.toString());
      assertThat(run.exit()).as(run.transcript()).isZero();
      assertThat(run.out()).isEqualTo(file + "\n");
      assertThat(Files.readString(file)).isEqualTo(cli.run("graph", "--as", form).out());
    }
  }

  /** Independent of the code under test: the catalog and the config, counted by SQL and by hand. */
  @Test
  void theDocumentSaysWhatTheDatabaseHolds() throws IOException {
    JsonNode json = json(cli.run("graph", "general", "--format", "json").out());
    List<String> rows = new ArrayList<>();
    for (JsonNode table : json.get("tables")) {
      rows.add(table.get("table").asText() + "|" + table.get("rows").asLong());
    }
    List<String> counted = new ArrayList<>();
    for (String name :
        demo.query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 2200")) {
      counted.add("public." + name + "|" + demo.query("SELECT count(*) FROM " + name).get(0));
    }
    assertThat(rows).containsExactlyInAnyOrderElementsOf(counted);
    assertThat(json.at("/total/references").asInt()).isEqualTo(foreignKeys(demo) + 1);
    assertThat(json.get("cycles").toString())
        .isEqualTo("[[\"public.instructors\",\"public.users\"]]");
  }

  private static int foreignKeys(TestDatabase database) {
    return Integer.parseInt(
        database.query("SELECT count(*) FROM pg_constraint WHERE contype = 'f'").get(0));
  }

  @Test
  void theDocumentationShowsWhatComesOut() throws IOException {
    String text = cli.run("graph", "general", "--quiet").out();
    String readme = Files.readString(Path.of("../README.md"));
    String left = "  public.chat_messages";
    assertThat(readme)
        .contains(
            "$ loomctl graph general --quiet\n"
                + text.substring(0, text.indexOf("  public.status")))
        .contains("level 4\n" + text.substring(text.indexOf(left)));
    JsonNode json = json(cli.run("graph", "general", "--format", "json").out());
    String document = Files.readString(Path.of("docs/json.md"));
    JsonNode shown =
        json(
            document.substring(
                document.indexOf('{', document.indexOf("## graph")),
                document.indexOf("```\n\n", document.indexOf("## graph"))));
    assertThat(json.get("tables")).contains(shown.at("/tables/0"));
    assertThat(json.get("references")).contains(shown.at("/references/0"));
    assertThat(json.get("cycles")).isEqualTo(shown.get("cycles"));
    assertThat(json.get("total")).isEqualTo(shown.get("total"));
  }

  @Test
  void largeTablesAreEstimatedUntilTheyAreToBeCounted() {
    TestDatabase database =
        TestServer.main()
            .database(
                """
                CREATE TABLE large (body text STORAGE PLAIN) WITH (autovacuum_enabled = off);
                CREATE TABLE unknown (body text STORAGE PLAIN) WITH (autovacuum_enabled = off);
                CREATE TABLE small (id int PRIMARY KEY);
                INSERT INTO large SELECT repeat('x', 8000) FROM generate_series(1, 2500);
                INSERT INTO unknown SELECT * FROM large;
                INSERT INTO small VALUES (1), (2);
                ANALYZE large;
                INSERT INTO small VALUES (3);
                """);
    Cli large = new Cli(folder.resolve("large")).config(database, "");
    assertThat(large.run("graph").out())
        .containsPattern("public.large +~2,500 rows\n")
        .containsPattern("public.unknown +\\? rows\n")
        .containsPattern("public.small +3 rows\n");
    assertThat(large.run("graph", "--count").out())
        .containsPattern("public.large +2,500 rows\n")
        .containsPattern("public.unknown +2,500 rows\n");
  }

  /** Without a scenario, tables show that somebody may not read. */
  @Test
  void whoMayNotReadATableSeesItAllTheSame() {
    String role = demo.name() + "_role";
    demo.execute("CREATE ROLE " + role + " LOGIN");
    Cli other = new Cli(folder.resolve("role")).config(demo.as(role), "");
    assertThat(other.run("graph").out()).containsPattern("public.todos +[?~]");
  }

  @Test
  void references() throws IOException {
    TestDatabase database =
        TestServer.main()
            .database(
                """
                CREATE SCHEMA other;
                CREATE TABLE other.place (a int, b int, PRIMARY KEY (a, b));
                CREATE TABLE item (id int PRIMARY KEY, a int NOT NULL, b int, old int, secret int,
                  FOREIGN KEY (a, b) REFERENCES other.place DEFERRABLE,
                  FOREIGN KEY (secret) REFERENCES item ON DELETE CASCADE);
                ALTER TABLE item ADD FOREIGN KEY (old) REFERENCES item NOT VALID;
                """);
    Cli place =
        new Cli(folder.resolve("place"))
            .config(database, "tables: { item: { exclude: [secret] } }\n");
    String text = place.run("graph").out();
    assertThat(text)
        .contains("→ other.place   a, b, nullable, deferrable\n")
        .contains("→ itself        old, nullable, not valid\n")
        .contains("→ itself        secret, nullable, excluded\n");
    JsonNode cascade = json(place.run("graph", "--format", "json").out()).at("/references/2");
    assertThat(cascade.get("on_delete").asText() + cascade.get("carried").asText())
        .isEqualTo("cascadefalse");
  }

  @Test
  void aPageLoadsNothingAndKeepsWhatItNeeds() throws IOException {
    String page = cli.run("graph", "--as", "html").out();
    assertThat(page)
        .contains(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'unsafe-inline'; script-src 'unsafe-inline'\">");
    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "//cdn", "@import", "url(", " src=", "<link", "<img")
        .doesNotContain("innerHTML", "insertAdjacentHTML", "eval(", "fetch(");
    JsonNode graph = graph(page);
    assertThat(graph.get("tables")).hasSize(11);
    assertThat(graph.get("around")).hasSize(11);
    assertThat(graph.at("/whole/boxes")).hasSize(11);
  }

  @Test
  void aPageOfManyTables() throws IOException {
    TestDatabase many = TestServer.main().database(ManyTables.sql());
    Cli large = new Cli(folder.resolve("many")).config(many, "");
    String page = large.run("graph", "--as", "html").out();
    JsonNode graph = graph(page);
    assertThat(graph.get("tables")).hasSize(150);
    assertThat(graph.get("references")).hasSize(foreignKeys(many));
    assertThat(graph.at("/whole/boxes")).hasSize(150);
    assertThat(graph.at("/around/0/boxes")).hasSizeGreaterThan(60);
    assertThat(page.length()).isLessThan(250_000);
    assertThat(large.run("graph", "--as", "html").out()).isEqualTo(page);
  }

  @Test
  void namesAreTextInEveryForm() throws IOException {
    Cli odd = new Cli(folder.resolve("odd")).config(hostile(), "");
    for (String form : List.of("text", "mermaid", "dot", "html")) {
      String out = odd.run("graph", "--as", form).out();
      assertThat(out.replace("\n", "").codePoints())
          .as(form)
          .allMatch(character -> Character.getType(character) != Character.CONTROL)
          .allMatch(character -> Character.getType(character) != Character.FORMAT);
    }
    List<String> shown = HOSTILE.stream().map(GraphCommandTest::shown).sorted().toList();
    assertThat(mermaidNames(odd.run("graph", "--as", "mermaid").out())).isEqualTo(shown);
    assertThat(dotNames(odd.run("graph", "--as", "dot").out())).isEqualTo(shown);
    assertThat(pageNames(odd.run("graph", "--as", "html").out())).isEqualTo(shown);
    String text = odd.run("graph").out();
    shown.forEach(name -> assertThat(text).contains("\n  " + name));
  }

  private static TestDatabase hostile() {
    StringBuilder sql = new StringBuilder();
    for (String name : HOSTILE) {
      String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
      sql.append(
          "CREATE TABLE %1$s (id int PRIMARY KEY, %1$s int REFERENCES %1$s);\n".formatted(quoted));
    }
    return TestServer.main().database(sql.toString());
  }

  /** As the specification of names and of what a terminal is given has it. */
  private static String shown(String name) {
    boolean plain = name.equals("end");
    return "public."
        + (plain ? name : "\"" + name.replace("\"", "\"\"") + "\"")
            .replace("\u202e", "\\u202e")
            .replace("\u001b", "\\u001b")
            .replace("\u0007", "\\u0007")
            .replace("\n", "\\n");
  }

  private static List<String> mermaidNames(String chart) {
    List<String> names = new ArrayList<>();
    for (String line : chart.lines().toList()) {
      Matcher node = Pattern.compile("  t\\d+\\[\"([^\"]*)<br>[^\"<]*\"]").matcher(line);
      Matcher edge = Pattern.compile("  t\\d+ -->\\|\"([^\"<]*)\"\\| t\\d+").matcher(line);
      if (node.matches()) {
        assertThat(node.group(1)).doesNotContain("<", "`", "&", "[", "\\", "$");
        names.add(decoded(node.group(1)));
      } else if (!edge.matches()) {
        assertThat(line).matches("flowchart RL|  classDef [a-z_]+ [a-z0-9#:,-]+");
      }
    }
    return names.stream().sorted().toList();
  }

  private static String decoded(String label) {
    return Pattern.compile("#(\\d+);")
        .matcher(label)
        .replaceAll(
            (MatchResult code) ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1)))));
  }

  private static List<String> dotNames(String graph) {
    Matcher node =
        Pattern.compile("  t\\d+ \\[label=\"((?:[^\"\\\\]|\\\\.)*)\\\\n[0-9a-z ]+\"];")
            .matcher(graph);
    return node.results()
        .map(found -> found.group(1).replaceAll("\\\\(.)", "$1").replace("&amp;", "&"))
        .sorted()
        .toList();
  }

  private static List<String> pageNames(String page) throws JsonProcessingException {
    assertThat(page.split("<script", -1)).hasSize(3);
    assertThat(page.split("</script", -1)).hasSize(3);
    assertThat(page).doesNotContain("<!--").doesNotContainPattern("<[^>]*onclick=");
    assertThat(Pattern.compile("href=\"([^\"]*)\"").matcher(page).results())
        .hasSize(HOSTILE.size())
        .allMatch(link -> link.group(1).matches("#focus=[A-Za-z0-9%._*-]+"));
    Map<String, String> names = new TreeMap<>();
    graph(page).get("tables").forEach(table -> names.put(table.get("name").asText(), ""));
    return List.copyOf(names.keySet());
  }

  private static JsonNode graph(String page) throws JsonProcessingException {
    Matcher data =
        Pattern.compile("<script type=\"application/json\" id=\"graph\">([^<]*)</script>")
            .matcher(page);
    assertThat(data.find()).isTrue();
    return json(data.group(1));
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  private static void says(String name, int exit, Cli.Run run) {
    GoldenFiles.assertSays(
        "graph/" + name,
        exit,
        run,
        text ->
            text.replace(folder.toString(), "<folder>")
                .replaceAll("(?s)<(style|script)>.*?</\\1>", "<$1>...</$1>")
                .replaceAll("(id=\"graph\">)[^<]*", "$1..."));
  }
}
