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
 * The launcher in a tree of its own, with a Maven and a Java that only tell that they were called.
 * All paths have spaces, and it is called through a symbolic link from another folder.
 */
@Timeout(60)
class LauncherTest {
  private static final String JAR = "customizations/cli/target/ghbilling-cli.jar";

  @TempDir private Path temp;
  private Path root;
  private Path builds;
  private Path javas;
  private Path elsewhere;

  @BeforeEach
  void tree() throws IOException {
    root = Files.createDirectory(temp.resolve("a tree"));
    builds = temp.resolve("builds");
    javas = temp.resolve("javas");
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
    java("[ $made = jsa ] && echo archive > \"$archive\"");
    maven("touch " + JAR);
  }

  @Test
  void buildsOnceAndPassesArgumentsOn() throws Exception {
    assertThat(launch("usage", "a b").out()).isEqualTo("<ghbilling-cli.jar><usage><a b>");
    assertThat(launch("usage").status()).isZero();

    assertThat(builds).content().hasLineCount(1);
    assertNothingLeft();
  }

  @Test
  void specDiffIsDoneByItsOwnModule() throws Exception {
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
  void missingJarIsBuiltAgain() throws Exception {
    launch("usage");
    Files.delete(root.resolve(JAR));
    launch("usage");

    assertThat(builds).content().hasLineCount(2);
  }

  @Test
  void failedBuildIsSaidAndIsNotTheApisNo() throws Exception {
    maven("echo what went wrong; exit 1");

    CliRun run = launch("usage");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines())
        .endsWith("what went wrong", "ghbilling: the build failed")
        .hasSize(3);
    assertNothingLeft();
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    assumeThat(isThere("flock")).isTrue();
    maven("sleep 0.5; touch " + JAR);

    Process one = start("usage");
    Process other = start("usage");

    assertThat(finished(one).status()).isZero();
    assertThat(finished(other).status()).isZero();
    assertThat(builds).content().hasLineCount(1);
  }

  @Test
  void classesAreMadeReadyOnceForEachBuild() throws Exception {
    launch("usage");
    launch("usage");

    assertThat(calls("-Xshare:dump")).hasSize(1);
    assertThat(calls(" usage"))
        .hasSize(2)
        .allMatch(call -> call.contains("-XX:SharedArchiveFile="));
  }

  @Test
  void helpHasAnArchiveOfItsOwn() throws Exception {
    launch("usage", "--help");
    launch("usage");
    launch("--version");
    launch();

    assertThat(calls("-Xshare:dump")).hasSize(2);
    assertThat(calls(".GhbillingMain"))
        .extracting(LauncherTest::archive)
        .satisfies(
            archives -> {
              assertThat(archives).hasSize(4).allMatch(archive -> archive.endsWith(".jsa"));
              assertThat(archives.get(0)).isNotEqualTo(archives.get(1));
              assertThat(archives.get(0)).isEqualTo(archives.get(2)).isEqualTo(archives.get(3));
            });
  }

  @Test
  void classesAreMadeReadyAgainAfterABuildThatLeftTheJarAsItWas() throws Exception {
    launch("usage");
    maven("");
    Files.createFile(root.resolve("spec/openapi.yaml"));
    launch("usage");

    assertThat(builds).content().hasLineCount(2);
    assertThat(calls("-Xshare:dump")).hasSize(2);
  }

  @Test
  void laterJavaMakesItsOwnKindOfArchiveReady() throws Exception {
    java("[ $made = aot ] && echo archive > \"$archive\"");

    launch("usage");
    launch("usage");

    assertThat(calls("-XX:AOTCacheOutput=")).hasSize(1);
    assertThat(calls("-Xshare:dump")).isEmpty();
    assertThat(calls(" usage")).hasSize(2).allMatch(call -> call.contains("-XX:AOTCache="));
  }

  @Test
  void testsSourceIsNothingThatACommandIsMadeFrom() throws Exception {
    launch("usage");
    Files.createFile(
        Files.createDirectories(root.resolve("customizations/sdk/src/test/java"))
            .resolve("NewTest.java"));
    launch("usage");

    assertThat(builds).content().hasLineCount(1);
  }

  @Test
  void runsFromItsOwnFolderByItsNameAlone() throws Exception {
    elsewhere = root;
    Files.createSymbolicLink(root.resolve("link"), Path.of("ghbilling"));

    assertThat(finished(start(List.of("bash", "ghbilling", "usage"))).out())
        .isEqualTo("<ghbilling-cli.jar><usage>");
    assertThat(finished(start(List.of("bash", "link", "usage"))).out())
        .isEqualTo("<ghbilling-cli.jar><usage>");
  }

  @Test
  void runsByALinkInAFolderThatBeginsWithADash() throws Exception {
    Files.createSymbolicLink(
        Files.createDirectory(elsewhere.resolve("-bin")).resolve("link"),
        root.resolve("ghbilling"));

    assertThat(finished(start(List.of("bash", "--", "-bin/link", "usage"))).out())
        .isEqualTo("<ghbilling-cli.jar><usage>");
  }

  @Test
  void classesAreNotMadeReadyWhereTheyCantBeKept() throws Exception {
    launch("usage");
    Path target = root.resolve(JAR).getParent();
    try (var made = Files.newDirectoryStream(target, "*.jsa")) {
      for (Path archive : made) {
        Files.delete(archive);
      }
    }
    Set<PosixFilePermission> writable = Files.getPosixFilePermissions(target);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));

    CliRun run =
        finished(start(asNobodySpecial("bash", elsewhere.resolve("link").toString(), "usage")));

    Files.setPosixFilePermissions(target, writable);
    assertThat(run.out()).isEqualTo("<ghbilling-cli.jar><usage>");
    assertThat(run.errorLines()).isEmpty();
    assertThat(calls("-Xshare:dump")).hasSize(1);
  }

  @Test
  void javaThatCantMakeClassesReadyRunsAsItIs() throws Exception {
    java("exit 1");

    assertThat(launch("usage").out()).isEqualTo("<ghbilling-cli.jar><usage>");
    assertThat(launch("usage").errorLines()).isEmpty();

    assertThat(calls("-Xshare:dump")).hasSize(1);
    assertThat(calls(" usage"))
        .hasSize(2)
        .as("nor says on stdout what it thinks of its options")
        .allMatch(call -> call.contains("-Xlog:disable"))
        .noneMatch(call -> call.contains("-XX:SharedArchiveFile="));
  }

  private List<String> calls(String with) throws IOException {
    return Files.readAllLines(javas).stream().filter(call -> call.contains(with)).toList();
  }

  private static String archive(String call) {
    return call.replaceFirst(".*-XX:SharedArchiveFile=(.*\\.jsa) .*", "$1");
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** A Java that does this instead of making an archive, and writes down each call. */
  private void java(String dump) throws IOException {
    program(
        "a jdk/bin/java",
        """
        echo "$*" >> '%s'
        while [ "$1" != -cp ]; do
          case $1 in
            -XX:AOTCacheOutput=*) made=aot archive=${1#*=} ;;
            -XX:DumpLoadedClassList=*) exit ;;
            -Xshare:dump) made=jsa ;;
            -XX:SharedArchiveFile=*) archive=${1#*=} ;;
          esac
          shift
        done
        if [ -n "${made-}" ]; then
          %s
          exit
        fi
        jar=$2
        shift 3
        printf '<%%s>' "${jar##*/}" "$@"
        """
            .formatted(javas, dump));
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

  private CliRun launch(String... arguments) throws Exception {
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
    launcher.environment().put("JAVA_HOME", temp.resolve("a jdk").toString());
    launcher.environment().put("TMPDIR", temp.resolve("tmp").toString());
    launcher
        .environment()
        .merge("PATH", temp.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    return launcher.start();
  }

  private static CliRun finished(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new CliRun(process.exitValue(), out, err);
  }

  private void assertNothingLeft() {
    assertThat(temp.resolve("tmp")).isEmptyDirectory();
  }
}
