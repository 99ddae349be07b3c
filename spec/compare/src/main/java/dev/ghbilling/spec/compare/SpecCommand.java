package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands that compare contracts have in common. */
abstract class SpecCommand implements Callable<Integer> {
  static final int YES = 0;
  static final int NO = 1;
  static final int COULD_NOT_RUN = 2;

  /** Where the launcher says that the repository is. */
  private static final String ROOT = "GHBILLING_ROOT";

  @Spec private @Nullable CommandSpec spec;

  private final Map<String, String> environment;

  SpecCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The commands, which say in one line what is wrong. */
  static CommandLine program(Map<String, String> environment) {
    CommandLine program =
        new CommandLine(new Program())
            .addSubcommand(new DiffCommand(environment))
            .addSubcommand(new DriftCommand(environment))
            .addSubcommand(new ReleaseCommand(environment))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true);
    return program
        .setParameterExceptionHandler(
            (e, arguments) -> complain(e.getCommandLine(), e, " (see --help)"))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              boolean expected = e instanceof IOException || e instanceof InvalidDocumentException;
              return complain(
                  command, expected ? e : new IllegalStateException("failed: " + e, e), "");
            });
  }

  private static int complain(CommandLine command, Exception e, String hint) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    command
        .getErr()
        .println(command.getCommandSpec().qualifiedName() + ": " + Reason.oneLine(message) + hint);
    command.getErr().flush();
    return COULD_NOT_RUN;
  }

  /** A file of the repository, unless another is given. */
  Path inRepository(String option, @Nullable Path given, String path) {
    if (given != null) {
      return given;
    }
    String root = environment.get(ROOT);
    if (root == null || root.isBlank()) {
      throw new ParameterException(
          spec().commandLine(), option + " is missing, and the launcher doesn't run this");
    }
    return Path.of(root).resolve(path);
  }

  /** Prints a document, or the text for people, which ends with a line break. */
  void print(Format format, String text, ObjectNode json) throws JsonProcessingException {
    CommandLine command = spec().commandLine();
    if (format == Format.JSON) {
      command
          .getOut()
          .println(ContractJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json));
    } else {
      command.getOut().print(text);
    }
    command.getOut().flush();
  }

  void print(String line) {
    spec().commandLine().getOut().println(line);
    spec().commandLine().getOut().flush();
  }

  /** Says on stderr why the answer is no. */
  int refuse(String why) {
    spec().commandLine().getErr().println(spec().qualifiedName() + ": " + why);
    spec().commandLine().getErr().flush();
    return NO;
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("runs by picocli only");
    }
    return spec;
  }

  /** In which form an answer is printed. */
  enum Format {
    TABLE,
    JSON
  }

  /** The option for it. */
  static final class FormatOption {
    @Option(
        names = "--format",
        paramLabel = "table|json",
        defaultValue = "table",
        description = "table: for people (the default). json: for programs.")
    Format format = Format.TABLE;
  }

  @Command(
      name = "spec",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      scope = ScopeType.INHERIT,
      synopsisSubcommandLabel = "COMMAND",
      description = "Compares contracts.",
      footer = {
        "",
        "Beside these, ghbilling spec accept takes the client that the contract generates now as the"
            + " right one."
      })
  private static final class Program {}

  /** The version that the jar says it has. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SpecCommand.class.getPackage().getImplementationVersion();
      return new String[] {"ghbilling-spec-compare " + (version == null ? "development" : version)};
    }
  }
}
