package dev.ghbilling.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A program to run in a JVM of its own, of the same JDK and with this JVM's class path.
 *
 * <pre>{@code
 * ChildJvm.Exit exit = ChildJvm.of(Main.class).options("-Xmx64m").run("--help");
 * }</pre>
 */
public final class ChildJvm {
  private final Class<?> program;
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> launcher = new ArrayList<>();
  private Predicate<String> entries = entry -> true;
  private Duration deadline = Duration.ofMinutes(3);

  private ChildJvm(Class<?> program) {
    this.program = program;
  }

  /**
   * How a program ended.
   *
   * @param status its exit status
   * @param output what it wrote to standard output and standard error
   */
  public record Exit(int status, String output) {}

  /** Returns the program with this main class. */
  public static ChildJvm of(Class<?> program) {
    return new ChildJvm(program);
  }

  /** Adds options of the JVM, for example {@code -Xmx64m}. */
  public ChildJvm options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Adds environment variables. */
  public ChildJvm environment(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /** Keeps only some of the entries of the class path. */
  public ChildJvm classPath(Predicate<String> kept) {
    entries = kept;
    return this;
  }

  /** Lets no file that it writes become longer, as on a disk that is full. Needs bash. */
  public ChildJvm maxFileSize(int kilobytes) {
    launcher.addAll(List.of("bash", "-c", "ulimit -f " + kilobytes + " && exec \"$0\" \"$@\""));
    return this;
  }

  /** Replaces the three minutes after which a program that is still alive is a failure. */
  public ChildJvm deadline(Duration duration) {
    deadline = duration;
    return this;
  }

  /** Returns the process to start, for a test that speaks with it while it runs. */
  public ProcessBuilder process(String... arguments) {
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entries)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().putAll(environment);
    return process;
  }

  /**
   * Runs the program to its end.
   *
   * @throws IOException when it is alive at its deadline; it is killed then
   */
  public Exit run(String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("child", ".txt");
    Process process =
        process(arguments).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "%s is alive after %s; it printed: %s"
                .formatted(program.getName(), deadline, Files.readString(output)));
      }
      return new Exit(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
