package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a tree whose paths have spaces. */
@Timeout(60)
class LauncherTest {
  @TempDir private Path temp;
  private LauncherTree tree;

  @BeforeEach
  void tree() throws IOException {
    tree = LauncherTree.in(temp, "a tree");
  }

  @Test
  void launch_twice_buildsOnceAndPassesArgumentsOn() throws Exception {
    assertThat(tree.launch("usage", "a b").out()).isEqualTo("<ghbilling-cli.jar><usage><a b>");
    assertThat(tree.launch("usage").status()).isZero();

    assertThat(tree.builds()).content().hasLineCount(1);
    assertThat(tree.tmp()).isEmptyDirectory();
  }

  @Test
  void spec_diffAndDrift_runTheirOwnModule() throws Exception {
    Files.createDirectories(tree.root().resolve("spec/compare/target"));
    tree.maven("touch spec/compare/target/ghbilling-spec-compare.jar");

    assertThat(tree.launch("spec", "diff", "a b", "c").out())
        .isEqualTo("<ghbilling-spec-compare.jar><diff><a b><c>");
    assertThat(tree.launch("spec", "drift").status()).isZero();

    Files.createDirectory(tree.root().resolve("spec/upstream"));
    Files.createFile(tree.root().resolve("spec/upstream/known-differences.yaml"));
    tree.launch("spec", "drift");
    assertThat(tree.builds()).content().as("what is only read by then").hasLineCount(1);
  }

  @Test
  void build_whenTheJarIsMissing_isDoneAgain() throws Exception {
    tree.launch("usage");
    Files.delete(tree.root().resolve(LauncherTree.JAR));
    tree.launch("usage");

    assertThat(tree.builds()).content().hasLineCount(2);
  }

  @Test
  void build_thatFails_exitsWith2AndShowsTheLog() throws Exception {
    tree.maven("echo what went wrong; exit 1");

    LauncherTree.Outcome run = tree.launch("usage");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines())
        .endsWith("what went wrong", "ghbilling: the build failed")
        .hasSize(3);
    assertThat(tree.tmp()).isEmptyDirectory();
  }

  @Test
  void launch_twoAtOnce_buildOnce() throws Exception {
    assumeThat(LauncherTree.program("flock")).isPresent();
    tree.maven("sleep 0.5; touch " + LauncherTree.JAR);

    Process one = tree.start("usage");
    Process other = tree.start("usage");

    assertThat(LauncherTree.finished(one).status()).isZero();
    assertThat(LauncherTree.finished(other).status()).isZero();
    assertThat(tree.builds()).content().hasLineCount(1);
  }

  @Test
  void archive_afterABuild_isWrittenOnce() throws Exception {
    tree.launch("usage");
    tree.launch("actions");

    assertThat(tree.calls("-XX:ArchiveClassesAtExit="))
        .singleElement()
        .asString()
        .contains("ghbilling-cli.jar demo --output");
    assertThat(tree.calls(" usage", " actions"))
        .hasSize(2)
        .allMatch(call -> call.contains("-XX:SharedArchiveFile=" + tree.root()));
  }

  @Test
  void archive_afterABuildThatLeftTheJarAsItWas_isWrittenAgain() throws Exception {
    tree.launch("usage");
    tree.maven("");
    Files.createFile(tree.root().resolve("spec/openapi.yaml"));
    tree.launch("usage");

    assertThat(tree.builds()).content().hasLineCount(2);
    assertThat(tree.calls("-XX:ArchiveClassesAtExit=")).hasSize(2);
  }

  @Test
  void archive_forAnotherJava_isWrittenToo() throws Exception {
    tree.launch("usage");
    Path other = Files.createSymbolicLink(temp.resolve("another jdk"), tree.jdk());
    run(tree.root(), other, "bash", tree.link().toString(), "usage");

    assertThat(tree.builds()).content().hasLineCount(1);
    assertThat(tree.calls("-XX:ArchiveClassesAtExit=")).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void build_whenFindFails_isDoneAgain() throws Exception {
    tree.launch("usage");
    Files.delete(tree.root().resolve("generated-client"));

    assertThat(tree.launch("usage").errorLines())
        .contains(
            "ghbilling: building customizations/cli (the first time downloads libraries, which takes minutes)");
    assertThat(tree.builds()).content().hasLineCount(2);
  }

  @Test
  void build_whenOnlyATestChanged_isNotDone() throws Exception {
    tree.launch("usage");
    Files.createFile(
        Files.createDirectories(tree.root().resolve("customizations/sdk/src/test/java"))
            .resolve("NewTest.java"));
    tree.launch("usage");

    assertThat(tree.builds()).content().hasLineCount(1);
  }

  @Test
  void launch_byItsNameAlone_runs() throws Exception {
    Files.createSymbolicLink(tree.root().resolve("link"), Path.of("ghbilling"));

    assertThat(run(tree.root(), tree.jdk(), "bash", "ghbilling", "usage").out())
        .isEqualTo("<ghbilling-cli.jar><usage>");
    assertThat(run(tree.root(), tree.jdk(), "bash", "link", "usage").out())
        .isEqualTo("<ghbilling-cli.jar><usage>");
  }

  @Test
  void launch_byALinkInAFolderThatBeginsWithADash_runs() throws Exception {
    Files.createSymbolicLink(
        Files.createDirectory(temp.resolve("-bin")).resolve("link"),
        tree.root().resolve("ghbilling"));

    assertThat(run(temp, tree.jdk(), "bash", "--", "-bin/link", "usage").out())
        .isEqualTo("<ghbilling-cli.jar><usage>");
  }

  @Test
  void archive_inAFolderThatIsNotWritable_isLeftOut() throws Exception {
    tree.launch("usage");
    Path target = tree.root().resolve(LauncherTree.JAR).getParent();
    try (var archives = Files.newDirectoryStream(target, "*.jsa")) {
      for (Path archive : archives) {
        Files.delete(archive);
      }
    }
    Set<PosixFilePermission> writable = Files.getPosixFilePermissions(target);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));

    LauncherTree.Outcome outcome =
        LauncherTree.finished(
            tree.start(
                temp,
                tree.jdk(),
                LauncherTree.asNobodySpecial("bash", tree.link().toString(), "usage")));

    Files.setPosixFilePermissions(target, writable);
    assertThat(outcome.out()).isEqualTo("<ghbilling-cli.jar><usage>");
    assertThat(outcome.err()).isEmpty();
    assertThat(tree.calls("-XX:ArchiveClassesAtExit=")).hasSize(1);
  }

  @Test
  void archive_whenJavaCannotWriteOne_isTriedOnceAndLeftOut() throws Exception {
    tree.java("exit 1");

    assertThat(tree.launch("usage").out()).isEqualTo("<ghbilling-cli.jar><usage>");
    assertThat(tree.launch("usage").err()).isEmpty();

    assertThat(tree.calls("-XX:ArchiveClassesAtExit=")).hasSize(1);
    assertThat(tree.calls(" usage"))
        .hasSize(2)
        .as("Java writes no warning to stdout")
        .allMatch(call -> call.contains("-Xlog:disable"))
        .noneMatch(call -> call.contains("-XX:SharedArchiveFile="));
  }

  @Test
  void optimizingCompiler_ofACommandThatMayTakeLong_stays() throws Exception {
    tree.launch("actions");
    tree.launch("usage");

    assertThat(tree.calls("TieredStopAtLevel=1")).singleElement().asString().endsWith("actions");
  }

  @Test
  @Regression(
      input = "a JAVA_HOME without a Java",
      before = "\"no java found\", as if it weren't set",
      now = "the line says where none was found")
  void java_thatIsMissing_isNamed() throws Exception {
    LauncherTree.Outcome outcome =
        run(temp, temp.resolve("no jdk"), "bash", tree.link().toString(), "usage");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.errorLines())
        .containsExactly(
            "ghbilling: no java found at "
                + temp.resolve("no jdk/bin/java")
                + "; install JDK 17 or later, or set JAVA_HOME");
  }

  private LauncherTree.Outcome run(Path folder, Path jdk, String... command) throws Exception {
    return LauncherTree.finished(tree.start(folder, jdk, List.of(command)));
  }
}
