package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a tree of its own, with a Maven and a Java that only record their calls. All
 * paths have spaces, and it is called through a symbolic link from another folder.
 */
@Timeout(60)
class LauncherTest {
  private static final String JAR = "customizations/cli/target/ghbilling-cli.jar";

  @TempDir private Path temp;
  private Path root;
  private Path builds;
  private Path javas;
  private Path elsewhere;
  private Path javaHome;

  @BeforeEach
  void tree() throws IOException {
    root = Files.createDirectory(temp.resolve("a tree"));
    builds = temp.resolve("builds");
    javas = temp.resolve("javas");
    javaHome = temp.resolve("a jdk");
    elsewhere = Files.createDirectory(temp.resolve("else where"));
    Files.createDirectory(temp.resolve("tmp"));
    Files.copy(Path.of("../../ghbilling"), root.resolve("ghbilling"));
    Files.createSymbolicLink(elsewhere.resolve("link"), root.resolve("ghbilling"));
    Files.createFile(root.resolve("pom.xml"));
    for (String folder :
        List.of(
            ".mvn",
            "spec",
            "generated-client",
            "customizations/sdk",
            "customizations/cli/target")) {
      Files.createDirectories(root.resolve(folder));
    }
    java("echo classes > \"$archive\"");
    maven("touch " + JAR);
  }

  @Test
  void launch_twice_buildsOnceAndPassesArgumentsOn() throws Exception {
    assertThat(launch("usage", "a b").out()).isEqualTo("<ghbilling-cli.jar><usage><a b>");
    assertThat(launch("usage").status()).isZero();

    assertThat(builds).content().hasLineCount(1);
    assertNothingLeft();
  }

  @Test
  void spec_diffAndDrift_runTheirOwnModule() throws Exception {
    Files.createDirectories(root.resolve("spec/compare/target"));
    maven("touch spec/compare/target/ghbilling-spec-compare.jar");

    assertThat(launch("spec", "diff", "a b", "c").out())
        .isEqualTo("<ghbilling-spec-compare.jar><diff><a b><c>");
    assertThat(launch("spec", "drift").status()).isZero();

    Files.createDirectory(root.resolve("spec/upstream"));
    Files.createFile(root.resolve("spec/upstream/known-differences.yaml"));
    launch("spec", "drift");
    assertThat(builds).content().as("what is only read by then").hasLineCount(1);
  }

  @Test
  void build_whenTheJarIsMissing_isDoneAgain() throws Exception {
    launch("usage");
    Files.delete(root.resolve(JAR));
    launch("usage");

    assertThat(builds).content().hasLineCount(2);
  }

  @Test
  void build_thatFails_exitsWith2AndShowsTheLog() throws Exception {
    maven("echo what went wrong; exit 1");

    Outcome run = launch("usage");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines())
        .endsWith("what went wrong", "ghbilling: the build failed")
        .hasSize(3);
    assertNothingLeft();
  }

  @Test
  void launch_twoAtOnce_buildOnce() throws Exception {
    assumeThat(isThere("flock")).isTrue();
    maven("sleep 0.5; touch " + JAR);

    Process one = start("usage");
    Process other = start("usage");

    assertThat(finished(one).status()).isZero();
    assertThat(finished(other).status()).isZero();
    assertThat(builds).content().hasLineCount(1);
  }

  @Test
  void archive_afterABuild_isWrittenOnce() throws Exception {
    launch("usage");
    launch("actions");

    assertThat(calls("-XX:ArchiveClassesAtExit="))
        .singleElement()
        .asString()
        .contains("ghbilling-cli.jar demo --output");
    assertThat(calls(" usage", " actions"))
        .hasSize(2)
        .allMatch(call -> call.contains("-XX:SharedArchiveFile=" + root.toString()));
  }

  @Test
  void archive_afterABuildThatLeftTheJarAsItWas_isWrittenAgain() throws Exception {
    launch("usage");
    maven("");
    Files.createFile(root.resolve("spec/openapi.yaml"));
    launch("usage");

    assertThat(builds).content().hasLineCount(2);
    assertThat(calls("-XX:ArchiveClassesAtExit=")).hasSize(2);
  }

  @Test
  void archive_forAnotherJava_isWrittenToo() throws Exception {
    launch("usage");
    Files.createSymbolicLink(temp.resolve("another jdk"), temp.resolve("a jdk"));
    javaHome = temp.resolve("another jdk");
    launch("usage");

    assertThat(builds).content().hasLineCount(1);
    assertThat(calls("-XX:ArchiveClassesAtExit=")).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void build_whenFindFails_isDoneAgain() throws Exception {
    launch("usage");
    Files.delete(root.resolve("generated-client"));

    assertThat(launch("usage").errorLines())
        .contains(
            "ghbilling: building customizations/cli (the first time downloads libraries, which takes minutes)");
    assertThat(builds).content().hasLineCount(2);
  }

  @Test
  void build_whenOnlyATestChanged_isNotDone() throws Exception {
    launch("usage");
    Files.createFile(
        Files.createDirectories(root.resolve("customizations/sdk/src/test/java"))
            .resolve("NewTest.java"));
    launch("usage");

    assertThat(builds).content().hasLineCount(1);
  }

  @Test
  void launch_byItsNameAlone_runs() throws Exception {
    elsewhere = root;
    Files.createSymbolicLink(root.resolve("link"), Path.of("ghbilling"));

    assertThat(finished(start(List.of("bash", "ghbilling", "usage"))).out())
        .isEqualTo("<ghbilling-cli.jar><usage>");
    assertThat(finished(start(List.of("bash", "link", "usage"))).out())
        .isEqualTo("<ghbilling-cli.jar><usage>");
  }

  @Test
  void launch_byALinkInAFolderThatBeginsWithADash_runs() throws Exception {
    Files.createSymbolicLink(
        Files.createDirectory(elsewhere.resolve("-bin")).resolve("link"),
        root.resolve("ghbilling"));

    assertThat(finished(start(List.of("bash", "--", "-bin/link", "usage"))).out())
        .isEqualTo("<ghbilling-cli.jar><usage>");
  }

  @Test
  void archive_inAFolderThatIsNotWritable_isLeftOut() throws Exception {
    launch("usage");
    Path target = root.resolve(JAR).getParent();
    try (var archives = Files.newDirectoryStream(target, "*.jsa")) {
      for (Path archive : archives) {
        Files.delete(archive);
      }
    }
    Set<PosixFilePermission> writable = Files.getPosixFilePermissions(target);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));

    Outcome outcome =
        finished(start(asNobodySpecial("bash", elsewhere.resolve("link").toString(), "usage")));

    Files.setPosixFilePermissions(target, writable);
    assertThat(outcome.out()).isEqualTo("<ghbilling-cli.jar><usage>");
    assertThat(outcome.err()).isEmpty();
    assertThat(calls("-XX:ArchiveClassesAtExit=")).hasSize(1);
  }

  @Test
  void archive_whenJavaCannotWriteOne_isTriedOnceAndLeftOut() throws Exception {
    java("exit 1");

    assertThat(launch("usage").out()).isEqualTo("<ghbilling-cli.jar><usage>");
    assertThat(launch("usage").err()).isEmpty();

    assertThat(calls("-XX:ArchiveClassesAtExit=")).hasSize(1);
    assertThat(calls(" usage"))
        .hasSize(2)
        .as("Java writes no warning to stdout")
        .allMatch(call -> call.contains("-Xlog:disable"))
        .noneMatch(call -> call.contains("-XX:SharedArchiveFile="));
  }

  @Test
  void optimizingCompiler_ofACommandThatMayTakeLong_stays() throws Exception {
    launch("actions");
    launch("usage");

    assertThat(calls("TieredStopAtLevel=1")).singleElement().asString().endsWith("actions");
  }

  @Test
  void java_thatIsMissing_isNamed() throws Exception {
    javaHome = temp.resolve("no jdk");

    Outcome outcome = launch("usage");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.errorLines())
        .containsExactly("ghbilling: no java found; install JDK 17 or later, or set JAVA_HOME");
  }

  /** What the launcher printed, and its exit status. */
  private record Outcome(int status, String out, String err) {
    List<String> errorLines() {
      return err.lines().toList();
    }
  }

  private List<String> calls(String... anyOf) throws IOException {
    return Files.readAllLines(javas).stream()
        .filter(call -> Stream.of(anyOf).anyMatch(call::contains))
        .toList();
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** A Java that runs a script to write the archive, and records each call. */
  private void java(String script) throws IOException {
    program(
        "a jdk/bin/java",
        """
        echo "$*" >> '%s'
        while [ "$1" != -jar ]; do
          case $1 in -XX:ArchiveClassesAtExit=*) archive=${1#*=} ;; esac
          shift
        done
        if [ -n "${archive-}" ]; then
          %s
          exit
        fi
        jar=$2
        shift 2
        printf '<%%s>' "${jar##*/}" "$@"
        """
            .formatted(javas, script));
  }

  private void maven(String work) throws IOException {
    program("bin/mvn", "echo built >> '" + builds + "'\n" + work + "\n");
  }

  private void program(String name, String script) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** For whom permissions hold: root may write all the same. */
  private static List<String> asNobodySpecial(String... command) {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      assumeThat(isThere("setpriv")).isTrue();
      words.addAll(List.of("setpriv", "--bounding-set", "-dac_override"));
    }
    words.addAll(List.of(command));
    return words;
  }

  private Outcome launch(String... arguments) throws Exception {
    return finished(start(arguments));
  }

  private Process start(String... arguments) throws IOException {
    return start(
        Stream.concat(Stream.of("bash", elsewhere.resolve("link").toString()), Stream.of(arguments))
            .toList());
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder launcher = new ProcessBuilder(command);
    launcher.directory(elsewhere.toFile());
    launcher.environment().put("JAVA_HOME", javaHome.toString());
    launcher.environment().put("TMPDIR", temp.resolve("tmp").toString());
    launcher
        .environment()
        .merge("PATH", temp.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    return launcher.start();
  }

  private static Outcome finished(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), out, err);
  }

  private void assertNothingLeft() {
    assertThat(temp.resolve("tmp")).isEmptyDirectory();
  }
}
