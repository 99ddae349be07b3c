package dev.ghbilling.spec.compare;

import dev.ghbilling.spec.compare.reader.InvalidDocumentException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
  private SpecMain() {}

  /** Runs a command and exits with 0 for done, 1 for no, or 2 if the command couldn't run. */
  public static void main(String[] args) {
    PrintWriter out = utf8(FileDescriptor.out);
    PrintWriter err = utf8(FileDescriptor.err);
    int status = run(System.getenv(), out, err, args);
    if (out.checkError()) {
      err.println("spec: the output can't be written");
      status = SpecCommand.COULD_NOT_RUN;
    }
    err.flush();
    System.exit(status);
  }

  /** Runs a command and returns its exit status. */
  static int run(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
    CommandLine program =
        new CommandLine(new SpecMain())
            .addSubcommand(new DiffCommand())
            .addSubcommand(new DriftCommand())
            .addSubcommand(new ReleaseCommand())
            .setDefaultValueProvider(option -> defaultValue(option, environment))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(
                (e, arguments) -> fail(e.getCommandLine(), e, " (see --help)"))
            .setExecutionExceptionHandler(
                (e, command, parsed) -> {
                  boolean expected =
                      e instanceof IOException || e instanceof InvalidDocumentException;
                  return fail(
                      command, expected ? e : new IllegalStateException("failed: " + e, e), "");
                });
    try {
      return program.execute(args);
    } catch (StackOverflowError | OutOfMemoryError e) {
      // The JVM's own exit status, 1, would mean "no".
      err.println("spec: failed: " + e);
      return SpecCommand.COULD_NOT_RUN;
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

  private static int fail(CommandLine command, Exception e, String hint) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + line + hint);
    command.getErr().flush();
    return SpecCommand.COULD_NOT_RUN;
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
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
