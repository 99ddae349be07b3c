package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ghbilling.testkit.Regression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher when a program that it needs fails, and in folders with unusual names. */
@Timeout(60)
class LauncherFailureTest {
  private static final String BUILDING =
      "ghbilling: building customizations/cli (the first time downloads libraries, which takes minutes)";

  @TempDir private Path temp;

  @Regression(
      input = "a PATH whose find fails",
      before = "taken for up to date once, however old; later built without a word",
      now = "it is built, and the reason is said")
  @ParameterizedTest
  @ValueSource(strings = {"exit 1", "echo pom.xml; exit 1", "kill -9 $$", "exit 127"})
  void find_thatFails_leadsToABuild(String script) throws Exception {
    LauncherTree tree = LauncherTree.in(temp, "tree");
    tree.launch("usage");
    tree.tool("find", script);

    LauncherTree.Outcome run = tree.launch("usage");

    assertThat(run.errorLines())
        .contains("ghbilling: find failed, so everything is rebuilt", BUILDING);
    assertThat(run.out()).isEqualTo("<ghbilling-cli.jar><usage>");
    assertThat(tree.builds()).content().hasLineCount(2);
  }

  @Regression(
      input = "a PATH whose mktemp, mv, dirname or readlink fails",
      before = "exit status 1 without a word of ghbilling's, or another folder's program was run",
      now = "one line says what failed, with exit status 2")
  @ParameterizedTest
  @CsvSource({
    "mktemp, no temporary file can be created",
    "mv, can't be written to",
    "readlink, the symbolic link can't be followed"
  })
  void tool_thatFails_isToldInOneLine(String tool, String message) throws Exception {
    LauncherTree tree = LauncherTree.in(temp, "tree");
    tree.tool(tool, "exit 1");

    LauncherTree.Outcome run = tree.launch("usage");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines()).last().asString().startsWith("ghbilling: ").contains(message);
    assertThat(tree.tmp()).isEmptyDirectory();
  }

  @Test
  void dirname_thatFails_doesNotMatter() throws Exception {
    LauncherTree tree = LauncherTree.in(temp, "tree");
    tree.tool("dirname", "exit 1");

    assertThat(tree.launch("usage").out()).isEqualTo("<ghbilling-cli.jar><usage>");
  }

  @Test
  void flock_thatFails_isToldAndPassedOver() throws Exception {
    assumeThat(LauncherTree.program("flock")).isPresent();
    LauncherTree tree = LauncherTree.in(temp, "tree");
    tree.tool("flock", "exit 1");

    LauncherTree.Outcome run = tree.launch("usage");

    assertThat(run.out()).isEqualTo("<ghbilling-cli.jar><usage>");
    assertThat(run.errorLines())
        .first()
        .asString()
        .endsWith("pom.xml can't be locked: don't build twice at a time");
  }

  @Test
  void build_thatMakesNoJar_isToldInOneLine() throws Exception {
    LauncherTree tree = LauncherTree.in(temp, "tree");
    tree.maven("");

    LauncherTree.Outcome run = tree.launch("usage");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines())
        .containsExactly(
            BUILDING,
            "ghbilling: the build did not make "
                + tree.root().toRealPath().resolve(LauncherTree.JAR));
  }

  @Test
  void pom_thatIsMissing_isNamed() throws Exception {
    LauncherTree tree = LauncherTree.in(temp, "tree");
    Files.delete(tree.root().resolve("pom.xml"));

    LauncherTree.Outcome run = tree.launch("usage");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines()).singleElement().asString().endsWith("/tree/pom.xml can't be read");
  }

  @Test
  void archive_ofATrainingRunThatFails_isNotUsed() throws Exception {
    LauncherTree tree = LauncherTree.in(temp, "tree");
    tree.java("echo half of the classes > \"$archive\"; exit 1");

    tree.launch("usage");

    assertThat(tree.calls(" usage")).noneMatch(call -> call.contains("-XX:SharedArchiveFile="));
  }

  @Regression(
      input = "a folder's name with a colon, or with an exclamation mark at its end",
      before = "Java found no main class, or \"internal error, please report it\"",
      now = "one line says so, with exit status 2, and nothing is built")
  @ParameterizedTest
  @CsvSource({
    "a:tree, usage",
    "a:tree, conformance",
    "a:tree, spec accept",
    "a:tree, bench",
    "tree!, demo",
    "tree!, actions"
  })
  void folder_thatJavaCannotReadAJarIn_isRefused(String name, String command) throws Exception {
    LauncherTree tree = LauncherTree.in(temp, name);

    LauncherTree.Outcome run = tree.launch(command.split(" "));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines())
        .containsExactly(
            "ghbilling: Java can't read a jar below a name with a colon, or with ! at its end:"
                + " rename or move the folder "
                + tree.root().toRealPath());
    assertThat(tree.builds()).doesNotExist();
  }

  @Regression(
      input = "a folder's name with a line break at its end",
      before = "the program of the folder without it was run, if there was one",
      now = "its own program is run")
  @Test
  void folder_thatEndsWithALineBreak_works() throws Exception {
    LauncherTree tree = LauncherTree.in(temp, "tree\n");

    assertThat(tree.launch("usage").out()).isEqualTo("<ghbilling-cli.jar><usage>");
  }

  @Regression(
      input = "a jar that a failed or interrupted build left behind",
      before = "taken for up to date and run if no source had changed",
      now = "it is built again")
  @ParameterizedTest
  @ValueSource(strings = {"exit 1", "kill -TERM 0"})
  void jar_ofABuildThatFailed_isNotRun(String end) throws Exception {
    LauncherTree tree = LauncherTree.in(temp, "tree");
    tree.launch("usage");
    Files.delete(tree.root().resolve(LauncherTree.JAR));
    tree.maven("echo half > " + LauncherTree.JAR + "; " + end);
    LauncherTree.finished(tree.start(temp, tree.jdk(), inAGroupOfItsOwn(tree, "usage")));

    LauncherTree.Outcome run =
        LauncherTree.finished(tree.start(temp, tree.jdk(), inAGroupOfItsOwn(tree, "usage")));

    assertThat(run.status()).isNotZero();
    assertThat(run.out()).isEmpty();
    assertThat(tree.builds()).content().hasLineCount(3);
    assertThat(tree.tmp()).isEmptyDirectory();
  }

  /** Returns the launcher's command, whose signals don't reach the test. */
  private static List<String> inAGroupOfItsOwn(LauncherTree tree, String command) {
    assumeThat(LauncherTree.program("setsid")).isPresent();
    return List.of("setsid", "--wait", "bash", tree.link().toString(), command);
  }

  @Regression(
      input = "a JAVA_HOME of 250 characters",
      before = "\"File name too long\", exit status 1",
      now = "it is used")
  @Test
  void javaHome_ofAnyLength_isUsed() throws Exception {
    LauncherTree tree = LauncherTree.in(temp, "tree");
    Path deep = Files.createDirectories(temp.resolve("x".repeat(125)).resolve("y".repeat(125)));
    Path jdk = Files.createSymbolicLink(deep.resolve("jdk"), tree.jdk());

    LauncherTree.Outcome run =
        LauncherTree.finished(
            tree.start(temp, jdk, List.of("bash", tree.link().toString(), "usage")));

    assertThat(run.out()).isEqualTo("<ghbilling-cli.jar><usage>");
  }

  @Regression(
      input = "a folder of sources that is a symbolic link",
      before = "changes behind it were not seen: a stale program was run",
      now = "they lead to a build")
  @Test
  void sources_behindALink_areLookedAt() throws Exception {
    LauncherTree tree = LauncherTree.in(temp, "tree");
    Path elsewhere = Files.move(tree.root().resolve("spec"), temp.resolve("the spec"));
    Files.createSymbolicLink(tree.root().resolve("spec"), elsewhere);
    tree.launch("usage");
    Files.createFile(elsewhere.resolve("openapi.yaml"));

    tree.launch("usage");

    assertThat(tree.builds()).content().hasLineCount(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a;tree",
        "a*[t]ree?",
        "a tree\\",
        "$(tree)",
        "-tree",
        "'tree\"",
        "a\ntree",
        "!#%20&"
      })
  void folder_withAnUnusualName_works(String name) throws Exception {
    LauncherTree tree = LauncherTree.in(temp, name);

    assertThat(tree.launch("usage", "a b").out()).isEqualTo("<ghbilling-cli.jar><usage><a b>");
    assertThat(tree.launch("usage").err()).isEmpty();
    assertThat(tree.builds()).content().hasLineCount(1);
  }

  @Regression(
      input = "spec accept --help",
      before = "its usage as an error, exit status 2",
      now = "its help on stdout, exit status 0")
  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void specAccept_help_isPrinted(String option) throws Exception {
    LauncherTree tree = LauncherTree.in(temp, "tree");

    LauncherTree.Outcome run = tree.launch("spec", "accept", option);

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("Usage: ghbilling spec accept\n").contains("Exit status");
    assertThat(run.err()).isEmpty();
    assertThat(tree.builds()).doesNotExist();
  }

  @Test
  void specAccept_anyOtherArgument_isRefused() throws Exception {
    LauncherTree tree = LauncherTree.in(temp, "tree");

    LauncherTree.Outcome run = tree.launch("spec", "accept", "all");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines())
        .isEqualTo(
            List.of(
                "ghbilling: spec accept takes no arguments (see ghbilling spec accept --help)"));
  }
}
