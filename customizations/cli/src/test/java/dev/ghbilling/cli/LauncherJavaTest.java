package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher with a real Java, which has its own way to read the names of files. */
@Timeout(120)
class LauncherJavaTest {
  private static final Path JDK = Path.of(System.getProperty("java.home"));

  @TempDir private Path temp;

  /** The program in the jar. */
  public static final class Echo {
    private Echo() {}

    /** Prints whether there is a file of that name. */
    public static void main(String... arguments) {
      System.out.print(Files.exists(Path.of(arguments[1])));
    }
  }

  @Regression(
      input = "a folder or an argument that isn't ASCII, with LC_ALL=C as cron and containers have",
      before = "\"An unexpected error occurred while trying to open file\"; no such file",
      now = "both are found")
  @ParameterizedTest
  @CsvSource({
    "a b, a b",
    "b\u00FCcher, report",
    "tree, \u00FCbersicht",
    "\u65E5\u672C, \u65E5\u672C",
    "#a%20b&+?, %41"
  })
  void name_thatTheLocaleCannotWrite_isFound(String folder, String argument) throws Exception {
    assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
    LauncherTree tree = LauncherTree.in(temp, folder);
    Path program = program();
    tree.maven("cp '%s' %s".formatted(program, LauncherTree.JAR));
    Path file = Files.createFile(temp.resolve(argument + ".csv"));

    LauncherTree.Outcome run =
        LauncherTree.finished(
            tree.start(
                temp,
                JDK,
                List.of(
                    "env", "LC_ALL=C", "bash", tree.link().toString(), "usage", file.toString())));

    assertThat(run.out()).isEqualTo("true");
    assertThat(run.status()).isZero();
  }

  private Path program() throws IOException {
    Path jar = temp.resolve("program.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
    String entry = Echo.class.getName().replace('.', '/') + ".class";
    try (InputStream compiled = Echo.class.getResourceAsStream("/" + entry);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry(entry));
      compiled.transferTo(out);
    }
    return jar;
  }
}
