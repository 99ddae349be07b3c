package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The launcher in a tree of its own, with a Maven and a Java that only record their calls. It is
 * called through a symbolic link from another folder.
 */
final class LauncherTree {
  static final String JAR = "customizations/cli/target/ghbilling-cli.jar";

  private final Path temp;
  private final Path root;
  private final Path builds;
  private final Path javas;
  private final Path elsewhere;

  private LauncherTree(Path temp, Path root) {
    this.temp = temp;
    this.root = root;
    this.builds = temp.resolve("builds");
    this.javas = temp.resolve("javas");
    this.elsewhere = temp.resolve("else where");
  }

  /** Makes a tree in a folder of this name. */
  static LauncherTree in(Path temp, String name) throws IOException {
    LauncherTree tree = new LauncherTree(temp, Files.createDirectory(temp.resolve(name)));
    Files.createDirectory(tree.elsewhere);
    Files.createDirectory(temp.resolve("tmp"));
    Files.copy(Path.of("../../ghbilling"), tree.root.resolve("ghbilling"));
    Files.createSymbolicLink(tree.link(), tree.root.resolve("ghbilling"));
    Files.createFile(tree.root.resolve("pom.xml"));
    for (String folder :
        List.of(
            ".mvn",
            "spec",
            "generated-client",
            "customizations/sdk",
            "customizations/ledger",
            "customizations/cli/target")) {
      Files.createDirectories(tree.root.resolve(folder));
    }
    tree.java("echo classes > \"$archive\"");
    tree.maven("touch " + JAR);
    return tree;
  }

  /** How the launcher ended, and what it printed. */
  record Outcome(int status, String out, String err) {
    List<String> errorLines() {
      return err.lines().toList();
    }
  }

  Path root() {
    return root;
  }

  /** Returns the link that the launcher is called by. */
  Path link() {
    return elsewhere.resolve("link");
  }

  /** Returns the folder of the JDK. */
  Path jdk() {
    return temp.resolve("a jdk");
  }

  /** Returns the file with a line for each build. */
  Path builds() {
    return builds;
  }

  /** Returns the folder for temporary files. */
  Path tmp() {
    return temp.resolve("tmp");
  }

  /** Returns the calls of Java that have one of these texts in them. */
  List<String> calls(String... anyOf) throws IOException {
    return Files.readAllLines(javas).stream()
        .filter(call -> Stream.of(anyOf).anyMatch(call::contains))
        .toList();
  }

  /** Installs a Java that runs a script to write the archive, and records each call. */
  void java(String script) throws IOException {
    program(
        jdk().resolve("bin/java"),
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

  /** Installs a Maven that does this work, and records each call. */
  void maven(String work) throws IOException {
    tool("mvn", "echo built >> '" + builds + "'\n" + work + "\n");
  }

  /** Installs a program before those of the same name on the PATH. */
  void tool(String name, String script) throws IOException {
    program(temp.resolve("bin").resolve(name), script);
  }

  private static void program(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  Outcome launch(String... arguments) throws Exception {
    return finished(start(arguments));
  }

  Process start(String... arguments) throws IOException {
    return start(
        elsewhere,
        jdk(),
        Stream.concat(Stream.of("bash", link().toString()), Stream.of(arguments)).toList());
  }

  /** Starts a command in a folder, with a JDK. */
  Process start(Path folder, Path jdk, List<String> command) throws IOException {
    ProcessBuilder launcher = new ProcessBuilder(command);
    launcher.directory(folder.toFile());
    launcher.environment().put("JAVA_HOME", jdk.toString());
    launcher.environment().put("TMPDIR", tmp().toString());
    launcher
        .environment()
        .merge("PATH", temp.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    return launcher.start();
  }

  static Outcome finished(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), out, err);
  }

  /** Returns a command for whom permissions hold: root may write all the same. */
  static List<String> asNobodySpecial(String... command) {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      assumeThat(program("setpriv")).isPresent();
      words.addAll(List.of("setpriv", "--bounding-set", "-dac_override"));
    }
    words.addAll(List.of(command));
    return words;
  }

  /** Finds a program on the PATH. */
  static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
