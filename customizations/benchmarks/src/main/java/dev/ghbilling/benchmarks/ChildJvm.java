package dev.ghbilling.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A program of this module in a JVM of its own, and what it printed. */
final class ChildJvm {
  private static final long LONGEST_MINUTES = 5;

  private ChildJvm() {}

  /** The command that runs a program of this module. */
  static List<String> command(List<String> options, Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /**
   * The lines that the program printed.
   *
   * @throws IOException when it didn't exit with 0
   */
  static List<String> run(List<String> options, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    listen(lines::add, options, program, arguments);
    return lines;
  }

  /** As {@link #run}, giving each line when it is printed. */
  static void listen(
      Consumer<String> lines, List<String> options, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    run(lines, new ProcessBuilder(command(options, program, arguments)), Set.of(0));
  }

  /**
   * Any program, to its end.
   *
   * @throws IOException when it didn't exit with 0; its last words are in the message
   */
  static List<String> run(ProcessBuilder program) throws IOException, InterruptedException {
    return run(program, Set.of(0));
  }

  /**
   * As {@link #run(ProcessBuilder)}, of a program whose answer may be another exit status.
   *
   * @param statuses those that are answers
   */
  static List<String> run(ProcessBuilder program, Set<Integer> statuses)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    run(lines::add, program, statuses);
    return lines;
  }

  private static void run(Consumer<String> lines, ProcessBuilder program, Set<Integer> statuses)
      throws IOException, InterruptedException {
    File errors = Files.createTempFile("ghbilling-bench", ".err").toFile();
    Process process = program.redirectError(errors).start();
    try {
      process.getOutputStream().close();
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          lines.accept(line);
        }
      }
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("%s didn't end".formatted(program.command().get(0)));
      }
      if (!statuses.contains(process.exitValue())) {
        try (Stream<String> said = Files.lines(errors.toPath())) {
          String last = said.filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
          throw new IOException(
              "exit status %d of %s: %s"
                  .formatted(process.exitValue(), String.join(" ", program.command()), last));
        }
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(errors.toPath());
    }
  }
}
