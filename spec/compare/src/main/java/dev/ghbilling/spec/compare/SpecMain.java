package dev.ghbilling.spec.compare;

import dev.ghbilling.spec.compare.reader.InvalidDocumentException;
import dev.ghbilling.spec.text.StandardStreams;
import dev.ghbilling.spec.text.UsageError;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The program behind {@code ghbilling spec}. */
@Command(
    name = "spec",
    synopsisHeading = "Usage: ghbilling ",
    mixinStandardHelpOptions = true,
    versionProvider = SpecMain.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    description = "Compares contracts.",
    footer = {
      "",
      "See also: ghbilling spec accept, which accepts the public surface of the client that the"
          + " contract generates now."
    })
public final class SpecMain {
  private static final long STACK_SIZE = 64L * 1024 * 1024;

  private SpecMain() {}

  /** Runs a command and exits with 0 for done, 1 for no, or 2 if the command couldn't run. */
  public static void main(String[] args) {
    StandardStreams streams = StandardStreams.ofProcess();
    int status = run(System.getenv(), streams, args);
    Optional<IOException> failure = streams.failure();
    if (failure.isPresent()) {
      streams.note("spec: the output can't be written: " + failure.get().getMessage());
      status = SpecCommand.COULD_NOT_RUN;
    }
    System.exit(status);
  }

  /** Runs a command and returns its exit status. */
  static int run(Map<String, String> environment, StandardStreams streams, String... args) {
    CommandLine program =
        new CommandLine(new SpecMain())
            .addSubcommand(new DiffCommand(streams))
            .addSubcommand(new DriftCommand(streams))
            .addSubcommand(new ReleaseCommand(streams))
            .setDefaultValueProvider(option -> defaultValue(option, environment))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
            .setOut(streams.out())
            .setErr(streams.err())
            .setParameterExceptionHandler(
                (e, arguments) -> fail(streams, e.getCommandLine(), e, " (see --help)"))
            .setExecutionExceptionHandler(
                (e, command, parsed) -> {
                  boolean expected =
                      e instanceof IOException || e instanceof InvalidDocumentException;
                  return fail(
                      streams,
                      command,
                      expected ? e : new IllegalStateException("failed: " + e, e),
                      "");
                });
    return onDeepStack(
        () -> {
          try {
            return program.execute(args);
          } catch (StackOverflowError | OutOfMemoryError e) {
            // The JVM's own exit status, 1, would mean "no".
            streams.note("spec: failed: " + e);
            return SpecCommand.COULD_NOT_RUN;
          }
        });
  }

  /** Runs a command on a thread whose stack is deep enough for schemas that contain one another. */
  private static int onDeepStack(Callable<Integer> command) {
    FutureTask<Integer> task = new FutureTask<>(command);
    new Thread(null, task, "spec", STACK_SIZE).start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SpecCommand.COULD_NOT_RUN;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the command failed", e);
    }
  }

  /** Returns the file of the repository that an option means by default, if the launcher runs. */
  private static @Nullable String defaultValue(ArgSpec option, Map<String, String> environment) {
    String root = environment.get("GHBILLING_ROOT");
    if (root == null || root.isBlank()) {
      return null;
    }
    return switch (option.isOption() ? ((OptionSpec) option).longestName() : "") {
      case "--known" -> root + "/spec/upstream/known-differences.yaml";
      case "--released" -> root + "/spec/released/openapi.yaml";
      default -> null;
    };
  }

  private static int fail(StandardStreams streams, CommandLine command, Exception e, String hint) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    streams.note(command.getCommandSpec().qualifiedName() + ": " + UsageError.of(message) + hint);
    return SpecCommand.COULD_NOT_RUN;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Version.class.getPackage().getImplementationVersion();
      return new String[] {"ghbilling-spec-compare " + (version == null ? "development" : version)};
    }
  }
}
